package dev.boshtap.proxy.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that take logs of Finesse beside captures. */
final class LogOptions {

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description =
          "A folder of Finesse's logs, packed or not: Openfire's debug and info logs,"
              + " Desktop-webservices, client logs. Their lines are held against what the captures show.")
  private @Nullable Path folder;

  /**
   * The folder, if one was given.
   *
   * @throws CommandFailure when there is nothing to diagnose at all
   */
  Optional<Path> beside(List<Path> files) throws CommandFailure {
    if (folder == null && files.isEmpty()) {
      throw CommandFailure.usage("nothing to diagnose (expected: FILE or --logs DIR)");
    }
    return Optional.ofNullable(folder);
  }
}
