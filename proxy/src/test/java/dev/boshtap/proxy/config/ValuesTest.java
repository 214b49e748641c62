package dev.boshtap.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.boshtap.decoders.wire.HostPort;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small types that settings are made of. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "20s, PT20S",
    "2m, PT2M",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "1m500ms, PT1M0.5S",
    "30d, PT720H",
    " 1H , PT1H",
    "0s, PT0S",
    "PT1H30M, PT1H30M",
    "pt20s, PT20S",
    "P2D, PT48H"
  })
  void durationsAsPeopleAndIsoWriteThem(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "20", "s", "-5s", "PT-5S", "1m1h", "1.5s", "P", "99999999999999999999s"})
  void refusesWhatIsNotADuration(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage("\"" + text + "\" (expected: " + Durations.EXPECTED + ")");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0B", "4096, 4096, 4KiB", "1 MiB, 1048576, 1MiB", "3gib, 3221225472, 3GiB"})
  void sizes(String text, long bytes, String shown) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1MB", "MiB", "99999999999GiB"})
  void refusesWhatIsNotASize(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8888, true",
    "127.8.9.1:0, true",
    "localhost:1, true",
    "[::1]:1, true",
    "0.0.0.0:1, false",
    "[::]:1, false",
    "192.0.2.1:1, false",
    "localhost.example.com:1, false"
  })
  void knowsLoopbackWithoutLookingNamesUp(String text, boolean loopback) {
    ListenAddress address = ListenAddress.parse(text);

    assertThat(address.isLoopback()).isEqualTo(loopback);
    assertThat(address).hasToString(text);
  }

  @Test
  void aNetworkHoldsItsAddresses() throws Exception {
    ClientNetwork network = ClientNetwork.parse("10.1.2.0/23");

    assertThat(network.contains(InetAddress.getByName("10.1.3.255"))).isTrue();
    assertThat(network.contains(InetAddress.getByName("10.1.4.0"))).isFalse();
    assertThat(network.contains(InetAddress.getByName("2001:db8::1"))).isFalse();
    assertThat(ClientNetwork.parse("2001:db8::/32").contains(InetAddress.getByName("2001:db8::7")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "other.example:7443, true",
    "other.example:8445, true",
    "other.example:443, false",
    "named.example:443, true",
    "NAMED.example:443, true",
    "named.example:9999, false",
    "ported.example:9443, true",
    "ported.example:443, true",
    "ported.example:9444, false",
    "seen.example:443, true",
    "seen.example:80, false"
  })
  void interceptsFinesseAndNothingElse(String target, boolean intercepted) {
    Intercept intercept =
        new Intercept(
            List.of(
                Intercept.Target.parse("Named.example"),
                Intercept.Target.parse("ported.example:9443")),
            Set.of(7443, 8445),
            Set.of(443));

    assertThat(intercept.covers(HostPort.parse(target), "seen.example"::equals))
        .isEqualTo(intercepted);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, , /u/.local/share/boshtap",
    "Linux, /data, /data/boshtap",
    "Linux, relative, /u/.local/share/boshtap",
    "Mac OS X, , /u/Library/Application Support/boshtap",
    "Windows 11, /local, /local/boshtap",
    "Windows 11, , /u/AppData/Local/boshtap"
  })
  void homeIsWhereThePlatformKeepsData(String system, String variable, String home) {
    Map<String, String> environment =
        variable == null
            ? Map.of()
            : Map.of(system.startsWith("Win") ? "LOCALAPPDATA" : "XDG_DATA_HOME", variable);

    assertThat(HomeFolder.of(system, Path.of("/u"), environment)).isEqualTo(Path.of(home));
  }
}
