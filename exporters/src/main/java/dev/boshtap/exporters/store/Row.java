package dev.boshtap.exporters.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Fills one row of an INSERT, value after value. */
final class Row implements AutoCloseable {

  private final PreparedStatement statement;
  private int at;

  Row(java.sql.Connection connection, String table, int columns) throws SQLException {
    statement =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO " + table + " VALUES (?" + ",?".repeat(columns - 1) + ")");
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

  /** Forgets what was filled in; for when something failed on the way. */
  void forget() {
    at = 0;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
