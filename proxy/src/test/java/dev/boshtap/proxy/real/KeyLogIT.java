package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentProfile;
import dev.boshtap.simulator.agent.SimulatedAgent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key log with what it is for: Wireshark, and a capture of the same traffic. */
class KeyLogIT {

  /** The simulator's, unless it is told another. */
  private static final String HOST = SimulatedFinesse.DEFAULT_HOST_NAME;

  private static final Pattern CAPTURING = Pattern.compile("^File: ");

  @ParameterizedTest
  @ValueSource(strings = {"1.3", "1.2-1.2"})
  void wiresharkReadsBothLegs(String versions, @TempDir Path folder) throws Exception {
    Peer.require(Peer.TSHARK, Peer.DUMPCAP);
    Path keys = folder.resolve("keys.log");
    Path capture = folder.resolve("capture.pcapng");
    int proxy;
    int rest;
    int bosh;
    try (SimulatedSite site =
        new SimulatedSite(
            folder,
            List.of("  servers:", "    - host: " + HOST, "      tls: " + versions),
            "--keylog",
            keys.toString())) {
      proxy = URI.create("http://" + site.proxy()).getPort();
      rest = site.finesse().restAddress().getPort();
      bosh = site.finesse().boshAddress().getPort();
      try (Program dumpcap = capture(folder, capture, proxy, rest, bosh)) {
        SimulatedAgent agent = new SimulatedAgent(site.network(), AgentProfile.jabberWerx("1001"));
        agent.login().get(60, TimeUnit.SECONDS);
        agent.logout().get(60, TimeUnit.SECONDS);
        // What the agent has sent last is on its way to the server still: all of it is to be seen.
        site.boshtap().terminate();
        assertThat(site.boshtap().awaitExit()).isZero();
        dumpcap.interrupt();
        dumpcap.awaitExit();
      }
      assertThat(site.boshtap().err())
          .anySatisfy(line -> assertThat(line).contains("KEY LOG to " + keys, "can read"));
    }

    assertThat(Files.getPosixFilePermissions(keys))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    List<String> browsersLeg = requests(folder, capture, keys, proxy);
    List<String> serversLeg =
        IntStream.of(rest, bosh)
            .mapToObj(port -> requests(folder, capture, keys, port))
            .flatMap(List::stream)
            .toList();
    assertThat(browsersLeg)
        .filteredOn(line -> !line.startsWith("CONNECT"))
        .anyMatch(line -> line.startsWith("POST\t/http-bind"))
        .containsExactlyInAnyOrderElementsOf(serversLeg);
  }

  private static Program capture(Path folder, Path file, int... ports) {
    String filter =
        "tcp and ("
            + String.join(" or ", IntStream.of(ports).mapToObj(port -> "port " + port).toList())
            + ")";
    Program dumpcap =
        Program.start(
            folder,
            Map.of(),
            List.of(
                Peer.DUMPCAP.program().toString(),
                "-q",
                "-i",
                "lo",
                "-f",
                filter,
                "-w",
                file.toString()));
    try {
      dumpcap.awaitLine(CAPTURING);
    } catch (AssertionError e) {
      dumpcap.close();
      throw Peer.missing("not permitted to capture: " + dumpcap);
    }
    return dumpcap;
  }

  /** Method and path of each request that was sent to a port, decrypted. */
  private static List<String> requests(Path folder, Path capture, Path keys, int port) {
    Program tshark =
        Program.run(
            folder,
            List.of(
                Peer.TSHARK.program().toString(),
                "-r",
                capture.toString(),
                "-o",
                "tls.keylog_file:" + keys,
                "-d",
                "tcp.port==" + port + ",tls",
                "-Y",
                "http.request && tcp.dstport == " + port,
                "-T",
                "fields",
                "-e",
                "http.request.method",
                "-e",
                "http.request.uri"));
    assertThat(tshark.awaitExit()).as(tshark.toString()).isZero();
    return tshark.out();
  }
}
