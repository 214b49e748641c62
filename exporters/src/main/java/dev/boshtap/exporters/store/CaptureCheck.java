package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a look at every byte of a capture file came to.
 *
 * @param file the file
 * @param exchanges how many exchanges could be read, with their bodies
 * @param events how many events could
 * @param faults what is wrong, a line each; empty when all is well
 */
public record CaptureCheck(Path file, long exchanges, long events, List<String> faults) {

  /** What progress comes to at the end. */
  public static final long WHOLE = 1L << 20;

  private static final int MOST_FAULTS = 100;

  /** Keeps the list as it is now. */
  public CaptureCheck {
    faults = List.copyOf(faults);
  }

  /** Whether all is well. */
  public boolean isSound() {
    return faults.isEmpty();
  }

  /**
   * Reads a file as SQLite sees it and as boshtap does.
   *
   * @param progress told how far it has come, up to {@link #WHOLE}
   * @throws CaptureException when it is no capture
   */
  public static CaptureCheck of(Path file, LongConsumer progress) throws IOException {
    List<String> faults = new ArrayList<>();
    try (Connection database = Database.read(file);
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA integrity_check(20)")) {
      while (row.next()) {
        String line = row.getString(1);
        if (!line.equals("ok")) {
          faults.add(line.lines().findFirst().orElse(line));
        }
      }
    } catch (SQLException e) {
      faults.add(Database.reason(e));
    }
    long exchanges = 0;
    long events = 0;
    try (StoreReader reader = StoreReader.open(file, EventFilter.ALL, true)) {
      long oldest = reader.oldest();
      long places = Math.max(1, reader.newest() - oldest);
      for (Observation next = reader.next(); next != null; next = reader.next()) {
        exchanges += next instanceof Observation.Finished ? 1 : 0;
        events += next instanceof Observation.Happened ? 1 : 0;
        progress.accept(Math.round((double) WHOLE * (reader.place() - oldest) / places));
      }
      reader.pending();
      reader.damage().stream().limit(MOST_FAULTS).map(Observation.Loss::what).forEach(faults::add);
    }
    return new CaptureCheck(file, exchanges, events, faults);
  }
}
