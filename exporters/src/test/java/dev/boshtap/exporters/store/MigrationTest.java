package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of earlier versions, made as these made them: by the first schema alone. */
class MigrationTest {

  private static final Event EVENT = Samples.user(Samples.context(3, 7), "READY", null);
  private static final List<Observation> RECORDED =
      List.of(
          new Observation.Happened(EVENT),
          Exchanges.starting(0, 7).answered(9, 200, "text/xml", "<body/>").with(EVENT).finished());

  @TempDir Path folder;

  private Path old;

  /** The rows of a capture of today, in the tables of the first version. */
  @BeforeEach
  void recordWithTheFirstVersion() throws IOException, SQLException {
    Path today = folder.resolve("today.sqlite");
    Captures.write(today, RECORDED);
    old = folder.resolve("old.sqlite");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + old);
        Statement statement = database.createStatement();
        InputStream schema = Database.class.getResourceAsStream("schema-1.sql")) {
      statement.executeUpdate(new String(schema.readAllBytes(), UTF_8));
      statement.execute("ATTACH '" + today + "' AS today");
      for (String table :
          List.of("capture", "dictionary", "connections", "exchanges", "bodies", "events")) {
        statement.executeUpdate("INSERT INTO " + table + " SELECT * FROM today." + table);
      }
      statement.execute("PRAGMA application_id = " + Database.APPLICATION_ID);
      statement.execute("PRAGMA user_version = 1");
    }
  }

  private static int version(Path file) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return Database.number(database, "PRAGMA user_version");
    }
  }

  @Test
  void anEarlierVersionIsReadAsItIs() throws Exception {
    assertThat(Captures.texts(Captures.read(old))).isEqualTo(Captures.texts(RECORDED));
    assertThat(CaptureCheck.of(old, place -> {}).faults()).isEmpty();
    assertThat(version(old)).isEqualTo(1);
  }

  @Test
  void anEarlierVersionIsMergedIntoThePresentOne() throws Exception {
    Path merged = folder.resolve("merged.sqlite");
    CaptureMerge.merge(List.of(old), merged, file -> {});

    assertThat(Captures.texts(Captures.read(merged))).isEqualTo(Captures.texts(RECORDED));
    assertThat(version(merged)).isEqualTo(Database.SCHEMA);
  }

  @Test
  void anEarlierVersionThatIsWrittenFurtherIsBroughtToThePresentOne() throws Exception {
    Database.write(old).close();

    assertThat(version(old)).isEqualTo(Database.SCHEMA);
    assertThat(Captures.texts(Captures.read(old))).isEqualTo(Captures.texts(RECORDED));
  }

  @Test
  void aLaterVersionIsRefusedInOneLine() throws Exception {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + old)) {
      Database.run(database, "PRAGMA user_version = 9");
    }

    assertThatThrownBy(() -> StoreReader.open(old, EventFilter.ALL, false))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("version 9 (expected: 1 to " + Database.SCHEMA + ")");
    assertThat(Files.exists(old)).isTrue();
  }
}
