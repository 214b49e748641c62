package dev.boshtap.exporters.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Lets SQLite's driver load its native library so that nothing of it stays behind. The driver
 * unpacks it into the folder for temporary files and removes it when the JVM ends by itself; ours
 * is halted by Ctrl-C, and may be killed. Where a library that is loaded may be removed (all but
 * Windows), it is unpacked into a folder that is gone as soon as it is loaded, and that nobody else
 * could look into meanwhile.
 */
final class NativeLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER = "org.sqlite.tmpdir";
  private static final String GIVEN = "org.sqlite.lib.path";

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
        SQLiteJDBCLoader.initialize();
      } finally {
        System.clearProperty(FOLDER);
        remove(folder);
      }
    } catch (Exception e) {
      // Whoever opens a capture next is told the reason by the driver itself.
      LOG.debug("SQLite's library was not loaded ahead", e);
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
