package dev.boshtap.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts in boshtap's captures, as any SQLite tool does (docs/reference/capture.md), while they are
 * written.
 */
final class RecordedRows implements Recorded {

  private static final String EVENTS =
      "SELECT count(*) FROM events WHERE type = 'finesse.user' AND seq > ?";
  private static final String SESSIONS =
      "SELECT count(*) FROM events WHERE type = 'bosh.session'"
          + " AND event->>'$.change' = 'CREATED' AND seq > ?";
  private static final String LOSSES = "SELECT what, count FROM losses WHERE seq > ?";
  private static final String LAST =
      "SELECT max(coalesce((SELECT max(seq) FROM events), 0),"
          + " coalesce((SELECT max(seq) FROM losses), 0)) WHERE 0 <= ?";

  private final Path folder;
  private long counted;

  /** Counts in all captures in a folder: a long one goes on in another file. */
  RecordedRows(Path folder) {
    this.folder = folder;
  }

  @Override
  public Count next() throws IOException {
    long events = 0;
    long sessions = 0;
    long losses = 0;
    long last = counted;
    for (Path file : files()) {
      try (Connection capture = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        events += number(capture, EVENTS);
        sessions += number(capture, SESSIONS);
        losses += losses(capture);
        last = Math.max(last, number(capture, LAST));
      } catch (SQLException e) {
        throw new IOException("%s cannot be counted in: %s".formatted(file, e.getMessage()), e);
      }
    }
    counted = last;
    return new Count(events, sessions, losses);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sqlite")).toList();
    }
  }

  private long number(Connection capture, String sql) throws SQLException {
    try (PreparedStatement question = capture.prepareStatement(sql)) {
      question.setLong(1, counted);
      try (ResultSet row = question.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private long losses(Connection capture) throws SQLException {
    long lost = 0;
    try (PreparedStatement question = capture.prepareStatement(LOSSES)) {
      question.setLong(1, counted);
      try (ResultSet row = question.executeQuery()) {
        while (row.next()) {
          lost += Recorded.lost(row.getString(1), row.getLong(2));
        }
      }
    }
    return lost;
  }
}
