package dev.boshtap.proxy.config;

import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.proxy.tls.TlsProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds the {@link Config}: of each setting the flag counts before the environment variable
 * ({@code BOSHTAP_} and its key), that before the file, and that before the default.
 */
public final class ConfigReader {

  /** Names a configuration file when no flag does. */
  public static final String FILE_VARIABLE = "BOSHTAP_CONFIG";

  private static final String PREFIX = "BOSHTAP_";

  /** What is read elsewhere: by commands, or by the launchers. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          FILE_VARIABLE,
          Config.Ca.PASSPHRASE_VARIABLE,
          "BOSHTAP_CAPTURE_PASSWORD",
          "BOSHTAP_JAVA_OPTIONS");

  private final Map<String, String> environment;
  private final Path folder;
  private final Path home;

  /**
   * A reader for this machine.
   *
   * @param environment the environment variables
   */
  public ConfigReader(Map<String, String> environment) {
    this(
        environment,
        Path.of("").toAbsolutePath(),
        HomeFolder.of(System.getProperty("os.name"), Machine.userHome(environment), environment));
  }

  ConfigReader(Map<String, String> environment, Path folder, Path home) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.home = home;
  }

  /**
   * Reads and checks all settings.
   *
   * @param file the configuration file that was named, if one was
   * @param flags what stood on the command line
   * @throws ConfigException for a setting that cannot be used
   * @throws IOException if the file cannot be read
   */
  public Effective read(Optional<Path> file, List<Flag> flags) throws ConfigException, IOException {
    Map<String, Setting<?>> known = new LinkedHashMap<>();
    Settings.ALL.forEach(setting -> known.put(setting.key(), setting));
    Map<String, Found> chosen = new HashMap<>();
    Optional<Path> given =
        file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
            .map(folder::resolve);
    if (given.isPresent()) {
      chosen.putAll(YamlFile.read(given.get(), known));
    }
    for (Setting<?> setting : Settings.ALL) {
      String text = environment.get(setting.variable());
      if (text != null && !text.isBlank()) {
        chosen.put(setting.key(), fromEnvironment(setting, text));
      }
    }
    for (Flag flag : flags) {
      Setting<?> setting = known.get(flag.key());
      if (setting == null) {
        throw new IllegalArgumentException(flag.key() + " (expected: a key of config.yaml)");
      }
      chosen.put(
          flag.key(), new Found(flag.texts(), setting.isList(), new Origin.Flag(flag.name())));
    }
    Values values = new Values(chosen, given.map(Path::getParent).orElse(folder));
    return new Effective(values.config(), values.shown(), unknownVariables(values));
  }

  /** A slip in a variable's name would change nothing, and nobody would see why. */
  private List<String> unknownVariables(Values values) {
    Set<String> known = new TreeSet<>(NO_SETTINGS);
    Settings.ALL.forEach(setting -> known.add(setting.variable()));
    String servers = values.found(Settings.UPSTREAM_SERVERS).texts().toString();
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .filter(name -> !servers.contains(name)) // It holds a passphrase.
        .sorted()
        .map(
            name ->
                name
                    + ": there is no such setting, it changes nothing"
                    + Similar.to(name, known)
                        .map(meant -> " (did you mean " + meant + "?)")
                        .orElse(""))
        .toList();
  }

  private static Found fromEnvironment(Setting<?> setting, String text) {
    List<String> texts =
        setting.isList()
            ? Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList()
            : List.of(text);
    return new Found(texts, setting.isList(), new Origin.Environment(setting.variable()));
  }

  /** The chosen texts, becoming values. */
  private final class Values implements DiagnosisSettings.Chosen {

    private final Map<String, Found> chosen;
    private final Path fileFolder;

    Values(Map<String, Found> chosen, Path fileFolder) {
      this.chosen = chosen;
      this.fileFolder = fileFolder;
    }

    private Found found(Setting<?> setting) {
      return chosen.getOrDefault(setting.key(), setting.byDefault());
    }

    /** A relative path in a file begins where the file is; all others where boshtap was started. */
    @Override
    public <T> T of(Setting<T> setting) throws ConfigException {
      Found found = found(setting);
      return setting.read(found, found.origin() instanceof Origin.Line ? fileFolder : folder);
    }

    Config config() throws ConfigException {
      Config config =
          new Config(
              of(Settings.HOME).orElse(home),
              of(Settings.LISTEN),
              of(Settings.ALLOW_CLIENTS),
              new Intercept(
                  of(Settings.INTERCEPT_HOSTS),
                  Set.copyOf(of(Settings.INTERCEPT_PORTS)),
                  Set.copyOf(of(Settings.INTERCEPT_COMPANION_PORTS))),
              new Config.Ca(caPassphrase()),
              new Config.Tls(
                  of(Settings.TLS_PROVIDER),
                  of(Settings.TLS_LEAF_LIFE),
                  of(Settings.TLS_LEAF_KEY),
                  of(Settings.TLS_KEY_LOG)),
              new Config.Upstream(
                  of(Settings.UPSTREAM_CONNECT_TIMEOUT),
                  of(Settings.UPSTREAM_HANDSHAKE_TIMEOUT),
                  of(Settings.UPSTREAM_PROXY),
                  of(Settings.UPSTREAM_TRUSTED_CERTIFICATES),
                  of(Settings.UPSTREAM_TRUST_ON_FIRST_USE),
                  of(Settings.UPSTREAM_SERVERS).stream()
                      .map(server -> server.in(environment))
                      .toList()),
              of(Settings.CONNECTIONS_IDLE_TIMEOUT),
              new Config.Recording(
                  of(Settings.RECORDING_BODY_LIMIT),
                  of(Settings.RECORDING_QUEUE_EVENTS),
                  of(Settings.RECORDING_QUEUE_BYTES)),
              of(Settings.POLLS_MARGIN),
              DiagnosisSettings.limits(this),
              new Config.Output(
                  of(Settings.OUTPUT_HAR),
                  of(Settings.OUTPUT_EVENTS),
                  new Config.Capture(
                      of(Settings.CAPTURE_ENABLED),
                      of(Settings.CAPTURE_FILE),
                      of(Settings.CAPTURE_ROTATE_SIZE),
                      of(Settings.CAPTURE_ROTATE_AGE),
                      of(Settings.CAPTURE_KEEP_SIZE),
                      of(Settings.CAPTURE_KEEP_AGE),
                      of(Settings.CAPTURE_QUEUE_BYTES)),
                  of(Settings.OUTPUT_JSON),
                  of(Settings.OUTPUT_REDACTION),
                  Set.copyOf(of(Settings.OUTPUT_REDACT_FIELDS))),
              new Config.Log(of(Settings.LOG_LEVEL), of(Settings.LOG_FILE)));
      refuseOpenProxy(config);
      refuseWithoutBoringSsl(config);
      return config;
    }

    /** No setting holds the passphrase itself, as settings are shown and kept in shared files. */
    private Optional<Passphrase> caPassphrase() throws ConfigException {
      Optional<Passphrase> file = of(Settings.CA_PASSPHRASE_FILE).map(Passphrase::file);
      String variable = Config.Ca.PASSPHRASE_VARIABLE;
      return file.isPresent() || !environment.containsKey(variable)
          ? file
          : Optional.of(Passphrase.variable(variable).in(environment));
    }

    private void refuseOpenProxy(Config config) throws ConfigException {
      if (!config.listen().isLoopback() && config.allowClients().isEmpty()) {
        Found listen = found(Settings.LISTEN);
        throw new ConfigException(
            Settings.LISTEN.where(listen)
                + "\""
                + config.listen()
                + "\" would serve anybody (expected: allow-clients with the networks that may use"
                + " it, for example 10.1.2.0/24; or a loopback address)");
      }
    }

    /** Java's own TLS speaks no old versions but for the whole process, and keeps its keys. */
    private void refuseWithoutBoringSsl(Config config) throws ConfigException {
      if (config.tls().provider() == TlsProvider.BORINGSSL) {
        return;
      }
      Optional<UpstreamServer> old =
          config.upstream().servers().stream().filter(own -> own.versions().isOld()).findFirst();
      if (old.isPresent()) {
        throw new ConfigException(
            Settings.UPSTREAM_SERVERS.where(found(Settings.UPSTREAM_SERVERS))
                + "TLS %s for %s (expected: 1.2 or later, or tls.provider: boringssl)"
                    .formatted(old.get().versions().oldest(), old.get().target()));
      }
      if (config.tls().keyLog().isPresent()) {
        throw new ConfigException(
            Settings.TLS_KEY_LOG.where(found(Settings.TLS_KEY_LOG))
                + "Java's own TLS does not give its keys (expected: tls.provider: boringssl)");
      }
    }

    List<Effective.Value> shown() {
      return Settings.ALL.stream()
          .map(
              setting -> {
                Found found = found(setting);
                boolean platforms = setting == Settings.HOME && found.texts().isEmpty();
                return new Effective.Value(
                    setting.key(),
                    platforms ? home.toString() : found.shown(),
                    found.origin().toString());
              })
          .toList();
    }
  }
}
