package dev.boshtap.exporters.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Lets SQLite's driver load its native library so that nothing of it stays behind. The driver
 * unpacks it into the folder for temporary files and removes it when the JVM ends by itself; ours
 * is halted by Ctrl-C, and may be killed. Where a library that is loaded may be removed (all but
 * Windows), it is unpacked into a folder that is gone as soon as it is loaded, and that nobody else
 * could look into meanwhile.
 *
 * <p>On Linux it is unpacked here: the driver asks other programs first what system this is, and
 * compares what it has written byte by byte, which together take longer than the rest of a
 * capture's beginning. A library that does not load is the driver's to replace.
 */
final class NativeLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER = "org.sqlite.tmpdir";
  private static final String GIVEN = "org.sqlite.lib.path";

  /** Java's names of processors, and the driver's. */
  private static final Map<String, String> PROCESSORS =
      Map.of("amd64", "x86_64", "aarch64", "aarch64");

  private NativeLibrary() {}

  /** Loads it, unless it is to come from a place of the user's. */
  static void load() {
    boolean isWindows = java.io.File.separatorChar == '\\';
    if (isWindows || System.getProperty(FOLDER) != null || System.getProperty(GIVEN) != null) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("boshtap-sqlite");
      System.setProperty(FOLDER, folder.toString());
      try {
        if (isUnpacked(folder)) {
          System.setProperty(GIVEN, folder.toString());
        }
        SQLiteJDBCLoader.initialize();
      } finally {
        System.clearProperty(FOLDER);
        System.clearProperty(GIVEN);
        remove(folder);
      }
    } catch (Exception e) {
      // Whoever opens a capture next is told the reason by the driver itself.
      LOG.debug("SQLite's library was not loaded ahead", e);
    }
  }

  /** Whether the library for this system is in the folder now, where that is told easily. */
  private static boolean isUnpacked(Path folder) throws IOException {
    String processor = PROCESSORS.get(System.getProperty("os.arch"));
    if (!System.getProperty("os.name").equals("Linux")
        || processor == null
        || Files.exists(Path.of("/lib/ld-musl-" + processor + ".so.1"))) {
      return false;
    }
    String name = System.mapLibraryName("sqlitejdbc");
    try (InputStream packed =
        SQLiteJDBCLoader.class.getResourceAsStream("native/Linux/" + processor + "/" + name)) {
      if (packed == null) {
        return false;
      }
      Files.copy(packed, folder.resolve(name));
      return true;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
