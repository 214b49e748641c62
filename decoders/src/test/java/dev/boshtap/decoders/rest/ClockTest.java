package dev.boshtap.decoders.rest;

import static dev.boshtap.decoders.Transcript.DESKTOP;

import dev.boshtap.decoders.Transcript;
import dev.boshtap.decoders.wire.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClockTest {

  private static final String LINE =
      "2026-11-22T10:0%1$d:04.586 -05:00: : fin.example: Nov 22 2026 09:0%1$d:04.577 -0600: %2$s\n";

  private final Transcript desktop = new Transcript();

  @BeforeEach
  void connect() {
    desktop
        .at("09:59:59")
        .send(DESKTOP, "GET", "/desktop/container/", "")
        .answered("<html/>")
        .keptAlive()
        .expect();
  }

  /** Asked at 10:00:00.000, answered 100 ms later: the server looked at its clock in between. */
  @Test
  void systemInfoComparesThreeClocks() {
    ask("10:00:00.000", "10:00:00.010")
        .at("10:00:00.100")
        .answered(server("10:00:00.090"))
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 100ms: drift 30 ms, round trip 100 ms",
            "? clock systeminfo drift 30ms server 40ms round trip 100ms");
  }

  @Test
  void withoutTheDesktopsClockTheServersIsComparedWithOurs() {
    desktop
        .at("10:00:00")
        .send(DESKTOP, "GET", "/finesse/api/SystemInfo?timestampOnly&nocache=x", "")
        .answered(server("10:00:01.000"))
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 0s: drift 1000 ms, round trip 0 ms",
            "? clock systeminfo drift null server 1s round trip 0s");
  }

  /** What the desktop's clock said before it connected is too old by a time nobody knows. */
  @Test
  void onANewConnectionTheDesktopsClockDoesNotCount() {
    new Transcript()
        .at("10:00:02")
        .send(DESKTOP, "GET", target("10:00:00"), "")
        .answered(server("10:00:02"))
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 0s: drift 0 ms, round trip 0 ms",
            "? clock systeminfo drift null server 0s round trip 0s");
  }

  @Test
  void aDriftThatJumpsIsSaidOnce() {
    ask("10:00:00", "10:00:00").answered(server("10:00:00")).whatever();
    ask("10:01:00", "10:00:50")
        .answered(server("10:01:00"))
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 0s: drift 10000 ms, round trip 0 ms",
            "? clock systeminfo drift 10s server 0s round trip 0s",
            "? notice clock.drift-changed: drift between desktop and server went from 0 ms to"
                + " 10000 ms: a clock was set, or a machine slept {} [3]");
    ask("10:02:00", "10:01:50")
        .answered(server("10:02:00"))
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 0s: drift 10000 ms, round trip 0 ms",
            "? clock systeminfo drift 10s server 0s round trip 0s");
  }

  /** Desktops behind one address are told apart by their credentials. */
  @Test
  void twoDesktopsHaveTwoClocks() {
    for (String time : new String[] {"10:00:00", "10:01:00"}) {
      desktop
          .at(time)
          .send(DESKTOP, "GET", target(time), "", basic("1001003:secret"))
          .answered(server(time))
          .expect(
              "1001003 GET /finesse/api/SystemInfo -> 200 in 0s: drift 0 ms, round trip 0 ms",
              "1001003 clock systeminfo drift 0s server 0s round trip 0s")
          .send(DESKTOP, "GET", target("09:00:00"), "", basic("1001004:secret"))
          .answered(server(time))
          .whatever();
    }
  }

  @Test
  void aSlowRoundTripIsSaidUntilItIsFastAgain() {
    ask("10:00:00", "10:00:00")
        .at("10:00:00.500")
        .answered(server("10:00:00.250"))
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 500ms: drift 0 ms, round trip 500 ms",
            "? clock systeminfo drift 0s server 0s round trip 500ms",
            "? notice clock.slow-round-trip: round trip of 500 ms (limit: 400 ms) {} [2]");
    ask("10:01:00", "10:01:00")
        .at("10:01:00.600")
        .answered(server("10:01:00.300"))
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 600ms: drift 0 ms, round trip 600 ms",
            "? clock systeminfo drift 0s server 0s round trip 600ms");
  }

  @Test
  void aClientLogSaysWhatTheDesktopFoundOutAboutClocks() {
    desktop
        .at("10:00:00")
        .send(
            DESKTOP,
            "POST",
            "/finesse/api/User/1001003/ClientLog",
            "<ClientLog><logData>"
                + LINE.formatted(0, header(-9, 17))
                + LINE.formatted(1, "Call from 5551234 for 1001003")
                + "  at a later line of the same message, Drift: 99999 ms\n"
                + LINE.formatted(2, header(3, 84))
                + "</logData></ClientLog>")
        .answered(200, "OK", "")
        .expect(
            "1001003 POST /finesse/api/User/1001003/ClientLog -> 200 in 0s: client log, 4 lines,"
                + " drift -9 ms to 3 ms, round trip up to 84 ms",
            "1001003 clock clientlog drift -9ms server null round trip 17ms",
            "1001003 clock clientlog drift 3ms server null round trip 84ms");
  }

  @Test
  void aCompressedClientLogIsSaidAndNotRead() {
    desktop
        .at("10:00:00")
        .send(DESKTOP, "POST", "/finesse/api/User/1001003/CompressedClientLog", "\u001f\u008b")
        .answered(202, "Accepted", "")
        .expect(
            "1001003 POST /finesse/api/User/1001003/CompressedClientLog -> 202 in 0s:"
                + " compressed client log, not read");
  }

  private Transcript ask(String time, String clientClock) {
    return desktop.at(time).send(DESKTOP, "GET", target(clientClock), "");
  }

  private static String target(String clientClock) {
    long millis = Instant.parse("2026-11-22T" + clientClock + "Z").toEpochMilli();
    return "/finesse/api/SystemInfo?timestampOnly&nocache=" + millis;
  }

  private static String server(String time) {
    return "<SystemInfo><currentTimestamp>2026-11-22T%sZ</currentTimestamp></SystemInfo>"
        .formatted(time);
  }

  private static String header(int drift, int roundTrip) {
    return "Header : Client: x, Server: y, Drift: %d ms, Network Latency (round trip): %d ms"
        .formatted(drift, roundTrip);
  }

  static Header basic(String credentials) {
    return new Header(
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }
}
