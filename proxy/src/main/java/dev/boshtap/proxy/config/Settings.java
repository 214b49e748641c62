package dev.boshtap.proxy.config;

import dev.boshtap.ca.LeafKey;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.proxy.config.Config.LogLevel;
import dev.boshtap.proxy.tls.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every setting there is: key, default, and what is accepted. What each is for stands in {@code
 * config.yaml}, which a test holds equal to this table.
 */
final class Settings {

  static final Setting<Optional<Path>> HOME = path("home");

  static final Setting<ListenAddress> LISTEN =
      Setting.one(
          "listen",
          "127.0.0.1:8888",
          ListenAddress.EXPECTED,
          (text, folder) -> ListenAddress.parse(text));

  static final Setting<List<ClientNetwork>> ALLOW_CLIENTS =
      Setting.list(
          "allow-clients",
          List.of(),
          ClientNetwork.EXPECTED,
          (text, folder) -> ClientNetwork.parse(text));

  static final Setting<List<Intercept.Target>> INTERCEPT_HOSTS =
      Setting.list(
          "intercept.hosts",
          List.of(),
          Intercept.Target.EXPECTED,
          (text, folder) -> Intercept.Target.parse(text));

  static final Setting<List<Integer>> INTERCEPT_PORTS =
      ports("intercept.ports", List.of("7443", "8445"));

  static final Setting<List<Integer>> INTERCEPT_COMPANION_PORTS =
      ports("intercept.companion-ports", List.of("443"));

  static final Setting<Optional<Path>> CA_PASSPHRASE_FILE = path("ca.passphrase-file");

  static final Setting<TlsProvider> TLS_PROVIDER =
      choice("tls.provider", TlsProvider.BORINGSSL, TlsProvider.class);

  static final Setting<Duration> TLS_LEAF_LIFE =
      duration("tls.leaf-life", "30d", Duration.ofDays(3), LeafMinter.LONGEST_LIFE, "3d to 45d");

  static final Setting<LeafKey> TLS_LEAF_KEY = choice("tls.leaf-key", LeafKey.EC, LeafKey.class);

  static final Setting<Optional<Path>> TLS_KEY_LOG = path("tls.key-log");

  static final Setting<Duration> UPSTREAM_CONNECT_TIMEOUT =
      timeout("upstream.connect-timeout", "20s");

  static final Setting<Duration> UPSTREAM_HANDSHAKE_TIMEOUT =
      timeout("upstream.handshake-timeout", "20s");

  static final Setting<Optional<HostPort>> UPSTREAM_PROXY =
      Setting.optional(
          "upstream.proxy", "HOST:PORT, port 1..65535", (text, folder) -> HostPort.parse(text));

  static final Setting<List<Path>> UPSTREAM_TRUSTED_CERTIFICATES =
      Setting.list(
          "upstream.trusted-certificates",
          List.of(),
          "paths of PEM files",
          (text, folder) -> folder.resolve(text));

  static final Setting<Boolean> UPSTREAM_TRUST_ON_FIRST_USE =
      yesOrNo("upstream.trust-on-first-use");

  static final Setting<List<UpstreamServer>> UPSTREAM_SERVERS =
      Setting.groups(
          "upstream.servers",
          UpstreamServer.FIELDS,
          UpstreamServer.EXPECTED,
          UpstreamServer::parse);

  static final Setting<Duration> CONNECTIONS_IDLE_TIMEOUT =
      duration(
          "connections.idle-timeout", "5m", Duration.ofSeconds(1), Duration.ofDays(1), "1s to 24h");

  static final Setting<ByteSize> RECORDING_BODY_LIMIT =
      size("recording.body-limit", "1MiB", 1, 1 << 30);

  static final Setting<Integer> RECORDING_QUEUE_EVENTS =
      number("recording.queue-events", "65536", 16, 16_777_216);

  static final Setting<ByteSize> RECORDING_QUEUE_BYTES =
      size("recording.queue-bytes", "64MiB", 1 << 20, 1L << 36);

  static final Setting<Duration> POLLS_MARGIN =
      duration("polls.margin", "5s", Duration.ZERO, Duration.ofHours(1), "0s to 1h");

  static final Setting<Boolean> CAPTURE_ENABLED = yesOrNo("capture.enabled", "true");
  static final Setting<Optional<Path>> CAPTURE_FILE = path("capture.file");

  static final Setting<ByteSize> CAPTURE_ROTATE_SIZE =
      size("capture.rotate-size", "1GiB", 1 << 20, 1L << 40);

  static final Setting<Duration> CAPTURE_ROTATE_AGE =
      duration(
          "capture.rotate-age", "24h", Duration.ofMinutes(1), Duration.ofDays(366), "1m to 366d");

  static final Setting<ByteSize> CAPTURE_KEEP_SIZE =
      size("capture.keep-size", "20GiB", 1 << 20, 1L << 50);

  static final Setting<Duration> CAPTURE_KEEP_AGE =
      duration(
          "capture.keep-age", "30d", Duration.ofMinutes(1), Duration.ofDays(3_660), "1m to 3660d");

  static final Setting<ByteSize> CAPTURE_QUEUE_BYTES =
      size("capture.queue-bytes", "64MiB", 1 << 20, 1L << 36);

  static final Setting<Optional<Path>> OUTPUT_HAR = path("output.har");
  static final Setting<Optional<Path>> OUTPUT_EVENTS = path("output.events");
  static final Setting<Boolean> OUTPUT_JSON = yesOrNo("output.json");

  static final Setting<RedactionPolicy> OUTPUT_REDACTION =
      choice("output.redaction", RedactionPolicy.PERSONAL, RedactionPolicy.class);

  static final Setting<List<String>> OUTPUT_REDACT_FIELDS =
      Setting.list(
          "output.redact-fields",
          List.of(),
          "names of fields, elements or parameters, for example custName",
          (text, folder) -> Redactor.fieldName(text));

  static final Setting<LogLevel> LOG_LEVEL = choice("log.level", LogLevel.WARN, LogLevel.class);
  static final Setting<Optional<Path>> LOG_FILE = path("log.file");

  /** All, in the order of {@code config.yaml}. */
  static final List<Setting<?>> ALL =
      Stream.of(
              List.<Setting<?>>of(
                  HOME,
                  LISTEN,
                  ALLOW_CLIENTS,
                  INTERCEPT_HOSTS,
                  INTERCEPT_PORTS,
                  INTERCEPT_COMPANION_PORTS,
                  CA_PASSPHRASE_FILE,
                  TLS_PROVIDER,
                  TLS_LEAF_LIFE,
                  TLS_LEAF_KEY,
                  TLS_KEY_LOG,
                  UPSTREAM_CONNECT_TIMEOUT,
                  UPSTREAM_HANDSHAKE_TIMEOUT,
                  UPSTREAM_PROXY,
                  UPSTREAM_TRUSTED_CERTIFICATES,
                  UPSTREAM_TRUST_ON_FIRST_USE,
                  UPSTREAM_SERVERS,
                  CONNECTIONS_IDLE_TIMEOUT,
                  RECORDING_BODY_LIMIT,
                  RECORDING_QUEUE_EVENTS,
                  RECORDING_QUEUE_BYTES,
                  POLLS_MARGIN),
              DiagnosisSettings.ALL,
              List.<Setting<?>>of(
                  CAPTURE_ENABLED,
                  CAPTURE_FILE,
                  CAPTURE_ROTATE_SIZE,
                  CAPTURE_ROTATE_AGE,
                  CAPTURE_KEEP_SIZE,
                  CAPTURE_KEEP_AGE,
                  CAPTURE_QUEUE_BYTES,
                  OUTPUT_HAR,
                  OUTPUT_EVENTS,
                  OUTPUT_JSON,
                  OUTPUT_REDACTION,
                  OUTPUT_REDACT_FIELDS,
                  LOG_LEVEL,
                  LOG_FILE))
          .flatMap(List::stream)
          .toList();

  private Settings() {}

  private static Setting<Optional<Path>> path(String key) {
    return Setting.optional(key, "a path", (text, folder) -> folder.resolve(text));
  }

  private static Setting<Boolean> yesOrNo(String key) {
    return yesOrNo(key, "false");
  }

  private static Setting<Boolean> yesOrNo(String key, String fallback) {
    return Setting.one(
        key,
        fallback,
        "true or false",
        (text, folder) ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  private static <E extends Enum<E>> Setting<E> choice(String key, E fallback, Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(Settings::word)
            .collect(Collectors.joining(", "));
    return Setting.one(
        key,
        word(fallback),
        "one of " + words,
        (text, folder) -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Setting<Duration> timeout(String key, String fallback) {
    return duration(key, fallback, Duration.ofMillis(100), Duration.ofMinutes(10), "100ms to 10m");
  }

  static Setting<Duration> duration(
      String key, String fallback, Duration least, Duration most, String bounds) {
    return Setting.one(
        key,
        fallback,
        Durations.EXPECTED + ", " + bounds,
        (text, folder) -> within(Durations.parse(text), least, most));
  }

  static Setting<ByteSize> size(String key, String fallback, long least, long most) {
    return Setting.one(
        key,
        fallback,
        ByteSize.EXPECTED + ", " + new ByteSize(least) + " to " + new ByteSize(most),
        (text, folder) -> {
          ByteSize size = ByteSize.parse(text);
          within(size.bytes(), least, most);
          return size;
        });
  }

  static Setting<Integer> number(String key, String fallback, int least, int most) {
    return Setting.one(
        key,
        fallback,
        "a number, " + least + " to " + most,
        (text, folder) -> within(Integer.valueOf(text), least, most));
  }

  private static Setting<List<Integer>> ports(String key, List<String> fallback) {
    return Setting.list(
        key,
        fallback,
        "ports, 1 to 65535",
        (text, folder) -> within(Integer.valueOf(text), 1, 65_535));
  }

  private static <V extends Comparable<V>> V within(V value, V least, V most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }
}
