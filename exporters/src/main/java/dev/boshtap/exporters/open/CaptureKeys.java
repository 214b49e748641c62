package dev.boshtap.exporters.open;

import dev.boshtap.exporters.read.Passwords;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What it takes to read captures that are locked.
 *
 * @param passwords for encrypted archives
 * @param keyLog the secrets of TLS connections, for packets, in the format of {@code SSLKEYLOGFILE}
 */
public record CaptureKeys(Passwords passwords, Optional<Path> keyLog) {

  /** No keys. */
  public static final CaptureKeys NONE = new CaptureKeys(Passwords.NONE, Optional.empty());
}
