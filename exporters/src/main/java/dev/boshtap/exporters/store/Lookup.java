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

  /** The statement, about one number. */
  PreparedStatement of(long number) throws SQLException {
    statement.setLong(1, number);
    return statement;
  }

  /** Begins anew after a failure. */
  void renew() throws SQLException {
    statement = connection.prepareStatement(sql);
  }
}
