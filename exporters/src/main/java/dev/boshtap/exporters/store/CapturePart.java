package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.SocketMessage;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a capture while it is written: observations in, rows out. What is not committed is
 * not there. Used by one thread.
 */
final class CapturePart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CapturePart.class);
  private static final int MOST_KNOWN = 65_536;
  private static final String NO_LONGER_PENDING = "DELETE FROM pending WHERE number = ?";

  private final Path file;
  private final WriterLock lock;
  private final java.sql.Connection database;
  private final Packing packing;
  private final RecordJson json =
      new RecordJson(
          number -> {
            throw new IllegalStateException("a part that is written reads no connections");
          });
  private final Row connections;
  private final Row exchanges;
  private final Row bodies;
  private final Row pending;
  private final Row events;
  private final Row losses;
  private final Row upgrades;
  private final Row messages;
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
    packing = Packing.fresh();
    try {
      database.setAutoCommit(false);
      connections = new Row(database, "connections", 3);
      exchanges = new Row(database, "exchanges", 19);
      bodies = new Row(database, "bodies", 5);
      pending = new Row(database, "pending", 6);
      events = new Row(database, "events", 11);
      losses = new Row(database, "losses", 5);
      upgrades = new Row(database, "upgrades", 3);
      messages = new Row(database, "messages", 9);
      noLongerPending = database.prepareStatement(NO_LONGER_PENDING);
      FactsTable.write(database, facts);
      try (Row dictionary = new Row(database, "dictionary", 2)) {
        dictionary.with(1).with(packing.dictionary()).insert();
      }
      database.commit();
      identity = identity();
    } catch (SQLException e) {
      database.close();
      packing.close();
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

  /** Writes one observation; it is there once {@link #commit} has returned. */
  void write(long seq, Observation observation) throws SQLException {
    if (observation instanceof Observation.Happened happened) {
      event(seq, happened.event());
    } else if (observation instanceof Observation.Finished finished) {
      exchange(seq, finished);
    } else if (observation instanceof Observation.Held held) {
      held(held.exchange(), held.bosh());
    } else if (observation instanceof Observation.Upgraded upgraded) {
      sockets.add(upgraded.exchange().number());
      held(upgraded.exchange(), null);
      upgrades
          .with(seq)
          .with(upgraded.exchange().number())
          .with(packed(upgraded.exchange(), null, null))
          .insert();
    } else if (observation instanceof Observation.Message message) {
      message(seq, message);
    } else if (observation instanceof Observation.Loss loss) {
      losses
          .with(seq)
          .with(millis(loss.at()))
          .with(loss.what())
          .with(loss.count())
          .with(json.write(loss.at()))
          .insert();
    } else {
      throw new IllegalArgumentException(
          "observation: "
              + observation.getClass().getName()
              + " (expected: a case known to CapturePart)");
    }
  }

  private void event(long seq, Event event) throws SQLException {
    connection(event.context().connection());
    events
        .with(seq)
        .with(event.context().exchange())
        .with(event.context().connection().number())
        .with(millis(event.context().at()))
        .with(event.type())
        .with(event.context().agent())
        .with(event.context().sid())
        .with(event.context().rid())
        .with(event instanceof Event.Finesse finesse ? finesse.item().node() : null)
        .with(event instanceof Event.Poll poll ? word(poll.outcome()) : null)
        .with(json.write(event))
        .insert();
  }

  private void exchange(long seq, Observation.Finished finished) throws SQLException {
    Exchange exchange = finished.exchange();
    BoshFacts bosh = finished.bosh();
    Moment ended = exchange.ended();
    connection(exchange.connection());
    exchanges
        .with(seq)
        .with(exchange.number())
        .with(exchange.connection().number())
        .with(millis(exchange.started()))
        .with(ended == null ? null : Long.valueOf(millis(ended)))
        .with(exchange.request().method())
        .with(exchange.request().target())
        .with(exchange.status())
        .with(ended == null ? null : Long.valueOf(exchange.held(ended).toMillis()))
        .with(exchange.requestBody().size())
        .with(exchange.responseBody().size())
        .with(exchange.ending().endedBy().orElse(null))
        .with(exchange.ending().how().orElse(null))
        .with(bosh == null ? null : bosh.outcome())
        .with(bosh == null ? null : bosh.sid())
        .with(bosh == null ? null : bosh.rid())
        .with(agent(finished))
        .with(finished.events().size())
        .with(packed(exchange, bosh, ended == null ? finished.at() : null))
        .insert();
    body(2 * exchange.number(), exchange.requestBody());
    body(2 * exchange.number() + 1, exchange.responseBody());
    sockets.remove(exchange.number());
    if (open.remove(exchange.number())) {
      noLongerPending.setLong(1, exchange.number());
      noLongerPending.executeUpdate();
    }
  }

  private static @Nullable String agent(Observation.Finished finished) {
    if (finished.bosh() != null && finished.bosh().agent() != null) {
      return finished.bosh().agent();
    }
    for (Event event : finished.events()) {
      if (event.context().agent() != null) {
        return event.context().agent();
      }
    }
    return null;
  }

  private void held(Exchange exchange, @Nullable BoshFacts bosh) throws SQLException {
    connection(exchange.connection());
    pending
        .with(exchange.number())
        .with(exchange.connection().number())
        .with(millis(exchange.started()))
        .with(bosh == null ? null : bosh.agent())
        .with(packed(exchange, bosh, null))
        .with(packing.pack(exchange.requestBody().bytes()))
        .insert();
    open.add(exchange.number());
  }

  private void message(long seq, Observation.Message told) throws SQLException {
    SocketMessage message = told.message();
    messages
        .with(seq)
        .with(told.exchange())
        .with(millis(told.at()))
        .with(message.from().word())
        .with(message.opcode())
        .with(message.payload().length)
        .with(message.missing())
        .with(packing.pack(message.payload()))
        .with(json.write(told))
        .insert();
  }

  private void body(long id, Body body) throws SQLException {
    if (body.size() <= 0 && body.bytes().length == 0) {
      return; // The record says its size.
    }
    bodies
        .with(id)
        .with(body.size())
        .with(body.bytes().length)
        .with(body.lost())
        .with(packing.pack(body.bytes()))
        .insert();
  }

  private byte[] packed(Exchange exchange, @Nullable BoshFacts bosh, @Nullable Moment at) {
    return packing.pack(json.write(new RecordJson.Told(exchange, bosh, at)).getBytes(UTF_8));
  }

  private void connection(Connection connection) throws SQLException {
    if (knownConnections.contains(connection.number())) {
      return;
    }
    connections
        .with(connection.number())
        .with(connection.server().toString())
        .with(connection.client())
        .insert();
    if (knownConnections.size() >= MOST_KNOWN) {
      knownConnections.clear();
    }
    knownConnections.add(connection.number());
  }

  private static long millis(Moment at) {
    return at.wall().toEpochMilli();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Puts all that was written on the disk. */
  void commit() throws SQLException {
    database.commit();
  }

  /** To be called when a row could not be made; the next one begins with its own first value. */
  void forgetRow() {
    rows().forEach(Row::forget);
  }

  private List<Row> rows() {
    return List.of(connections, exchanges, bodies, pending, events, losses, upgrades, messages);
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
    for (Row row : rows()) {
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
    try (lock;
        packing) {
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
