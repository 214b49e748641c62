package dev.boshtap.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Inputs to begin with: the fixtures of the modules that are fuzzed. */
final class Seeds {

  private static final Path BOSH = Path.of("../decoders/src/test/resources/bosh");

  private Seeds() {}

  /** Bodies as they stand on the wire. */
  static List<byte[]> bodies() {
    return files(BOSH, ".xml");
  }

  /** The files of a folder, relative to this module's, whose names end so. */
  static List<byte[]> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .map(Seeds::bytes)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
