package dev.boshtap.exporters.store;

import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table in which a capture says what it is. */
final class FactsTable {

  private FactsTable() {}

  static void write(Connection connection, CaptureFacts facts) throws SQLException {
    Map<String, String> values = new HashMap<>();
    values.put("id", facts.id());
    values.put("part", Integer.toString(facts.part()));
    values.put("started", facts.started().toString());
    facts.completed().ifPresent(at -> values.put("completed", at.toString()));
    facts.next().ifPresent(name -> values.put("next", name));
    values.put("host", facts.host());
    values.put("version", facts.version());
    values.put("redaction", facts.redaction().word());
    values.put("body-limit", Long.toString(facts.bodyLimit()));
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO capture VALUES (?, ?)")) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        put.setString(1, value.getKey());
        put.setString(2, value.getValue());
        put.executeUpdate();
      }
    }
  }

  static CaptureFacts read(Path file, Connection connection) throws SQLException, CaptureException {
    Map<String, String> values = new HashMap<>();
    try (Statement get = connection.createStatement();
        ResultSet rows = get.executeQuery("SELECT name, value FROM capture")) {
      while (rows.next()) {
        values.put(rows.getString(1), rows.getString(2));
      }
    }
    try {
      return new CaptureFacts(
          values.getOrDefault("id", ""),
          Integer.parseInt(values.getOrDefault("part", "1")),
          Instant.parse(values.getOrDefault("started", "")),
          Optional.ofNullable(values.get("completed")).map(Instant::parse),
          Optional.ofNullable(values.get("next")),
          values.getOrDefault("host", ""),
          values.getOrDefault("version", ""),
          RedactionPolicy.valueOf(
              values.getOrDefault("redaction", "none").toUpperCase(Locale.ROOT)),
          Long.parseLong(values.getOrDefault("body-limit", "0")));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new CaptureException(file, "does not say what it is: " + e.getMessage(), e);
    }
  }
}
