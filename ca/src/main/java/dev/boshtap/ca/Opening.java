package dev.boshtap.ca;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Opens what is under a passphrase: with the one that was configured, or one that is asked for. */
final class Opening {

  private static final int TRIES = 3;

  private Opening() {}

  /**
   * What was opened.
   *
   * @param content what was inside
   * @param passphrase what opened it
   */
  record Opened<T>(T content, Passphrase passphrase) {}

  /**
   * Opens a file.
   *
   * @param open gives the content, or nothing when the passphrase is wrong
   */
  static <T> Opened<T> of(
      Path file, PassphraseSource passphrases, Function<Passphrase, Optional<T>> open)
      throws CaException {
    Optional<Passphrase> configured = passphrases.configured();
    if (configured.isPresent()) {
      return open.apply(configured.get())
          .map(content -> new Opened<>(content, configured.get()))
          .orElseThrow(() -> wrong(file));
    }
    for (int i = 0; i < TRIES; i++) {
      Optional<Passphrase> typed = passphrases.ask(file.toString());
      if (typed.isEmpty()) {
        throw new CaException(
            file + ": needs its passphrase (expected: " + passphrases.ways() + ")");
      }
      Optional<T> content = open.apply(typed.get());
      if (content.isPresent()) {
        return new Opened<>(content.get(), typed.get());
      }
    }
    throw wrong(file);
  }

  private static CaException wrong(Path file) {
    return new CaException(file + ": not opened by the passphrase that was given");
  }
}
