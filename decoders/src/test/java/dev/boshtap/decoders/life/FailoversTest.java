package dev.boshtap.decoders.life;

import static dev.boshtap.decoders.Transcript.DESKTOP;

import dev.boshtap.decoders.Transcript;
import dev.boshtap.decoders.wire.Header;
import org.junit.jupiter.api.Test;

class FailoversTest {

  private static final String POLLING =
      "? notice desktop.failover-polling: SystemInfo is asked every 20 s, as by a desktop that looks"
          + " for a server (usual: 60 s) {} [%d, %d]";

  private final Transcript desktop = new Transcript();

  @Test
  void aCadenceThatGoesFrom60To20SecondsIsAFailover() {
    asks("10:00:00", "10:01:00", "10:02:00", "10:02:20");
    desktop.at("10:02:40");
    ask();
    desktop.expect(POLLING.formatted(4, 5));
    asks("10:03:00", "10:04:00", "10:04:20");
    desktop.at("10:04:40");
    ask();
    desktop.expect(POLLING.formatted(8, 9));
  }

  @Test
  void aDesktopThatIsSeenOnlyWhileItLooksForAServerTakesOneMore() {
    asks("10:00:00", "10:00:20", "10:00:40");
    desktop.at("10:01:00");
    ask();
    desktop.expect(POLLING.formatted(3, 4));
  }

  @Test
  void severalDesktopsBehindOneAddressAreNoFailover() {
    for (int minute = 0; minute < 4; minute++) {
      for (int agent = 0; agent < 3; agent++) {
        desktop
            .at("10:0%d:%02d".formatted(minute, agent * 20))
            .send(
                DESKTOP,
                "GET",
                "/finesse/api/SystemInfo",
                "",
                new Header("Cookie", "a=b; JSESSIONID=0A%d".formatted(agent)))
            .expect();
      }
    }
  }

  @Test
  void theCookiesOfAFailoverAreSaidOnce() {
    Header cookies = new Header("Cookie", "timeBeforeFailover=1795341600000; attemptsMade=3");
    desktop
        .at("10:00:00")
        .send(DESKTOP, "GET", "/desktop/container/", "", cookies)
        .expect(
            "? notice desktop.failed-over: the desktop's cookies say that it failed over"
                + " {timeBeforeFailover=1795341600000, attemptsMade=3} [1]")
        .send(DESKTOP, "GET", "/desktop/other", "", cookies)
        .expect();
  }

  @Test
  void a503IsSaidUntilTheServerIsBack() {
    desktop
        .at("10:00:00")
        .send(DESKTOP, "GET", "/finesse/api/User/1001003", "")
        .answered(503, "Service Unavailable", "")
        .expect(
            "1001003 GET /finesse/api/User/1001003 -> 503 in 0s",
            "1001003 notice system.out-of-service: a REST call was answered 503 {} [1]")
        .send(DESKTOP, "GET", "/finesse/api/Team/5", "")
        .answered(503, "Service Unavailable", "")
        .expect("? GET /finesse/api/Team/5 -> 503 in 0s")
        .send(DESKTOP, "GET", "/finesse/api/SystemInfo", "")
        .answered("<SystemInfo><status>IN_SERVICE</status></SystemInfo>")
        .expect(
            "? GET /finesse/api/SystemInfo -> 200 in 0s: status IN_SERVICE",
            "? notice system.in-service: SystemInfo says IN_SERVICE again {} [3]");
  }

  private void asks(String... times) {
    for (String time : times) {
      desktop.at(time);
      ask();
      desktop.expect();
    }
  }

  private void ask() {
    desktop.send(DESKTOP, "GET", "/finesse/api/SystemInfo?timestampOnly", "");
  }
}
