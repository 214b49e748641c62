package dev.boshtap.proxy.app;

import dev.boshtap.ca.OwnerOnlyFiles;
import dev.boshtap.proxy.tls.KeyLog;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file of a {@link KeyLog}: its owner's alone, and added to where it is there already. */
final class KeyLogFile {

  private KeyLogFile() {}

  /**
   * Opens it.
   *
   * @param file where the secrets go; empty for nowhere
   * @throws IOException if it cannot be written, or others can read it
   */
  static KeyLog open(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return KeyLog.OFF;
    }
    Path path = file.get();
    try {
      OwnerOnlyFiles.create(path, new byte[0]);
    } catch (FileAlreadyExistsException e) {
      // As browsers do with theirs: one file, and Wireshark finds in it what it needs.
      Optional<String> looseness = OwnerOnlyFiles.looseness(path);
      if (looseness.isPresent()) {
        throw new FileSystemException(path.toString(), null, looseness.get());
      }
    }
    return KeyLog.to(Files.newOutputStream(path, StandardOpenOption.APPEND));
  }
}
