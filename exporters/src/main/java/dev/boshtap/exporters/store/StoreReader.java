package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what one capture file holds, as the observations that were recorded, in their order.
 * Of a capture that is being written, what was committed by now; {@link #next} gives null at its
 * end and goes on when there is more. Memory is fixed whatever the file's size.
 *
 * <p>A WebSocket is not told from another before its end, so its parts and its end are given
 * whatever the filter says: a {@link dev.boshtap.exporters.FilteredSink} knows which were wanted.
 *
 * <p>What cannot be read of a file that is damaged or was cut short is told as a loss, and what
 * stands behind it is read as far as it can be. Not safe for use by several threads at once.
 */
public final class StoreReader implements AutoCloseable {

  private static final List<String> TABLES =
      List.of("events", "exchanges", "losses", "upgrades", "messages");

  private static final int PAGE = 256;

  /** The status of an exchange that became a WebSocket (RFC 6455, 4.2.2). */
  private static final int SWITCHED = 101;

  private static final int MOST_DAMAGE = 1_000;

  private final Path file;
  private final EventFilter filter;
  private final java.sql.Connection database;
  private final CaptureFacts facts;
  private final ObservationRows rows;
  private final List<Pages> tables = new ArrayList<>();
  private final List<Observation.Loss> damageToTell = new ArrayList<>();
  private final Set<Observation.Loss> damageTold = new LinkedHashSet<>();
  private long seq;
  private long horizon;

  /**
   * Opens a capture file at its beginning.
   *
   * @param filter what of it is wanted
   * @param bodies whether exchanges are wanted with their bodies
   * @throws CaptureException when it is no capture, or cannot be read
   */
  public static StoreReader open(Path file, EventFilter filter, boolean bodies) throws IOException {
    try {
      return new StoreReader(file, filter, bodies);
    } catch (SQLException e) {
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  private StoreReader(Path file, EventFilter filter, boolean bodies)
      throws IOException, SQLException {
    this.file = file;
    this.filter = filter;
    database = Database.read(file);
    try {
      facts = FactsTable.read(file, database);
      rows = new ObservationRows(file, database, bodies, facts.bodyLimit());
      prepareTables();
    } catch (SQLException | IOException e) {
      database.close();
      throw e;
    }
  }

  private void prepareTables() {
    Selection all = new Selection("", List.of());
    Selection events = Selection.ofEvents(filter);
    Selection exchanges = Selection.ofExchanges(filter);
    tables.add(pages("events", "seq, event", events, row -> rows.event(row, 2)));
    tables.add(pages("exchanges", "seq, record, events", exchanges, row -> rows.exchange(row)));
    if (!filter.isAll()) {
      Selection sockets = Selection.ofOtherSockets(filter);
      tables.add(pages("exchanges", "seq, record, events", sockets, row -> rows.exchange(row)));
    }
    tables.add(pages("losses", "seq, what, count, at", all, row -> rows.loss(row, 2)));
    tables.add(pages("upgrades", "seq, record", all, row -> rows.upgrade(row, 2)));
    tables.add(pages("messages", "seq, size, payload, record", all, row -> rows.message(row, 2)));
  }

  private Pages pages(String table, String columns, Selection selection, Pages.Making making) {
    return new Pages(
        database,
        table,
        columns,
        selection,
        PAGE,
        row -> {
          long at = row.getLong(1);
          try {
            return making.of(row);
          } catch (IOException e) {
            return unreadable(table, at, String.valueOf(e.getMessage()));
          } catch (SQLException e) {
            if (!isDamage(e)) {
              throw e;
            }
            rows.renew();
            return unreadable(table, at, Database.reason(e));
          }
        });
  }

  private Observation.Loss unreadable(String table, long at, String reason) {
    return told(
        new Observation.Loss(
            Moment.of(facts.started()),
            "row %d of %s cannot be read: %s".formatted(at, table, reason),
            1));
  }

  /** What the capture says of itself. */
  public CaptureFacts facts() {
    return facts;
  }

  private Observation.Loss told(Observation.Loss loss) {
    if (damageTold.size() < MOST_DAMAGE) {
      damageTold.add(loss);
    }
    return loss;
  }

  /** Whether damage was met so far: not all that the file should hold was given. */
  public boolean isDamaged() {
    return !damageTold.isEmpty();
  }

  /** The damage that was met so far, not the losses that were recorded; up to a bound. */
  List<Observation.Loss> damage() {
    return List.copyOf(damageTold);
  }

  /** The observation that comes next, or null where there is none now. */
  public @Nullable Observation next() throws IOException {
    while (true) {
      Pages earliest = null;
      long lowest = Long.MAX_VALUE;
      for (Pages table : tables) {
        Pages.Found found = peek(table);
        if (found != null && found.seq() < lowest) {
          lowest = found.seq();
          earliest = table;
        }
      }
      if (!damageToTell.isEmpty()) {
        return told(damageToTell.remove(0));
      }
      if (earliest == null) {
        if (!advance()) {
          return null;
        }
        continue;
      }
      Pages.Found found = peek(earliest);
      earliest.remove();
      if (found != null) {
        seq = lowest;
        Observation observation = (Observation) found.what();
        if (filter.admits(observation) || isEndOfSocket(observation)) {
          return observation;
        }
      }
    }
  }

  private static boolean isEndOfSocket(Observation observation) {
    return observation instanceof Observation.Finished finished
        && Integer.valueOf(SWITCHED).equals(finished.exchange().status());
  }

  private Pages.@Nullable Found peek(Pages table) throws IOException {
    try {
      return table.peek();
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw new CaptureException(file, Database.reason(e), e);
      }
      long behind = table.skipDamage(horizon);
      damageToTell.add(
          new Observation.Loss(
              Moment.of(facts.started()),
              "%s: %s cannot be read from %d on: the file is cut short or damaged"
                  .formatted(file.getFileName(), table.name(), behind),
              1));
      return null;
    }
  }

  private static boolean isDamage(SQLException e) {
    return e instanceof org.sqlite.SQLiteException sqlite
        && switch (sqlite.getResultCode()) {
          case SQLITE_CORRUPT, SQLITE_IOERR_SHORT_READ, SQLITE_NOTADB, SQLITE_CORRUPT_INDEX -> true;
          default -> false;
        };
  }

  /** Takes what was committed since into sight; says whether there is any. */
  private boolean advance() throws IOException {
    long newest = newest();
    if (newest <= horizon) {
      return false;
    }
    for (Pages table : tables) {
      table.range(horizon, newest);
    }
    horizon = newest;
    return true;
  }

  /** The place of what was observed last; places count from 1 across the parts of a capture. */
  public long newest() throws IOException {
    long newest = 0;
    for (String table : TABLES) {
      try (Statement statement = database.createStatement();
          ResultSet row = statement.executeQuery("SELECT max(seq) FROM " + table)) {
        newest = Math.max(newest, row.getLong(1));
      } catch (SQLException e) {
        if (!isDamage(e)) {
          throw new CaptureException(file, Database.reason(e), e);
        }
        return Long.MAX_VALUE; // The last page is gone; how far one gets will be seen.
      }
    }
    return newest;
  }

  /** The place of what this part begins with; 0 when there is nothing yet. */
  public long oldest() throws IOException {
    long oldest = Long.MAX_VALUE;
    for (String table : TABLES) {
      try (Statement statement = database.createStatement();
          ResultSet row = statement.executeQuery("SELECT min(seq) FROM " + table)) {
        long lowest = row.getLong(1);
        oldest = row.wasNull() ? oldest : Math.min(oldest, lowest);
      } catch (SQLException e) {
        if (!isDamage(e)) {
          throw new CaptureException(file, Database.reason(e), e);
        }
      }
    }
    return oldest == Long.MAX_VALUE ? 0 : oldest;
  }

  /** The exchange of a number, if it has ended, or was open when recording stopped. */
  public Optional<Observation.Finished> exchange(long number) throws IOException {
    Optional<Observation.Finished> ended =
        one("SELECT seq, record, events FROM exchanges WHERE number = ?", number, rows::exchange);
    return ended.isPresent()
        ? ended
        : one(
            "SELECT record, request FROM pending WHERE number = ?",
            number,
            row -> rows.pending(row, 1));
  }

  /** Makes an exchange of its row. */
  private interface OfRow {
    Observation.Finished make(ResultSet row) throws SQLException, IOException;
  }

  private Optional<Observation.Finished> one(String query, long number, OfRow exchange)
      throws IOException {
    try (PreparedStatement select = database.prepareStatement(query)) {
      select.setLong(1, number);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(exchange.make(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  /** Passes over everything but what lies behind a place. */
  public void skipTo(long place) {
    seq = place;
    horizon = place;
  }

  /**
   * The place behind which at least so many of the last events and of the last exchanges lie that
   * the filter admits; 0 when there are not so many.
   */
  public long placeBefore(int many) throws IOException {
    return Math.min(
        placeBefore("events", Selection.ofEvents(filter), many),
        placeBefore("exchanges", Selection.ofExchanges(filter), many));
  }

  private long placeBefore(String table, Selection selection, int many) throws IOException {
    try (PreparedStatement select =
        database.prepareStatement(
            "SELECT seq FROM %s WHERE seq > 0%s ORDER BY seq DESC LIMIT 1 OFFSET %d"
                .formatted(table, selection.condition(), many))) {
      int at = 0;
      for (Object value : selection.values()) {
        select.setObject(++at, value);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    } catch (SQLException e) {
      if (isDamage(e)) {
        return 0;
      }
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  /** The place of what was given last. */
  public long place() {
    return seq;
  }

  /**
   * Exchanges that were open when the capture was last committed to: of one that is written, open
   * still; of one that broke off, open then. One that cannot be read is left out, as damage.
   */
  public List<Observation.Finished> pending() throws IOException {
    List<Observation.Finished> open = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT number, record, request FROM pending ORDER BY number")) {
      while (row.next()) {
        try {
          Observation.Finished finished = rows.pending(row, 2);
          if (filter.admits(finished)) {
            open.add(finished);
          }
        } catch (IOException e) {
          unreadable("pending", row.getLong(1), String.valueOf(e.getMessage()));
        }
      }
      return open;
    } catch (SQLException e) {
      if (isDamage(e)) {
        unreadable("pending", 0, Database.reason(e));
        return open;
      }
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  /** The agents that are in it, up to so many. */
  public List<String> agents(int most) throws IOException {
    return names("SELECT DISTINCT agent FROM events WHERE agent IS NOT NULL LIMIT " + most);
  }

  /** The pubsub nodes that anything came from, up to so many. */
  public List<String> nodes(int most) throws IOException {
    return names("SELECT DISTINCT node FROM events WHERE node IS NOT NULL LIMIT " + most);
  }

  private List<String> names(String select) throws IOException {
    List<String> names = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
      return names;
    } catch (SQLException e) {
      if (isDamage(e)) {
        return names;
      }
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  /** What is in it, counted. */
  public CaptureInfo info() throws IOException {
    try {
      return CaptureInfo.of(file, database, facts);
    } catch (SQLException e) {
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
    try {
      database.close();
    } catch (SQLException e) {
      throw new CaptureException(file, Database.reason(e), e);
    }
  }
}
