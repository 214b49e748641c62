package dev.boshtap.exporters.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * What goes along when a recording goes on in a next part: the exchanges that are open, and what
 * they have said so far, so that their rows in that part are whole without this one.
 */
final class OpenExchanges {

  private static final String CONNECTIONS =
      "SELECT * FROM connections WHERE number IN (SELECT connection FROM pending)";

  /** Beside what is pending, what was said of late by those that are too young for that. */
  private static final String SAID =
      """
      WITH said AS (SELECT seq, exchange, event FROM events
                    UNION ALL SELECT seq, exchange, event FROM carried)
      SELECT seq, exchange, event FROM said
        WHERE exchange IN (SELECT number FROM pending)
           OR (exchange > 0 AND seq > (SELECT coalesce(max(seq), 0) FROM events) - 10000
               AND NOT EXISTS (SELECT 1 FROM exchanges WHERE number = said.exchange))""";

  private OpenExchanges() {}

  /**
   * Copies it from one part to the next.
   *
   * @param sockets WebSockets that are open: they say too much for it to go along
   */
  static void carry(Connection from, Connection to, Set<Long> sockets) throws SQLException {
    try (Statement statement = from.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT * FROM pending");
          Row pending = new Row(to, Table.PENDING)) {
        while (row.next()) {
          pending.insert(
              row.getLong(1),
              row.getLong(2),
              row.getLong(3),
              row.getString(4),
              row.getBytes(5),
              row.getBytes(6));
        }
      }
      try (ResultSet row = statement.executeQuery(CONNECTIONS);
          Row connections = new Row(to, Table.CONNECTIONS)) {
        while (row.next()) {
          connections.insert(row.getLong(1), row.getString(2), row.getString(3));
        }
      }
      try (ResultSet row = statement.executeQuery(SAID);
          Row carried = new Row(to, Table.CARRIED)) {
        while (row.next()) {
          if (!sockets.contains(row.getLong(2))) {
            carried.insert(row.getLong(1), row.getLong(2), row.getString(3));
          }
        }
      }
    }
  }
}
