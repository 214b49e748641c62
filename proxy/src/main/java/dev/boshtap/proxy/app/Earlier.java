package dev.boshtap.proxy.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps what an earlier run wrote: a capture is not to be lost by typing the same command again.
 */
final class Earlier {

  private Earlier() {}

  /** Renames a file that is not empty, {@code a.har} to {@code a.1.har}; gives its new name. */
  static Optional<Path> setAside(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return Optional.empty();
    }
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
    for (int number = 1; ; number++) {
      Path free = file.resolveSibling(name.substring(0, dot) + "." + number + name.substring(dot));
      if (Files.notExists(free)) {
        return Optional.of(Files.move(file, free));
      }
    }
  }
}
