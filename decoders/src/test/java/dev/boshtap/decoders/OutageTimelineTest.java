package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timeline of a disconnect: what was due when, and what was missed meanwhile. */
class OutageTimelineTest {

  private static Outage outage(String... script) {
    List<String> lines = new ArrayList<>(List.of(script));
    lines.add("10:20:00 all signs-out");
    return Shift.play(lines).diagnosis().findings().stream()
        .flatMap(finding -> finding.outages().stream())
        .findFirst()
        .orElseThrow();
  }

  /** Openfire looks every 30 s; Finesse then waits 60 s, and on UCCE may take 180 s in all. */
  @Test
  void saysWhenTheAgentIsSignedOutOnUccxAndOnUcce() {
    Outage outage = outage("10:00:00 1001 signs-in", "10:05:00 1001 sleeps 10M");
    Instant good = outage.lastGood();

    assertThat(List.of(outage.closing().from(), outage.closing().by()))
        .containsExactly(good.plusSeconds(60), good.plusSeconds(90));
    assertThat(List.of(outage.logout().uccx().from(), outage.logout().uccx().by()))
        .containsExactly(good.plusSeconds(120), good.plusSeconds(150));
    assertThat(List.of(outage.logout().ucce().from(), outage.logout().ucce().by()))
        .containsExactly(good.plusSeconds(120), good.plusSeconds(180));
  }

  @Test
  void nothingIsDueForADesktopThatIsBackInTime() {
    Outage outage = outage("10:00:00 1001 signs-in", "10:05:00 1001 sleeps 50S");

    assertThat(outage.length()).isLessThan(Duration.ofSeconds(60));
    assertThat(outage.closing()).isNull();
    assertThat(outage.logout()).isNull();
  }

  @Test
  void whatRestTellsWhenTheDesktopIsBackWasMissed() {
    Outage outage =
        outage(
            "10:00:00 1001 signs-in",
            "10:04:00 1001 told READY",
            "10:04:10 1001 told-call POST ALERTING 16784001",
            "10:04:20 1001 told-call POST ACTIVE 16784002",
            "10:05:00 1001 sleeps 5M",
            "10:10:01 1001 asks-state NOT_READY",
            "10:10:02 1001 rest GET /finesse/api/User/1001/Dialogs 200"
                + " <Dialogs><Dialog><id>16784001</id><state>ACTIVE</state></Dialog>"
                + "<Dialog><id>16784003</id><state>ALERTING</state></Dialog></Dialogs>");

    assertThat(outage.missed())
        .containsExactly(
            "the agent's state went from READY to NOT_READY",
            "a call went from ALERTING to ACTIVE",
            "a call came that the desktop was not told of",
            "a call ended");
  }

  @Test
  void whatTheDesktopKnewWasNotMissed() {
    Outage outage =
        outage(
            "10:00:00 1001 signs-in",
            "10:04:00 1001 told READY",
            "10:05:00 1001 sleeps 5M",
            "10:10:01 1001 asks-state READY",
            "10:10:02 1001 rest GET /finesse/api/User/1001/Dialogs 200 <Dialogs/>");

    assertThat(outage.missed()).isEmpty();
  }
}
