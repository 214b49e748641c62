package dev.boshtap.exporters.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table in order, a page at a time: no read lasts long enough to keep the writer
 * from clearing its log, and memory holds a page.
 */
final class Pages {

  private final int pageSize;
  private final String table;
  private final Connection connection;
  private final String select;
  private final Selection selection;
  private final Making making;
  private final Queue<Found> page = new ArrayDeque<>();
  private long last;
  private long horizon;
  private boolean more;

  /** Turns a row into what it stands for; null for one that is not wanted after all. */
  interface Making {
    @Nullable Object of(ResultSet row) throws SQLException, IOException;
  }

  /** A row's place, and what it stands for. */
  record Found(long seq, Object what) {}

  /**
   * Rows behind a place.
   *
   * @param columns the first is seq
   */
  Pages(
      Connection connection,
      String table,
      String columns,
      Selection selection,
      int pageSize,
      Making making) {
    this.table = table;
    this.selection = selection;
    this.pageSize = pageSize;
    this.making = making;
    this.connection = connection;
    select =
        "SELECT %s FROM %s WHERE seq > ? AND seq <= ?%s ORDER BY seq LIMIT %d"
            .formatted(columns, table, selection.condition(), pageSize);
  }

  /** From here on, rows behind {@code after} up to {@code upTo}. */
  void range(long after, long upTo) {
    page.clear();
    last = after;
    horizon = upTo;
    more = upTo > after;
  }

  String name() {
    return table;
  }

  /** After a page that cannot be read: gives up what follows, and says behind which place. */
  long skipDamage(long upTo) {
    more = false;
    horizon = upTo;
    return last;
  }

  @Nullable Found peek() throws SQLException, IOException {
    while (page.isEmpty() && more) {
      load();
    }
    return page.peek();
  }

  void remove() {
    page.remove();
  }

  private void load() throws SQLException, IOException {
    int rows = 0;
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      int at = 0;
      statement.setLong(++at, last);
      statement.setLong(++at, horizon);
      for (Object value : selection.values()) {
        statement.setObject(++at, value);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows++;
          last = row.getLong(1);
          Object what = making.of(row);
          if (what != null) {
            page.add(new Found(last, what));
          }
        }
      }
    }
    more = rows == pageSize;
  }
}
