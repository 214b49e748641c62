package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.exporters.store.EncodedRows.Change;
import dev.boshtap.exporters.store.EncodedRows.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait to be written, one behind the other in one array. They wait for longer than the
 * garbage collector's rounds are apart: as objects, some sixty for each exchange, they were copied
 * in each round and then moved to where only a whole collection finds them.
 */
final class RowTape implements Iterable<EncodedRows> {

  private static final int SHORTEST = 64 << 10;

  /** A tape that grew longer, for a large body, leaves no memory of its size behind. */
  private static final int LONGEST_KEPT = 8 << 20;

  /** What a value is, before it. */
  private static final byte NULL = 0;

  private static final byte NUMBER = 1;
  private static final byte TEXT = 2;
  private static final byte BYTES = 3;

  private ByteBuffer tape = ByteBuffer.allocate(SHORTEST);

  /** The table of each row. */
  private final List<Table> tables = new ArrayList<>();

  private final List<Mark> marks = new ArrayList<>();

  /** Where the rows of an observation end, and what is no row of it. */
  private record Mark(@Nullable Connection connection, long exchange, Change change, int end) {}

  /** Adds the rows of an observation, all of them or, when there is no memory for that, none. */
  void add(EncodedRows rows) {
    int begun = tape.position();
    int rowsBefore = tables.size();
    int marked = marks.size();
    try {
      for (Values row : rows.rows()) {
        add(row);
      }
      marks.add(new Mark(rows.connection(), rows.exchange(), rows.change(), tape.position()));
    } finally {
      if (marks.size() == marked) {
        tape.position(begun);
        tables.subList(rowsBefore, tables.size()).clear();
      }
    }
  }

  private void add(Values row) {
    tables.add(row.table());
    room(2);
    tape.put((byte) (row.numbered() ? 1 : 0));
    tape.put((byte) row.values().length);
    for (Object value : row.values()) {
      add(value);
    }
  }

  private void add(@Nullable Object value) {
    if (value == null) {
      room(1);
      tape.put(NULL);
    } else if (value instanceof Number number) {
      room(1 + Long.BYTES);
      tape.put(NUMBER).putLong(number.longValue());
    } else if (value instanceof String text) {
      add(TEXT, text.getBytes(UTF_8));
    } else if (value instanceof byte[] bytes) {
      add(BYTES, bytes);
    } else {
      throw new IllegalArgumentException(
          "value: " + value.getClass().getName() + " (expected: a number, text or bytes)");
    }
  }

  private void add(byte kind, byte[] bytes) {
    room(1 + Integer.BYTES + bytes.length);
    tape.put(kind).putInt(bytes.length).put(bytes);
  }

  private void room(int bytes) {
    if (tape.remaining() < bytes) {
      int longer = Math.max(2 * tape.capacity(), Math.addExact(tape.position(), bytes));
      tape = ByteBuffer.allocate(longer).put(tape.flip());
    }
  }

  /** How many observations have their rows on it. */
  int observations() {
    return marks.size();
  }

  /** The memory that its rows take, in bytes. */
  int bytes() {
    return tape.position();
  }

  /** Takes all rows off. */
  void clear() {
    marks.clear();
    tables.clear();
    tape = tape.capacity() > LONGEST_KEPT ? ByteBuffer.allocate(SHORTEST) : tape.clear();
  }

  /** The rows, observation by observation, in the order in which they were added. */
  @Override
  public Iterator<EncodedRows> iterator() {
    ByteBuffer from = tape.duplicate().flip();
    Iterator<Mark> each = marks.iterator();
    Iterator<Table> table = tables.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public EncodedRows next() {
        if (!each.hasNext()) {
          throw new NoSuchElementException();
        }
        Mark mark = each.next();
        List<Values> rows = new ArrayList<>(4);
        while (from.position() < mark.end()) {
          rows.add(row(table.next(), from));
        }
        return new EncodedRows(rows, mark.connection(), mark.exchange(), mark.change());
      }
    };
  }

  private static Values row(Table table, ByteBuffer from) {
    boolean numbered = from.get() == 1;
    Object[] values = new Object[from.get()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(from);
    }
    return new Values(table, numbered, values);
  }

  private static @Nullable Object value(ByteBuffer from) {
    byte kind = from.get();
    if (kind == NULL) {
      return null;
    }
    if (kind == NUMBER) {
      return from.getLong();
    }
    byte[] bytes = new byte[from.getInt()];
    from.get(bytes);
    return kind == TEXT ? new String(bytes, UTF_8) : bytes;
  }
}
