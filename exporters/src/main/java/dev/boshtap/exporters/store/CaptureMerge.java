package dev.boshtap.exporters.store;

import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one capture of several: the parts of a recording, or recordings of several machines.
 * Numbers of exchanges and connections stay as they are within the parts of one recording; those of
 * the next recording go on where the last ended. What was observed stays in the order of the files.
 */
public final class CaptureMerge implements AutoCloseable {

  private static final int COMMIT_AFTER = 5_000;

  private static final List<String> TABLES =
      List.of(
          "connections",
          "exchanges",
          "bodies",
          "pending",
          "events",
          "losses",
          "upgrades",
          "messages",
          "carried");

  private final Path to;
  private final WriterLock lock;
  private final Connection database;
  private final Packing packing = Packing.fresh();
  private String recording = "";
  private Renumbering numbers = Renumbering.NONE;

  private CaptureMerge(Path to, CaptureFacts facts) throws IOException, SQLException {
    this.to = to;
    CapturePart.begin(to, facts).close();
    lock = WriterLock.take(to);
    database = Database.write(to);
    database.setAutoCommit(false);
  }

  /**
   * Writes a new capture with all that is in others, which stay as they are.
   *
   * @param from one or more captures that nobody is writing
   * @param to a file that is not there yet
   * @param progress told each file when it is begun
   * @throws CaptureException when one cannot be read, is being written, or the new one cannot be
   */
  public static void merge(List<Path> from, Path to, Consumer<Path> progress) throws IOException {
    if (Files.exists(to) && Files.size(to) > 0) {
      throw new CaptureException(to, "is there already (expected: a new file)");
    }
    CaptureFacts facts = facts(from);
    try (CaptureMerge merge = new CaptureMerge(to, facts)) {
      for (Path file : from) {
        progress.accept(file);
        merge.take(file);
      }
      merge.complete(facts);
    } catch (SQLException e) {
      throw new CaptureException(to, Database.reason(e), e);
    }
  }

  private static CaptureFacts facts(List<Path> from) throws IOException {
    CaptureFacts first = StoreFiles.facts(from.get(0));
    RedactionPolicy redaction = first.redaction();
    long bodyLimit = 0;
    Instant started = first.started();
    boolean oneRecording = true;
    for (Path file : from) {
      CaptureFolder.requireFree(file);
      CaptureFacts facts = StoreFiles.facts(file);
      redaction = redaction.weaker(facts.redaction());
      bodyLimit = Math.max(bodyLimit, facts.bodyLimit());
      started = facts.started().isBefore(started) ? facts.started() : started;
      oneRecording &= facts.id().equals(first.id());
    }
    return new CaptureFacts(
        oneRecording ? first.id() : UUID.randomUUID().toString(),
        1,
        started,
        Optional.empty(),
        Optional.empty(),
        first.host(),
        first.version(),
        redaction,
        bodyLimit);
  }

  private void take(Path file) throws IOException, SQLException {
    String id = StoreFiles.facts(file).id();
    if (!id.equals(recording)) {
      recording = id;
      numbers =
          new Renumbering(
              Database.number(
                  database,
                  "SELECT max(seq) FROM (SELECT max(seq) seq FROM events UNION ALL"
                      + " SELECT max(seq) FROM exchanges UNION ALL SELECT max(seq) FROM losses"
                      + " UNION ALL SELECT max(seq) FROM upgrades UNION ALL"
                      + " SELECT max(seq) FROM messages)"),
              Database.number(
                  database,
                  "SELECT max(n) FROM (SELECT max(number) n FROM exchanges UNION ALL"
                      + " SELECT max(number) FROM pending)"),
              Database.number(database, "SELECT max(number) FROM connections"));
    }
    try (Connection source = Database.read(file);
        Packing theirs = new Packing(ObservationRows.dictionary(file, source))) {
      for (String table : TABLES) {
        if (Database.has(source, table)) {
          copy(source, theirs, table);
        }
      }
    }
    database.commit();
  }

  private void copy(Connection source, Packing theirs, String table)
      throws SQLException, IOException {
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = row.getMetaData();
      int count = columns.getColumnCount();
      String marks = "?" + ",?".repeat(count - 1);
      try (PreparedStatement insert =
          database.prepareStatement(
              "INSERT OR REPLACE INTO " + table + " VALUES (" + marks + ")")) {
        for (long rows = 1; row.next(); rows++) {
          for (int at = 1; at <= count; at++) {
            String column = columns.getColumnName(at);
            insert.setObject(at, value(table, column, row.getObject(at), theirs));
          }
          insert.executeUpdate();
          if (rows % COMMIT_AFTER == 0) {
            database.commit();
          }
        }
      }
    }
  }

  private @Nullable Object value(
      String table, String column, @Nullable Object value, Packing theirs) throws IOException {
    if (value instanceof Number number) {
      return numbers.of(table, column, number.longValue());
    }
    if (value instanceof byte[] packed) {
      return packing.pack(
          column.equals("record")
              ? numbers.ofJson(theirs.unpackRecord(packed))
              : theirs.unpackBody(packed, Long.MAX_VALUE));
    }
    boolean json = column.equals("event") || column.equals("record");
    return json && value instanceof String text ? numbers.ofJson(text) : value;
  }

  private void complete(CaptureFacts facts) throws SQLException {
    FactsTable.write(
        database,
        new CaptureFacts(
            facts.id(),
            facts.part(),
            facts.started(),
            Optional.of(Instant.now()),
            Optional.empty(),
            facts.host(),
            facts.version(),
            facts.redaction(),
            facts.bodyLimit()));
    database.commit();
    database.setAutoCommit(true);
    Database.run(database, "PRAGMA journal_mode = DELETE");
  }

  @Override
  public void close() throws IOException {
    packing.close();
    try (lock) {
      database.close();
    } catch (SQLException e) {
      throw new CaptureException(to, Database.reason(e), e);
    }
  }
}
