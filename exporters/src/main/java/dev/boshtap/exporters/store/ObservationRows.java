package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows back into the observations that they were made of, and looks up what of them is kept
 * in other tables: bodies, connections, the events of an exchange. Of a row that is damaged it
 * throws {@link IOException}.
 */
final class ObservationRows implements AutoCloseable {

  private static final int KNOWN = 4_096;

  private static final String OWN_EVENTS =
      "SELECT event, seq FROM events WHERE exchange = ? AND seq < ? ORDER BY seq";

  private static final String CARRIED_AND_OWN =
      """
      SELECT event, seq FROM carried WHERE exchange = ?1
      UNION SELECT event, seq FROM events WHERE exchange = ?1 AND seq < ?2 ORDER BY seq""";

  private final boolean bodies;
  private final long bodyLimit;
  private final Packing packing;
  private final RecordJson json = new RecordJson(this::connection);
  private final Lookup eventsOf;
  private final Lookup bodyOf;
  private final Lookup connectionOf;
  private final Map<Long, Connection> connections =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Connection> eldest) {
          return size() > KNOWN;
        }
      };

  /**
   * Rows of one capture file.
   *
   * @param bodies whether exchanges are wanted with their bodies
   * @param bodyLimit the most that was kept of one body, in bytes
   * @throws CaptureException when it does not hold what its rows were compressed with
   */
  ObservationRows(Path file, java.sql.Connection database, boolean bodies, long bodyLimit)
      throws SQLException, CaptureException {
    this.bodies = bodies;
    this.bodyLimit = bodyLimit;
    packing = new Packing(dictionary(file, database));
    eventsOf =
        new Lookup(database, Database.has(database, "carried") ? CARRIED_AND_OWN : OWN_EVENTS);
    bodyOf = new Lookup(database, "SELECT size, lost, kept, bytes FROM bodies WHERE id = ?");
    connectionOf = new Lookup(database, "SELECT server, client FROM connections WHERE number = ?");
  }

  /** What the rows of a capture were compressed with. */
  static byte[] dictionary(Path file, java.sql.Connection database)
      throws SQLException, CaptureException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT bytes FROM dictionary WHERE id = 1")) {
      if (!row.next()) {
        throw new CaptureException(file, "holds no dictionary");
      }
      byte[] bytes = row.getBytes(1);
      if (bytes == null) {
        throw new CaptureException(file, "holds no dictionary");
      }
      return bytes;
    }
  }

  /** Goes on after damage was met, for which the driver gave its statements up. */
  void renew() throws SQLException {
    eventsOf.renew();
    bodyOf.renew();
    connectionOf.renew();
  }

  /** An event; its row begins at a column with the JSON. */
  Observation.Happened event(ResultSet row, int column) throws SQLException, IOException {
    return new Observation.Happened(json.readEvent(row.getString(column)));
  }

  /** An exchange, with what was said of it till then; the row is seq, record and events. */
  Observation.Finished exchange(ResultSet row) throws SQLException, IOException {
    RecordJson.Told told = told(row.getBytes(2));
    Exchange exchange = told.exchange();
    List<Event> events = row.getInt(3) > 0 ? events(exchange.number(), row.getLong(1)) : List.of();
    Exchange whole = bodies ? withBodies(exchange) : exchange;
    return told.at() == null
        ? new Observation.Finished(whole, told.bosh(), events)
        : new Observation.Finished(told.at(), whole, told.bosh(), events);
  }

  /** An exchange that was open, as far as it had come; from a column on, record and request. */
  Observation.Finished pending(ResultSet row, int column) throws SQLException, IOException {
    RecordJson.Told told = told(row.getBytes(column));
    Exchange exchange = told.exchange();
    Body body = exchange.requestBody();
    byte[] bytes = packing.unpackBody(row.getBytes(column + 1), bodyLimit);
    return new Observation.Finished(
        with(exchange, new Body(bytes, body.size(), body.lost()), exchange.responseBody()),
        told.bosh(),
        events(exchange.number(), Long.MAX_VALUE));
  }

  /** A loss; from a column on, what, count and at. */
  Observation.Loss loss(ResultSet row, int column) throws SQLException, IOException {
    String what = row.getString(column);
    return new Observation.Loss(
        json.readMoment(row.getString(column + 2)),
        what == null ? "a loss that cannot be read" : what,
        row.getLong(column + 1));
  }

  /** The handshake of a WebSocket, its record in a column. */
  Observation.Upgraded upgrade(ResultSet row, int column) throws SQLException, IOException {
    return new Observation.Upgraded(told(row.getBytes(column)).exchange());
  }

  /** A message; from a column on, size, payload and record. */
  Observation.Message message(ResultSet row, int column) throws SQLException, IOException {
    byte[] payload = packing.unpackBody(row.getBytes(column + 1), row.getLong(column));
    Observation.Message message = json.readMessage(row.getString(column + 2));
    return new Observation.Message(
        message.at(), message.exchange(), message.message().withPayload(payload));
  }

  private RecordJson.Told told(byte @Nullable [] record) throws IOException {
    return json.readExchange(new String(packing.unpackRecord(record), UTF_8));
  }

  /** The events of an exchange; one may be said of it later still. */
  private List<Event> events(long exchange, long before) throws SQLException, IOException {
    List<Event> events = new ArrayList<>();
    try (ResultSet row = eventsOf.of(exchange, before).executeQuery()) {
      while (row.next()) {
        events.add(json.readEvent(row.getString(1)));
      }
    }
    return events;
  }

  private Exchange withBodies(Exchange exchange) throws IOException, SQLException {
    Body request = body(2 * exchange.number()).orElse(exchange.requestBody());
    Body response = body(2 * exchange.number() + 1).orElse(exchange.responseBody());
    return with(exchange, request, response);
  }

  private static Exchange with(Exchange exchange, Body request, Body response) {
    return new Exchange(
        exchange.number(),
        exchange.connection(),
        exchange.reached(),
        exchange.firstOnConnection(),
        exchange.started(),
        exchange.request(),
        request,
        exchange.requestCompleted(),
        exchange.responseStarted(),
        exchange.response(),
        response,
        exchange.ended(),
        exchange.ending(),
        exchange.fromClient(),
        exchange.fromServer());
  }

  private Optional<Body> body(long id) throws SQLException, IOException {
    try (ResultSet row = bodyOf.of(id).executeQuery()) {
      return row.next()
          ? Optional.of(
              new Body(
                  packing.unpackBody(row.getBytes(4), row.getLong(3)),
                  row.getLong(1),
                  row.getLong(2)))
          : Optional.empty();
    }
  }

  private Connection connection(long number) {
    Connection known = connections.get(number);
    if (known == null) {
      known = load(number);
      connections.put(number, known);
    }
    return known;
  }

  private Connection load(long number) {
    try (ResultSet row = connectionOf.of(number).executeQuery()) {
      String server = row.next() ? row.getString(1) : null;
      String client = server == null ? null : row.getString(2);
      if (server != null && client != null) {
        return new Connection(number, HostPort.parse(server), client);
      }
    } catch (SQLException | IllegalArgumentException e) {
      // As if it were not there: what is said of it elsewhere is worth more than its address.
    }
    return new Connection(number, new HostPort("unknown", 1), "");
  }

  @Override
  public void close() {
    packing.close();
  }
}
