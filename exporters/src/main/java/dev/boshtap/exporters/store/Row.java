package dev.boshtap.exporters.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Fills one row of an INSERT, value after value. */
final class Row implements AutoCloseable {

  private final java.sql.Connection connection;
  private final String sql;
  private PreparedStatement statement;
  private int at;

  Row(java.sql.Connection connection, String table, int columns) throws SQLException {
    this.connection = connection;
    sql = "INSERT OR REPLACE INTO " + table + " VALUES (?" + ",?".repeat(columns - 1) + ")";
    statement = connection.prepareStatement(sql);
  }

  Row with(long value) throws SQLException {
    statement.setLong(++at, value);
    return this;
  }

  Row with(@Nullable Number value) throws SQLException {
    if (value == null) {
      statement.setNull(++at, Types.INTEGER);
      return this;
    }
    return with(value.longValue());
  }

  Row with(@Nullable String value) throws SQLException {
    statement.setString(++at, value);
    return this;
  }

  Row with(byte[] value) throws SQLException {
    statement.setBytes(++at, value);
    return this;
  }

  void insert() throws SQLException {
    at = 0;
    statement.executeUpdate();
  }

  /** Forgets the values of a row that will not be whole. */
  void forget() {
    at = 0;
  }

  /** Begins anew after a failure, for which the driver gives a statement up. */
  void renew() throws SQLException {
    at = 0;
    statement.close();
    statement = connection.prepareStatement(sql);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
