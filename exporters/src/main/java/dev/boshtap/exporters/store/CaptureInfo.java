package dev.boshtap.exporters.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a capture file, counted.
 *
 * @param file the file
 * @param bytes its size, its log included
 * @param isWritten whether somebody is writing it now
 * @param facts what it says of itself
 * @param exchanges the exchanges that ended, or were open when recording stopped
 * @param unanswered those of them without an answer
 * @param pending those that were open at the last commit
 * @param events the events, by type; findings once each, however often they were told
 * @param agents the agents that were seen
 * @param messages WebSocket messages
 * @param lost how much was not recorded
 * @param first the time of the earliest exchange or event
 * @param last the time of the latest
 */
public record CaptureInfo(
    Path file,
    long bytes,
    boolean isWritten,
    CaptureFacts facts,
    long exchanges,
    long unanswered,
    long pending,
    Map<String, Long> events,
    long agents,
    long messages,
    long lost,
    Optional<Instant> first,
    Optional<Instant> last) {

  static CaptureInfo of(Path file, Connection database, CaptureFacts facts)
      throws SQLException, IOException {
    Map<String, Long> events = new LinkedHashMap<>();
    try (Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT type, CASE type WHEN 'finding'"
                    + " THEN count(DISTINCT event->>'$.finding.number') ELSE count(*) END"
                    + " FROM events GROUP BY type")) {
      while (row.next()) {
        events.put(row.getString(1), row.getLong(2));
      }
    }
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return new CaptureInfo(
        file,
        Files.size(file) + (Files.exists(log) ? Files.size(log) : 0),
        WriterLock.isTaken(file),
        facts,
        number(database, "SELECT count(*) FROM exchanges").orElse(0L),
        number(database, "SELECT count(*) FROM exchanges WHERE status IS NULL").orElse(0L),
        number(database, "SELECT count(*) FROM pending").orElse(0L),
        events,
        number(database, "SELECT count(DISTINCT agent) FROM events WHERE agent IS NOT NULL")
            .orElse(0L),
        number(database, "SELECT count(*) FROM messages").orElse(0L),
        number(database, "SELECT sum(count) FROM losses").orElse(0L),
        number(
                database,
                "SELECT min(t) FROM (SELECT min(started) t FROM exchanges"
                    + " UNION ALL SELECT min(time) FROM events)")
            .map(Instant::ofEpochMilli),
        number(
                database,
                "SELECT max(t) FROM (SELECT max(started) t FROM exchanges"
                    + " UNION ALL SELECT max(time) FROM events)")
            .map(Instant::ofEpochMilli));
  }

  private static Optional<Long> number(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      long value = row.getLong(1);
      return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
  }
}
