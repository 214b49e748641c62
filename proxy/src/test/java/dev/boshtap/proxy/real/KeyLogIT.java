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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key log with what it is for: Wireshark, and a capture of the same traffic. */
class KeyLogIT {

  /** The simulator's, unless it is told another. */
  private static final String HOST = SimulatedFinesse.DEFAULT_HOST_NAME;

  private static final Set<String> TIMED = Set.of("clock", "notice", "finding");

  private static final List<String> SAME =
      List.of(
          "type",
          "agent",
          "jid",
          "sid",
          "rid",
          "change",
          "mechanism",
          "direction",
          "stanza",
          "node",
          "itemId",
          "event",
          "requestId",
          "state",
          "payload",
          "method",
          "path",
          "status",
          "outcome");

  private static final Pattern CAPTURING = Pattern.compile("^File: ");

  @ParameterizedTest
  @ValueSource(strings = {"1.3", "1.2-1.2"})
  void wiresharkReadsBothLegsAndOpenTheServers(String versions, @TempDir Path folder)
      throws Exception {
    Peer.require(Peer.TSHARK, Peer.DUMPCAP);
    Path keys = folder.resolve("keys.log");
    Path capture = folder.resolve("capture.pcapng");
    Path events = folder.resolve("events.ndjson");
    int proxy;
    int rest;
    int bosh;
    try (SimulatedSite site =
        new SimulatedSite(
            folder,
            List.of("  servers:", "    - host: " + HOST, "      tls: " + versions),
            "--keylog",
            keys.toString(),
            "--events",
            events.toString())) {
      proxy = URI.create("http://" + site.proxy()).getPort();
      rest = site.finesse().restAddress().getPort();
      bosh = site.finesse().boshAddress().getPort();
      try (Program dumpcap = capture(folder, capture, proxy, rest, bosh)) {
        SimulatedAgent agent = new SimulatedAgent(site.network(), AgentProfile.jabberWerx("1001"));
        agent.login().get(180, TimeUnit.SECONDS);
        agent.logout().get(180, TimeUnit.SECONDS);
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
    assertThat(told(opened(folder, toServer(folder, capture, rest, bosh), keys)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(told(EventLine.read(events)));
  }

  /** What packets to the server tell, by {@code open}. */
  private static List<EventLine> opened(Path folder, Path packets, Path keys) {
    Program open =
        Boshtap.run(folder, "open", "--json", "--keylog", keys.toString(), packets.toString());
    assertThat(open.awaitExit()).as(open.toString()).isZero();
    return open.out().stream().map(EventLine::of).toList();
  }

  /**
   * Events without what differs between one who passes bytes on and one who looks on: times and
   * what is reckoned from them, and how things are numbered.
   */
  private static List<String> told(List<EventLine> events) {
    return events.stream()
        .filter(event -> !TIMED.contains(event.type()))
        .map(
            event ->
                SAME.stream()
                    .map(field -> event.json().path(field).toString())
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private static Path toServer(Path folder, Path capture, int rest, int bosh) {
    Path packets = folder.resolve("to-server.pcapng");
    Program tshark =
        Program.run(
            folder,
            List.of(
                Peer.TSHARK.program().toString(),
                "-r",
                capture.toString(),
                "-Y",
                "tcp.port == " + rest + " || tcp.port == " + bosh,
                "-w",
                packets.toString()));
    assertThat(tshark.awaitExit()).as(tshark.toString()).isZero();
    return packets;
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
