package dev.boshtap.proxy.real;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What goes wrong in a contact centre, played once with real peers: ten desktops with Strophe share
 * a boshtap, two more have their own on their computers, and all are signed in to one Prosody. Some
 * lose what they wait for, each in its own way; in the end the service is restarted under the ten.
 */
final class FaultyDay {

  /** The ten; the first three are on WebSockets. */
  static final List<String> TEN =
      IntStream.rangeClosed(1001, 1010).mapToObj(Integer::toString).toList();

  /** Its browser drops its WebSocket. */
  static final String SOCKET_DROPPED = "1001";

  /** Its pings are kept by the server. */
  static final String PINGS_KEPT = "1002";

  /** Its browser drops its poll. */
  static final String POLL_DROPPED = "1009";

  /** Its poll is kept by the server. */
  static final String POLL_KEPT = "1010";

  /** Their networks are cut: on BOSH, and on a WebSocket. */
  static final List<String> CUT = List.of("2001", "2002");

  private static final int SOCKETS = 3;
  private static final int SOCKET_PORT = 8445;
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final String POLLS =
      "https://" + FinesseHost.NAME + ":" + FinesseHost.BOSH_PORT + "/http-bind/";
  private static final String WEB_SOCKET = "wss://" + FinesseHost.NAME + ":" + SOCKET_PORT + "/ws/";

  /** What the boshtap of the ten left, and those of the two. */
  final Left ten;

  final Map<String, Left> cut = new HashMap<>();

  /**
   * What a boshtap left.
   *
   * @param har its capture
   * @param eventsFile its events
   * @param events the same, read
   * @param exitCode how it ended
   */
  record Left(HarFile har, Path eventsFile, List<EventLine> events, int exitCode) {
    static Left by(Stage stage) throws IOException {
      int exitCode = stage.stop();
      return new Left(stage.har(), stage.eventsFile(), stage.events(), exitCode);
    }
  }

  private final String password = UUID.randomUUID().toString();
  private final FinesseHost host = new FinesseHost();
  private final Deque<Closeable> open = new ArrayDeque<>();

  /** Plays it, in an empty folder. */
  FaultyDay(Path folder) throws IOException, GeneralSecurityException {
    Map<String, String> passwords = new HashMap<>();
    TEN.forEach(agent -> passwords.put(agent, password));
    CUT.forEach(agent -> passwords.put(agent, password));
    try (Prosody prosody =
            new Prosody(host, Files.createDirectories(folder.resolve("prosody")), WAIT, passwords);
        Stage shared = stage(folder.resolve("ten"), host)) {
      FaultFront polls = polls(prosody);
      SocketFront sockets = sockets(prosody);
      Desks desks = opened(shared.desks());
      for (String agent : TEN) {
        boolean socket = TEN.indexOf(agent) < SOCKETS;
        login(desks, agent, socket ? WEB_SOCKET : POLLS);
      }
      String sid = polls.latestSid();
      OwnComputer first = new OwnComputer(folder, CUT.get(0), FinesseHost.BOSH_PORT, POLLS);
      OwnComputer second = new OwnComputer(folder, CUT.get(1), SOCKET_PORT, WEB_SOCKET);

      first.way.cut();
      second.way.cut();
      desks.drop(SOCKET_DROPPED);
      desks.drop(POLL_DROPPED);
      sockets.sockets().get(TEN.indexOf(PINGS_KEPT)).dropPings();
      polls.withholdNextPollOf(sid);
      awaitFinding(shared, "CLIENT", SOCKET_DROPPED);
      awaitFinding(shared, "CLIENT", POLL_DROPPED);
      awaitFinding(shared, "SERVER", PINGS_KEPT);
      awaitFinding(shared, "SERVER", POLL_KEPT);
      cut.put(first.agent, first.end());
      cut.put(second.agent, second.end());
      desks.awaitConnected(PINGS_KEPT, 2);

      // A service that does not run listens nowhere.
      prosody.stop();
      polls.close();
      sockets.close();
      prosody.startAgain();
      polls.check();
      polls(prosody);
      sockets(prosody);
      shared.boshtap().awaitLine(Pattern.compile("FINDING SERVER.* desktops dropped out"));
      for (String agent : TEN.subList(SOCKETS, TEN.size())) {
        desks.awaitConnected(agent, 2);
      }
      ten = Left.by(shared);
      polls.check();
    } finally {
      for (Closeable each : open) {
        each.close();
      }
    }
  }

  /** A computer with a boshtap of its own, and the network that it hangs on. */
  private final class OwnComputer {
    private final String agent;
    private final CutFront way;
    private final Stage stage;

    OwnComputer(Path folder, String agent, int port, String service)
        throws IOException, GeneralSecurityException {
      this.agent = agent;
      FinesseHost near = new FinesseHost(host);
      way = opened(new CutFront(new InetSocketAddress(near.address(), port), at(port)));
      stage = opened(stage(folder.resolve(agent), near));
      login(opened(stage.desks()), agent, service);
    }

    Left end() throws IOException {
      awaitFinding(stage, "NETWORK", agent);
      return Left.by(stage);
    }
  }

  private FaultFront polls(Prosody prosody) throws IOException, GeneralSecurityException {
    return opened(new FaultFront(at(FinesseHost.BOSH_PORT), host.serverTls(), prosody.http()));
  }

  private SocketFront sockets(Prosody prosody) throws IOException, GeneralSecurityException {
    return opened(new SocketFront(at(SOCKET_PORT), host.serverTls(), prosody.http()));
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(host.address(), port);
  }

  /** boshtap with limits for the impatient. */
  private static Stage stage(Path folder, FinesseHost host) throws IOException {
    return new Stage(
        Files.createDirectories(folder),
        host,
        "  connect-timeout: 2s",
        "  handshake-timeout: 5s",
        "polls:",
        "  margin: 500ms");
  }

  private void login(Desks desks, String agent, String service) {
    int number = Integer.parseInt(agent);
    desks.login(agent, "127.0.%d.%d".formatted(number / 1000, number % 1000), service, password);
  }

  private static void awaitFinding(Stage stage, String side, String agent) {
    stage.boshtap().awaitLine(Pattern.compile(" %s .*FINDING %s".formatted(agent, side)));
  }

  private <T extends Closeable> T opened(T another) {
    open.addFirst(another);
    return another;
  }
}
