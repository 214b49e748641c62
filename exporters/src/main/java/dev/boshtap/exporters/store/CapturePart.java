package dev.boshtap.exporters.store;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a capture while it is written. What is not committed is not there. Used by one
 * thread.
 */
final class CapturePart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CapturePart.class);
  private static final int MOST_KNOWN = 65_536;
  private static final String NO_LONGER_PENDING = "DELETE FROM pending WHERE number = ?";

  private final Path file;
  private final WriterLock lock;
  private final java.sql.Connection database;
  private final Map<Table, Row> rows = new EnumMap<>(Table.class);
  private PreparedStatement noLongerPending;
  private final Set<Long> knownConnections = new HashSet<>();
  private final Set<Long> open = new HashSet<>();

  /** WebSockets that are open: they say too much for it to be carried along. */
  private final Set<Long> sockets = new HashSet<>();

  private final @Nullable Object identity;
  private CaptureFacts facts;

  private CapturePart(Path file, WriterLock lock, CaptureFacts facts)
      throws SQLException, IOException {
    this.file = file;
    this.lock = lock;
    this.facts = facts;
    PrivateFiles.create(file).close();
    database = Database.write(file);
    try {
      database.setAutoCommit(false);
      for (Table table : Table.values()) {
        rows.put(table, new Row(database, table));
      }
      noLongerPending = database.prepareStatement(NO_LONGER_PENDING);
      FactsTable.write(database, facts);
      row(Table.DICTIONARY).insert(1, Packing.freshDictionary());
      database.commit();
      identity = identity();
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Begins a file that does not exist, or is empty.
   *
   * @throws CaptureException when another writer has it
   */
  static CapturePart begin(Path file, CaptureFacts facts) throws IOException, SQLException {
    WriterLock lock = WriterLock.take(file);
    try {
      return new CapturePart(file, lock, facts);
    } catch (SQLException | IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  CaptureFacts facts() {
    return facts;
  }

  /** Takes what is open over from the part before, and what it has said so far. */
  void continueFrom(CapturePart before) throws SQLException {
    sockets.addAll(before.sockets);
    OpenExchanges.carry(before.database, database, sockets);
    findOpen();
    database.commit();
  }

  /** Adds the rows of an observation; they are there once {@link #commit} has returned. */
  void write(long seq, EncodedRows observation) throws SQLException {
    if (observation.connection() != null) {
      connection(observation.connection());
    }
    for (EncodedRows.Values values : observation.rows()) {
      if (values.numbered()) {
        row(values.table()).insertNumbered(seq, values.values());
      } else {
        row(values.table()).insert(values.values());
      }
    }
    long exchange = observation.exchange();
    switch (observation.change()) {
      case HELD -> open.add(exchange);
      case UPGRADED -> {
        sockets.add(exchange);
        open.add(exchange);
      }
      case FINISHED -> finished(exchange);
      case NONE -> {}
    }
  }

  private void finished(long exchange) throws SQLException {
    sockets.remove(exchange);
    if (open.remove(exchange)) {
      noLongerPending.setLong(1, exchange);
      noLongerPending.executeUpdate();
    }
  }

  private void connection(Connection connection) throws SQLException {
    if (knownConnections.contains(connection.number())) {
      return;
    }
    row(Table.CONNECTIONS)
        .insert(connection.number(), connection.server().toString(), connection.client());
    if (knownConnections.size() >= MOST_KNOWN) {
      knownConnections.clear();
    }
    knownConnections.add(connection.number());
  }

  private Row row(Table table) {
    return Objects.requireNonNull(rows.get(table));
  }

  /** Puts all that was written on the disk. */
  void commit() throws SQLException {
    database.commit();
  }

  /** Forgets all that was written since the last commit. */
  void rollback() throws SQLException {
    knownConnections.clear();
    open.clear();
    try {
      database.rollback();
    } catch (SQLException e) {
      // SQLite has rolled back itself, and the driver begins nothing in its place: each row that
      // follows would be a transaction of its own.
      Database.run(database, "BEGIN");
    }
    for (Row row : rows.values()) {
      row.renew();
    }
    noLongerPending.close();
    noLongerPending = database.prepareStatement(NO_LONGER_PENDING);
    findOpen();
  }

  private void findOpen() throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT number FROM pending")) {
      while (row.next()) {
        open.add(row.getLong(1));
      }
    }
  }

  /** The bytes of this part on the disk, its log included. */
  long size() throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
  }

  /** Whether the file is still where it was begun; a file taken away takes all rows with it. */
  boolean isThere() {
    Object now = identity();
    return Files.exists(file) && (now == null || now.equals(identity));
  }

  private @Nullable Object identity() {
    try {
      return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
          .fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  /** Says in the file that nothing more comes, or where it goes on; what is open goes along. */
  void complete(Instant now, Optional<String> next) throws SQLException {
    facts =
        new CaptureFacts(
            facts.id(),
            facts.part(),
            facts.started(),
            Optional.of(now),
            next,
            facts.host(),
            facts.version(),
            facts.redaction(),
            facts.bodyLimit());
    if (next.isPresent()) {
      Database.run(database, "DELETE FROM pending");
      open.clear();
    }
    FactsTable.write(database, facts);
    database.commit();
  }

  /** Leaves one file without a log beside it, unless somebody is reading. */
  @Override
  public void close() throws IOException {
    try (lock) {
      try {
        database.rollback();
        database.setAutoCommit(true);
        Database.run(database, "PRAGMA busy_timeout = 200");
        // Else a loss of power may bring back the journal of the next step, without its meaning.
        Database.run(database, "PRAGMA synchronous = EXTRA");
        Database.run(database, "PRAGMA journal_mode = DELETE");
      } catch (SQLException e) {
        LOG.debug("{}: its log stays beside it, and is read with it", file, e);
      }
      try {
        database.close();
      } catch (SQLException e) {
        throw new CaptureException(file, Database.reason(e), e);
      }
    }
  }
}
