package dev.boshtap.proxy.browser;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A browser that is installed.
 *
 * @param kind which
 * @param program what is to be started
 */
public record Browser(BrowserKind kind, Path program) {

  /** The snap that it comes from, if it does: those see little of the file system. */
  Optional<String> snap() {
    Path folder = program.getParent();
    return folder != null && folder.endsWith("snap/bin")
        ? Optional.of(program.getFileName().toString())
        : Optional.empty();
  }
}
