package dev.boshtap.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.tls.TlsVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("conf/boshtap.yaml");
  }

  private Effective read(Map<String, String> environment, String yaml, Flag... flags)
      throws ConfigException, IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    return new ConfigReader(environment, folder, folder.resolve("home"))
        .read(Optional.of(file), List.of(flags));
  }

  private String refusal(Map<String, String> environment, String yaml, Flag... flags) {
    try {
      read(environment, yaml, flags);
    } catch (ConfigException e) {
      assertThat(e.getMessage()).doesNotContain("\n");
      return e.getMessage().replace(file.toString(), "FILE");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("accepted: " + yaml);
  }

  private static String originOf(Effective effective, String key) {
    return effective.values().stream()
        .filter(value -> value.key().equals(key))
        .findFirst()
        .orElseThrow()
        .origin();
  }

  @Test
  void flagThenEnvironmentThenFileThenDefault() throws Exception {
    String yaml = "polls:\n  margin: 7s\n";
    Map<String, String> environment = Map.of("BOSHTAP_POLLS_MARGIN", "8s");
    Flag flag = new Flag("polls.margin", "--margin", List.of("9s"));

    Effective byFlag = read(environment, yaml, flag);
    Effective byEnvironment = read(environment, yaml);
    Effective byFile = read(Map.of(), yaml);
    Effective byDefault = read(Map.of(), "");

    assertThat(byFlag.config().pollMargin()).isEqualTo(Duration.ofSeconds(9));
    assertThat(originOf(byFlag, "polls.margin")).isEqualTo("--margin");
    assertThat(byEnvironment.config().pollMargin()).isEqualTo(Duration.ofSeconds(8));
    assertThat(originOf(byEnvironment, "polls.margin")).isEqualTo("BOSHTAP_POLLS_MARGIN");
    assertThat(byFile.config().pollMargin()).isEqualTo(Duration.ofSeconds(7));
    assertThat(originOf(byFile, "polls.margin")).isEqualTo(file + ":2");
    assertThat(byDefault.config().pollMargin()).isEqualTo(Duration.ofSeconds(5));
    assertThat(originOf(byDefault, "polls.margin")).isEqualTo("default");
  }

  @Test
  void readsEveryKindOfValue() throws Exception {
    Config config =
        read(
                Map.of("BOSHTAP_INTERCEPT_HOSTS", "fin1.example.com, [2001:db8::7]:9443"),
                """
                home: state
                listen: "[::1]:0"
                allow-clients: [10.1.2.0/24, 192.0.2.7]
                intercept:
                  ports: [7443]
                tls:
                  provider: jdk
                upstream:
                  proxy: proxy.example.com:3128
                  trusted-certificates:
                    - company.pem
                  trust-on-first-use: true
                recording:
                  body-limit: 512KiB
                output:
                  har: out.har
                  redaction: none
                """,
                new Flag("output.events", "--events", List.of("out.ndjson")))
            .config();

    assertThat(config.home()).isEqualTo(file.resolveSibling("state"));
    assertThat(config.listen()).isEqualTo(new ListenAddress("::1", 0));
    assertThat(config.allowClients())
        .containsExactly(ClientNetwork.parse("10.1.2.0/24"), ClientNetwork.parse("192.0.2.7/32"));
    assertThat(config.intercept().hosts())
        .containsExactly(
            new Intercept.Target("fin1.example.com", Optional.empty()),
            new Intercept.Target("2001:db8::7", Optional.of(9443)));
    assertThat(config.intercept().ports()).containsExactly(7443);
    assertThat(config.tls().provider()).isEqualTo(TlsProvider.JDK);
    assertThat(config.upstream().proxy()).contains(new HostPort("proxy.example.com", 3128));
    assertThat(config.upstream().trustedCertificates())
        .containsExactly(file.resolveSibling("company.pem"));
    assertThat(config.upstream().trustOnFirstUse()).isTrue();
    assertThat(config.recording().bodyLimit()).isEqualTo(new ByteSize(512 * 1024));
    assertThat(config.output().har()).contains(file.resolveSibling("out.har"));
    assertThat(config.output().events()).as("from the flag").contains(folder.resolve("out.ndjson"));
    assertThat(config.output().redaction()).isEqualTo(RedactionPolicy.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          listn: x | FILE:1: listn: unknown key (did you mean listen? known here: allow-clients, ca, capture,
          zebra: x | FILE:1: zebra: unknown key (known here: allow-clients, ca, capture,
          polls:\\n  margn: 5s | FILE:2: polls.margn: unknown key (did you mean margin? known here: margin)
          polls:\\n  margin: soon | FILE:2: polls.margin: "soon" (expected: a duration such as
          polls:\\n  margin: 2h | FILE:2: polls.margin: "2h" (expected: a duration such as
          polls:\\n  margin: [1s, 2s] | FILE:2: polls.margin: [1s, 2s] (expected: a duration
          polls:\\n  margin: {s: 1} | FILE:2: expected: polls.margin: a value, not a group
          polls: 5s | FILE:1: expected: polls: a group of settings
          listen: 8888 | FILE:1: listen: "8888" (expected: HOST:PORT, port 0..65535)
          listen: 'a:70000' | FILE:1: listen: "a:70000" (expected: HOST:PORT
          listen: '::1:80' | FILE:1: listen: "::1:80" (expected: HOST:PORT
          listen: a:1\\nlisten: b:1 | FILE:2: listen: set twice (expected: once)
          allow-clients: [0.0.0.0/0] | FILE:1: allow-clients: [0.0.0.0/0] (expected: a list of an
          allow-clients: [10.0.0.0/33] | FILE:1: allow-clients: [10.0.0.0/33] (expected: a list of
          allow-clients: desk.example | FILE:1: allow-clients: "desk.example" (expected: a list of
          intercept:\\n  ports: [0] | FILE:2: intercept.ports: [0] (expected: a list of ports
          intercept:\\n  hosts: ['*.x'] | FILE:2: intercept.hosts: [*.x] (expected: a list of HOST
          tls:\\n  provider: openssl | FILE:2: tls.provider: "openssl" (expected: one of boringssl, jdk)
          tls:\\n  leaf-life: 46d | FILE:2: tls.leaf-life: "46d" (expected: a duration
          recording:\\n  body-limit: 1MB | FILE:2: recording.body-limit: "1MB" (expected: a size
          diagnosis:\\n  at-once-share: 120 | FILE:2: diagnosis.at-once-share: "120" (expected: a number, 1 to 100
          diagnosis:\\n  settle: soon | FILE:2: diagnosis.settle: "soon" (expected: a duration
          diagnosis:\\n  setle: 5s | FILE:2: diagnosis.setle: unknown key (did you mean settle? known here: afterwards,
          recording:\\n  queue-events: 1 | FILE:2: recording.queue-events: "1" (expected: a number
          output:\\n  json: perhaps | FILE:2: output.json: "perhaps" (expected: true or false)
          upstream:\\n  proxy: proxy | FILE:2: upstream.proxy: "proxy" (expected: HOST:PORT
          upstream:\\n  servers: [host=a;tls=1.4] | FILE:2: upstream.servers: [host=a;tls=1.4] (expected: a list of servers
          upstream:\\n  servers: [host=a;tls=1.3-1.0] | FILE:2: upstream.servers: [host=a;tls=1.3-1.0] (expected:
          upstream:\\n  servers: [host=a;key=b] | FILE:2: upstream.servers: [host=a;key=b] (expected: a list of
          upstream:\\n  servers: [host=a;client-key=b] | FILE:2: upstream.servers: [host=a;client-key=b] (expected:
          upstream:\\n  servers:\\n    - host: a\\n      tsl: 1.0 | FILE:4: upstream.servers.tsl: unknown key (did you mean tls? known here: client-certificate,
          upstream:\\n  servers:\\n    - host: {a: b} | FILE:3: expected: upstream.servers.host: a single value
          tls: {provider: jdk}\\nupstream:\\n  servers: [host=a;tls=1.0] | FILE:3: upstream.servers: TLS 1.0 for a (expected: 1.2 or later, or tls.provider: boringssl)
          tls: {provider: jdk, key-log: keys.log} | FILE:1: tls.key-log: Java's own TLS does not give its keys (expected: tls.provider: boringssl)
          - a list | FILE:1: expected: settings, KEY: VALUE
          'listen: [1' | FILE:1: not YAML (
          """)
  void refusesWithFileLineKeyValueAndExpectation(String yaml, String message) {
    assertThat(refusal(Map.of(), yaml.replace("\\n", "\n"))).startsWith(message);
  }

  @Test
  void readsWhatSingleServersNeed() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "from a file\nsecond line\n");
    Files.setPosixFilePermissions(
        folder.resolve("pass.txt"), PosixFilePermissions.fromString("rw-------"));
    Effective effective =
        read(
            Map.of("ME_PASS", "from the environment"),
            """
            upstream:
              servers:
                - host: old.example.com
                  tls: 1.0-1.2
                - host: fin1.example.com:8445
                  client-certificate: me.p12
                  passphrase-env: ME_PASS
                - host: fin1.example.com
                  client-certificate: me.pem
                  client-key: me.key
                  passphrase-file: ../pass.txt
            """);
    List<UpstreamServer> servers = effective.config().upstream().servers();

    assertThat(servers.get(0).versions())
        .isEqualTo(new TlsVersion.Range(TlsVersion.V1_0, TlsVersion.V1_2));
    assertThat(servers.get(0).covers(new HostPort("old.example.com", 7443))).isTrue();
    assertThat(servers.get(0).covers(new HostPort("new.example.com", 7443))).isFalse();
    assertThat(servers.get(1).covers(new HostPort("fin1.example.com", 7443))).isFalse();
    UpstreamServer.ClientCertificate byPort = servers.get(1).clientCertificate().orElseThrow();
    assertThat(byPort.certificate()).isEqualTo(file.resolveSibling("me.p12"));
    assertThat(byPort.passphrase().orElseThrow().read())
        .containsExactly("from the environment".toCharArray());
    UpstreamServer.ClientCertificate byHost = servers.get(2).clientCertificate().orElseThrow();
    assertThat(byHost.key()).contains(file.resolveSibling("me.key"));
    assertThat(byHost.passphrase().orElseThrow().read())
        .containsExactly("from a file".toCharArray());
    assertThat(effective.config().toString()).doesNotContain("from the environment");
    assertThat(read(Map.of(), effective.yaml()).config().upstream())
        .isEqualTo(effective.config().upstream());
  }

  @Test
  void aPassphraseThatIsNotThereOrNotPrivateIsSaid() throws Exception {
    Path open = Files.writeString(folder.resolve("open.txt"), "secret");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> Passphrase.file(open).read())
        .hasMessage(open + ": mode 644 (expected: 600, its owner only)");
    assertThatThrownBy(() -> Passphrase.variable("NONE").in(Map.of()).read())
        .hasMessage("NONE: not set (expected: a passphrase)");
  }

  @Test
  void namesTheVariableOrFlagThatIsWrong() {
    assertThat(refusal(Map.of("BOSHTAP_LISTEN", "nowhere"), ""))
        .isEqualTo("BOSHTAP_LISTEN: \"nowhere\" (expected: HOST:PORT, port 0..65535)");
    assertThat(refusal(Map.of(), "", new Flag("listen", "--listen", List.of("nowhere"))))
        .isEqualTo("--listen: \"nowhere\" (expected: HOST:PORT, port 0..65535)");
  }

  @Test
  void refusesToBeAnOpenProxy() throws Exception {
    assertThat(refusal(Map.of(), "listen: 0.0.0.0:8888"))
        .isEqualTo(
            "FILE:1: listen: \"0.0.0.0:8888\" would serve anybody (expected: allow-clients with"
                + " the networks that may use it, for example 10.1.2.0/24; or a loopback address)");
    assertThat(read(Map.of(), "listen: 0.0.0.0:8888\nallow-clients: 10.1.2.0/24").config().listen())
        .isEqualTo(new ListenAddress("0.0.0.0", 8888));
  }

  @Test
  void admitsThisMachineAndTheNetworksNamed() throws Exception {
    Config config = read(Map.of(), "allow-clients: [10.1.2.0/24]").config();

    assertThat(config.admits(InetAddress.getLoopbackAddress())).isTrue();
    assertThat(config.admits(InetAddress.getByName("10.1.2.200"))).isTrue();
    assertThat(config.admits(InetAddress.getByName("10.1.3.1"))).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsNotASetting() {
    ConfigReader reader = new ConfigReader(Map.of(), folder, folder);

    assertThatThrownBy(() -> reader.read(Optional.of(file), List.of()))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(
            () ->
                new ConfigReader(Map.of("BOSHTAP_CONFIG", "none.yaml"), folder, folder)
                    .read(Optional.empty(), List.of()))
        .hasMessageContaining(folder.resolve("none.yaml").toString());
  }

  /** As all other programs do; Java alone asks the user database. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theHomeFolderIsWhereTheVariableSays() throws Exception {
    Path home =
        new ConfigReader(Map.of("HOME", "/h")).read(Optional.empty(), List.of()).config().home();

    assertThat(home.toString()).startsWith("/h/").endsWith("/boshtap");
    assertThat(Machine.current(Map.of("HOME", "/h")).userHome()).isEqualTo(Path.of("/h"));
    assertThat(Machine.userHome(Map.of("HOME", "not/absolute")))
        .isEqualTo(Machine.userHome(Map.of()));
  }

  @Test
  void whatIsShownCanBeReadBack() throws Exception {
    Effective effective =
        read(
            Map.of(),
            """
            listen: "[::1]:0"
            allow-clients: [10.1.2.0/24, 192.0.2.7]
            output:
              har: "it's # a file: really.har"
            """);

    Effective again = read(Map.of(), effective.yaml());

    assertThat(again.config()).isEqualTo(effective.config());
    assertThat(effective.yaml())
        .contains("allow-clients: [10.1.2.0/24, 192.0.2.7]      # " + file + ":2")
        .contains("polls:\n  margin: 5s                                 # default");
  }
}
