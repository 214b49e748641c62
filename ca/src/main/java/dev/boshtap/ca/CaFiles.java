package dev.boshtap.ca;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What the readers of a CA's files have in common. */
final class CaFiles {

  private CaFiles() {}

  /** Refuses a file that anybody but its owner can read or change. */
  static void refuseLoose(Path secret) throws CaException {
    refuse(secret, OwnerOnlyFiles::looseness);
  }

  /** Refuses a folder whose files others can change for theirs. */
  static void refuseLooseFolder(Path folder) throws CaException {
    refuse(folder, OwnerOnlyFiles::foldersLooseness);
  }

  private interface Check {
    Optional<String> of(Path path) throws IOException;
  }

  private static void refuse(Path path, Check check) throws CaException {
    Optional<String> looseness;
    try {
      looseness = check.of(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    if (looseness.isPresent()) {
      throw new CaException(path + ": " + looseness.get());
    }
  }

  static byte[] bytes(Path file) throws CaException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static CaException unreadable(Path file, IOException e) {
    return new CaException(file + ": cannot be read (" + reason(e) + ")", e);
  }

  /** The system's reason without the path, which the message names already. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    }
    if (e instanceof FileSystemException said && said.getReason() != null) {
      return said.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
