package dev.boshtap.exporters.store;

import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Files that hold captures, by what is in them. */
public final class StoreFiles {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private StoreFiles() {}

  /** Whether a file is to be read as a capture: it is an SQLite file. */
  public static boolean isStore(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * All parts of a capture from the one that is named on, as far as they lie beside it: a recording
   * that grew too large or too old went on in another file. One that cannot be read is the last:
   * those before it can.
   *
   * @throws CaptureException when the first is no capture, or cannot be read
   */
  public static List<Path> parts(Path first) throws IOException {
    List<Path> parts = new ArrayList<>();
    Optional<Path> next = Optional.of(first);
    while (next.isPresent() && !parts.contains(next.get())) {
      parts.add(next.get());
      try {
        next = after(next.get());
      } catch (CaptureException e) {
        if (parts.size() == 1) {
          throw e;
        }
        next = Optional.empty(); // It is said when it is read.
      }
    }
    return parts;
  }

  /** The part that follows one, if it is there. */
  public static Optional<Path> after(Path part) throws IOException {
    return facts(part)
        .next()
        .filter(name -> !name.contains("/") && !name.contains("\\"))
        .filter(name -> Printable.text(name).equals(name)) // Else it is no name of ours.
        .flatMap(name -> sibling(part, name))
        .filter(Files::isRegularFile);
  }

  private static Optional<Path> sibling(Path part, String name) {
    try {
      return Optional.of(part.resolveSibling(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * What a capture says of itself.
   *
   * @throws CaptureException when it is no capture, or cannot be read
   */
  public static CaptureFacts facts(Path file) throws IOException {
    try (java.sql.Connection database = Database.read(file)) {
      return FactsTable.read(file, database);
    } catch (java.sql.SQLException e) {
      throw new CaptureException(file, Database.reason(e), e);
    }
  }
}
