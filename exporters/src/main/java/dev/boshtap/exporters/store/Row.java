package dev.boshtap.exporters.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Adds rows to one table. */
final class Row implements AutoCloseable {

  private final Connection connection;
  private final String sql;
  private PreparedStatement statement;

  Row(Connection connection, Table table) throws SQLException {
    this.connection = connection;
    sql = table.insert();
    statement = connection.prepareStatement(sql);
  }

  /**
   * Adds a row.
   *
   * @param values as many as the table has columns: numbers, text, bytes, or null
   */
  void insert(@Nullable Object... values) throws SQLException {
    int column = 0;
    for (Object value : values) {
      set(++column, value);
    }
    statement.executeUpdate();
  }

  /** Adds a row whose first column is the number of an observation. */
  void insertNumbered(long seq, @Nullable Object... others) throws SQLException {
    statement.setLong(1, seq);
    int column = 1;
    for (Object value : others) {
      set(++column, value);
    }
    statement.executeUpdate();
  }

  private void set(int column, @Nullable Object value) throws SQLException {
    if (value instanceof byte[] bytes) {
      statement.setBytes(column, bytes);
    } else if (value instanceof String text) {
      statement.setString(column, text);
    } else if (value instanceof Number number) {
      statement.setLong(column, number.longValue());
    } else if (value == null) {
      statement.setNull(column, Types.NULL);
    } else {
      throw new IllegalArgumentException(
          "value: " + value.getClass().getName() + " (expected: a number, text or bytes)");
    }
  }

  /** Begins anew after a failure, for which the driver gives a statement up. */
  void renew() throws SQLException {
    statement.close();
    statement = connection.prepareStatement(sql);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
