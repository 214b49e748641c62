package dev.boshtap.exporters.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A statement that is asked again and again, also after the driver gave it up for damage met. */
final class Lookup {

  private final Connection connection;
  private final String sql;
  private PreparedStatement statement;

  Lookup(Connection connection, String sql) throws SQLException {
    this.connection = connection;
    this.sql = sql;
    statement = connection.prepareStatement(sql);
  }

  /** The statement, about these numbers. */
  PreparedStatement of(long... numbers) throws SQLException {
    for (int at = 0; at < numbers.length; at++) {
      statement.setLong(at + 1, numbers[at]);
    }
    return statement;
  }

  /** Begins anew after a failure. */
  void renew() throws SQLException {
    statement = connection.prepareStatement(sql);
  }
}
