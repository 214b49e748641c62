package dev.boshtap.decoders.session.bosh;

import static dev.boshtap.decoders.Bodies.idle;
import static dev.boshtap.decoders.Bodies.poll;
import static dev.boshtap.decoders.Bodies.terminate;
import static dev.boshtap.decoders.Bodies.terminated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Transcript;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long the rids of a session are remembered, whose server grants an inactivity of 60 s. */
class RidsTest {

  private final Transcript desktop = new Transcript().withSignsApart();

  @BeforeEach
  void anAgentIsSignedIn() {
    desktop.at("10:00:00").signedIn("s1", "1001003@fin.example/desktop").whatever();
  }

  /** As of a client that did not hear the answer to its good-bye. */
  @Test
  void aGoodByeIsKnownAgainWithinTheInactivity() {
    goodBye("10:00:00");
    goodBye("10:00:59.999");

    assertThat(oddRids()).containsExactly("rid sent again, the same request, 60.0 s later");
  }

  @Test
  void onceASessionIsOverForItsInactivityItsRidsAreForgotten() {
    goodBye("10:00:00");
    goodBye("10:01:00");

    assertThat(oddRids()).isEmpty();
  }

  @Test
  void onceTheServerHasDroppedASessionForItsSilenceItsRidsAreForgotten() {
    desktop.post(poll("s1", 5)).answered(idle()).whatever();
    desktop.at("10:01:30").tick().post(poll("s1", 5));

    assertThat(desktop.noticed())
        .extracting(Event.Notice::sign)
        .containsSubsequence(Sign.SESSION_EXPIRED, Sign.POLL_RESUMED);
    assertThat(oddRids()).isEmpty();
  }

  /** As behind a load balancer, one of whose servers does not know it. */
  @Test
  void aSessionThatWasNotLostAfterAllKeepsThem() {
    desktop.post(poll("s1", 5)).answered(404, "Not Found", "");
    desktop.post(poll("s1", 6)).answered(idle()).whatever();
    desktop.at("10:00:50").post(poll("s1", 7)).whatever();
    desktop.at("10:01:10").clientReset().whatever();
    desktop.post(poll("s1", 7));

    assertThat(oddRids()).containsExactly("rid sent again, the same request, 20 s later");
  }

  private void goodBye(String time) {
    desktop.whatever().at(time).post(terminate("s1", 5, "")).answered(terminated());
  }

  private List<String> oddRids() {
    return desktop.noticed().stream()
        .filter(notice -> notice.sign().word().startsWith("bosh.rid-"))
        .map(Event.Notice::text)
        .toList();
  }
}
