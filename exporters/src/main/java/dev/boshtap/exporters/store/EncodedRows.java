package dev.boshtap.exporters.store;

import dev.boshtap.decoders.wire.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An observation as the rows that it becomes, ready for any part of a capture: what is kept of it
 * until they are on the disk, a fraction of what it was; {@link RowTape} holds them meanwhile.
 *
 * @param rows in the order in which they are added
 * @param connection the one that they name; null where they name none
 * @param exchange the number of the exchange that {@code change} is about; 0 where it is about none
 * @param change what becomes of that exchange
 */
record EncodedRows(
    List<Values> rows, @Nullable Connection connection, long exchange, Change change) {

  /** What an observation changes about an exchange's being open. */
  enum Change {
    NONE,
    HELD,
    UPGRADED,
    FINISHED
  }

  /**
   * The values of a row.
   *
   * @param numbered whether the observation's number stands before them
   * @param values numbers, text, bytes or null, by column
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // Nobody compares rows, and a list would hold as much again.
  record Values(Table table, boolean numbered, @Nullable Object... values) {

    /** Of a row that begins with the observation's number. */
    static Values numbered(Table table, @Nullable Object... others) {
      return new Values(table, true, others);
    }

    /** Of a row that has a key of its own. */
    static Values of(Table table, @Nullable Object... values) {
      return new Values(table, false, values);
    }
  }
}
