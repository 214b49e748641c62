package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.ConfigException;
import dev.boshtap.proxy.config.ConfigReader;
import dev.boshtap.proxy.config.Effective;
import dev.boshtap.proxy.config.Flag;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that has settings. */
final class ConfigOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings file; see config.yaml. Also: BOSHTAP_CONFIG.")
  private @Nullable Path file;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The data folder: CA, pins, captures. Also: BOSHTAP_HOME.")
  private @Nullable String home;

  /** The settings, those given as options before all others. */
  Effective read(Map<String, String> environment, List<Flag> flags)
      throws ConfigException, IOException {
    List<Flag> all = new ArrayList<>(flags);
    if (home != null) {
      all.add(new Flag("home", "--home", List.of(home)));
    }
    Effective read = new ConfigReader(environment).read(Optional.ofNullable(file), all);
    if (spec != null) {
      PrintWriter err = spec.commandLine().getErr();
      read.doubts().forEach(doubt -> err.println("boshtap: " + doubt));
    }
    return read;
  }
}
