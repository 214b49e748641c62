package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.ConfigException;
import dev.boshtap.proxy.config.ConfigReader;
import dev.boshtap.proxy.config.Effective;
import dev.boshtap.proxy.config.Flag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that has settings. */
final class ConfigOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings to use; see config.yaml. Also by BOSHTAP_CONFIG.")
  private @Nullable Path file;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where the CA and the pins are kept. Also by BOSHTAP_HOME.")
  private @Nullable String home;

  /** The settings, those given as options before all others. */
  Effective read(Map<String, String> environment, List<Flag> flags)
      throws ConfigException, IOException {
    List<Flag> all = new ArrayList<>(flags);
    if (home != null) {
      all.add(new Flag("home", "--home", List.of(home)));
    }
    return new ConfigReader(environment).read(Optional.ofNullable(file), all);
  }
}
