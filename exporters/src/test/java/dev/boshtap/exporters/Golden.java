package dev.boshtap.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what an output should be, to be reviewed like code. {@code -Dgolden.update}
 * writes them anew.
 */
public final class Golden {

  /** Where they are. */
  public static final Path RESOURCES = Path.of("src", "test", "resources");

  private Golden() {}

  /** Compares, or writes the file when asked to. */
  public static void check(Path file, String actual) {
    Path golden = RESOURCES.resolve(file);
    try {
      if (System.getProperty("golden.update") != null) {
        Files.writeString(golden, actual);
      }
      assertThat(actual).as(file.toString()).isEqualTo(Files.readString(golden));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
