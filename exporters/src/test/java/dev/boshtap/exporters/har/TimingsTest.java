package dev.boshtap.exporters.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A leg takes 36 ms to make: 2 ms for the name, 11 ms for TCP and 23 ms for TLS. */
class TimingsTest {

  private static final String SERVER = "192.0.2.10:7443";

  @Test
  void aLegThatStandsWhenTheRequestComesIsMadeBeforeIt() {
    Timings timings = timings(100, 90, 4_100);

    assertThat(timings.begun()).isEqualTo(Samples.at(64).wall());
    assertThat(timings.blocked()).isNull();
    assertThat(timings.hold()).isEqualTo(Duration.ofSeconds(4));
    assertThat(timings.total()).isEqualTo(Duration.ofMillis(4_036));
  }

  @Test
  void whatARequestWaitsForItsLegIsCountedOnce() {
    Timings timings = timings(100, 120, 4_100);

    assertThat(timings.begun()).isEqualTo(Samples.at(84).wall());
    assertThat(timings.blocked()).isNull();
    assertThat(timings.connect()).isEqualTo(Duration.ofMillis(34));
    assertThat(timings.hold()).isEqualTo(Duration.ofMillis(3_980));
    assertThat(timings.total()).isEqualTo(Duration.ofMillis(4_100 - 84));
  }

  @Test
  void beforeALegThatIsBegunLateTheRequestIsBlocked() {
    Timings timings = timings(100, 1_000, 4_100);

    assertThat(timings.begun()).isEqualTo(Samples.at(100).wall());
    assertThat(timings.blocked()).isEqualTo(Duration.ofMillis(864));
    assertThat(timings.hold()).isEqualTo(Duration.ofMillis(3_100));
    assertThat(timings.total()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aRequestGivenUpWhileItsLegIsMadeTookNoLongerThanItLasted() {
    Ending gone = new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false);
    Timings timings =
        Timings.of(Exchanges.starting(100, 1).first(SERVER, 200).ended(150, gone).finished());

    assertThat(timings.begun().plus(timings.total())).isEqualTo(Samples.at(150).wall());
    assertThat(timings.hold()).isZero();
  }

  private static Timings timings(long started, long reached, long answered) {
    return Timings.of(
        Exchanges.starting(started, 1)
            .first(SERVER, reached)
            .answered(answered, 200, "text/xml", "<body/>")
            .finished());
  }
}
