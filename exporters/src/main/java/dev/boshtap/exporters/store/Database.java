package dev.boshtap.exporters.store;

import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;

/** Opens capture files, each in the way that its use asks for. */
final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** Says in the file's header what the file is: {@code bosh}; `file` and SQLite tools show it. */
  static final int APPLICATION_ID = 0x626f7368;

  /** The schema this version writes, {@code user_version} in the file's header. */
  static final int SCHEMA = 2;

  private static final int BUSY_MILLIS = 5_000;

  /** The pages that are written again and again: the ends of tables and indexes. */
  private static final int CACHE_KIB = 4 << 10;

  private static final int WAL_PAGES = 2_000;

  /** Opens a file that nobody writes, without any file beside it. */
  private static final String UNCHANGING = "?immutable=1";

  static {
    NativeLibrary.load();
  }

  private Database() {}

  /** Unpacks and links SQLite; what fails here fails again where a file is opened, and is told. */
  static void load() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      LOG.debug("SQLite could not be loaded ahead", e);
    }
  }

  /**
   * Makes a capture that nobody but its owner can read, or opens one that is to be written further.
   *
   * <p>Write-ahead log, and each commit is on the disk before it is called done: what is at risk on
   * a loss of power is what was not committed. Pages stay at SQLite's 4 kB: a commit of little
   * touches a page of each table and index, and writes all of each.
   */
  static Connection write(Path file) throws SQLException, IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setGetGeneratedKeys(false); // Else each row is followed by a question that nobody asks.
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = config.createConnection(url(file));
    try {
      run(connection, "PRAGMA wal_autocheckpoint = " + WAL_PAGES);
      run(connection, "PRAGMA journal_size_limit = " + (64 << 20));
      migrate(file, connection);
      return connection;
    } catch (SQLException | IOException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens a capture for reading; one that is being written, one that a crash left behind, and one
   * that was cut short, as far as it goes.
   *
   * @throws CaptureException when it is no capture, or one of a later version
   */
  static Connection read(Path file) throws IOException, SQLException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Connection connection = readOnly(file, "");
    try {
      try {
        check(file, connection);
      } catch (SQLiteException e) {
        connection.close();
        connection = readOnly(file, otherwise(file, e));
        check(file, connection);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw new CaptureException(file, reason(e), e);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** How else a file is to be opened that cannot be read as any, for this reason. */
  private static String otherwise(Path file, SQLiteException e) throws SQLException, IOException {
    return switch (e.getResultCode()) {
      case SQLITE_READONLY_ROLLBACK -> isRolledBack(file) ? "" : UNCHANGING;
      case SQLITE_CANTOPEN, SQLITE_READONLY_CANTINIT, SQLITE_READONLY_DIRECTORY -> {
        // In a folder where no -shm can be made nobody can be writing either.
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (Files.exists(log) && Files.size(log) > 0) {
          throw new CaptureException(
              file,
              "a part of it is in "
                  + log.getFileName()
                  + ", which cannot be read in a folder that may not be written (expected: both"
                  + " copied to another folder)");
        }
        yield UNCHANGING;
      }
      default -> throw e;
    };
  }

  /**
   * Undoes what a crash left half done in the last moment of a recording, when all that is in the
   * file was there already. Only who may write can do it.
   */
  private static boolean isRolledBack(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    try (Connection connection = config.createConnection(url(file))) {
      number(connection, "PRAGMA user_version");
      return true;
    } catch (SQLException e) {
      LOG.debug("{} is read as it is", file, e);
      return false;
    }
  }

  private static Connection readOnly(Path file, String parameters) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = config.createConnection(url(file) + parameters);
    // Without this, and before anything is read, SQLite refuses a file shorter than it says.
    run(connection, "PRAGMA writable_schema = ON");
    return connection;
  }

  private static void check(Path file, Connection connection) throws SQLException, IOException {
    int application = number(connection, "PRAGMA application_id");
    int version = number(connection, "PRAGMA user_version");
    if (application != APPLICATION_ID) {
      throw new CaptureException(file, "a database, but not a capture of boshtap");
    }
    if (version > SCHEMA || version < 1) {
      throw new CaptureException(
          file, "a capture of version " + version + " (expected: 1 to " + SCHEMA + ")");
    }
  }

  /** Brings a new file, or one of an earlier version, to the present schema. */
  private static void migrate(Path file, Connection connection) throws SQLException, IOException {
    int version = number(connection, "PRAGMA user_version");
    int application = number(connection, "PRAGMA application_id");
    if ((application != 0 || version != 0) && application != APPLICATION_ID) {
      throw new CaptureException(file, "a database, but not a capture of boshtap");
    }
    if (version > SCHEMA) {
      throw new CaptureException(
          file, "a capture of version " + version + " (expected: " + SCHEMA + " or less)");
    }
    if (version == SCHEMA) {
      return;
    }
    connection.setAutoCommit(false);
    for (int next = version + 1; next <= SCHEMA; next++) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(migration(next));
      }
    }
    run(connection, "PRAGMA application_id = " + APPLICATION_ID);
    run(connection, "PRAGMA user_version = " + SCHEMA);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static String migration(int version) throws IOException {
    String name = "schema-" + version + ".sql";
    try (InputStream in = Database.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A path may hold what has a meaning in a URL. */
  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toASCIIString();
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whether there is such a table; those of earlier versions have fewer. */
  static boolean has(Connection connection, String table) throws SQLException {
    return number(
            connection,
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'")
        > 0;
  }

  static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /** What went wrong, for a person. */
  static String reason(SQLException e) {
    if (e instanceof SQLiteException sqlite) {
      return switch (sqlite.getResultCode()) {
        case SQLITE_FULL -> "the disk is full";
        case SQLITE_NOTADB -> "not a capture of boshtap (HAR, SAZ and packets: see `boshtap open`)";
        case SQLITE_CORRUPT -> "damaged";
        case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds it locked";
        case SQLITE_READONLY, SQLITE_PERM -> "it may not be written";
        default -> "%s (%s)".formatted(sqlite.getResultCode().message, sqlite.getResultCode());
      };
    }
    return String.valueOf(e.getMessage());
  }
}
