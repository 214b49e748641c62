package dev.boshtap.proxy.app;

import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files that a command is to write: what an earlier run wrote there is not lost by typing the same
 * command again, and neither is what the command reads.
 */
final class OutputFiles {

  /**
   * A file that is to be written.
   *
   * @param what it holds, for a person
   * @param file where
   */
  record Output(String what, Path file) {}

  private OutputFiles() {}

  /**
   * Makes sure that every output has a file of its own.
   *
   * @throws CommandFailure when two name one file, by whichever name
   */
  static void requireApart(List<Output> outputs) throws CommandFailure {
    for (int i = 0; i < outputs.size(); i++) {
      for (Output earlier : outputs.subList(0, i)) {
        Output one = outputs.get(i);
        if (isSame(earlier.file(), one.file())) {
          throw CommandFailure.usage(
              "%s and %s would go to one file, %s (expected: a file for each)"
                  .formatted(earlier.what(), one.what(), one.file()));
        }
      }
    }
  }

  /**
   * Makes sure that what is written does not take the place of what it is made of, nor of a
   * capture.
   *
   * @throws CommandFailure when it would take the place of an input
   * @throws IOException when it would take that of another capture, or cannot be looked at
   */
  static void requireNew(Path output, List<Path> inputs) throws CommandFailure, IOException {
    for (Path input : inputs) {
      if (isSame(output, input)) {
        throw CommandFailure.usage(
            output + " would replace what it is made of (expected: another name)");
      }
    }
    requireNoCapture(output);
  }

  /** Keeps under another name what lies where a file is to be written, and says so. */
  static void makeRoom(Path file, Console console) throws IOException {
    requireNoCapture(file);
    setAside(file)
        .ifPresent(
            kept ->
                console.err().println("boshtap: the earlier %s is now %s".formatted(file, kept)));
  }

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

  /** A capture is more than its one file, and may be written at present: it is left alone. */
  private static void requireNoCapture(Path file) throws IOException {
    if (StoreFiles.isStore(file)) {
      throw new FileSystemException(
          file.toString(), null, "is a capture itself (expected: another file to write)");
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return place(one).equals(place(other))
          || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    } catch (IOException e) {
      return false; // Whoever opens it says why.
    }
  }

  /** Where a file is or would be, whichever links lead into its folder. */
  private static Path place(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return folder == null || Files.notExists(folder)
        ? absolute
        : folder.toRealPath().resolve(absolute.getFileName());
  }
}
