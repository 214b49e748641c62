package dev.boshtap.decoders.diagnosis.rule.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TunnelDetectorTest {

  private static final Moment AT = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));
  private static final HostPort SERVER = new HostPort("fin.example", 7443);

  @Test
  void aTunnelInWhichNothingWasSeenIsTold() {
    assertThat(found(null)).hasSize(1);
  }

  /** It was not the client that kept it closed. */
  @Test
  void oneThatBoshtapLeftUnreadAccusesNobody() {
    assertThat(found("boshtap's CA may sign for 127.0.0.1 only")).isEmpty();
  }

  private static List<Sighting> found(@Nullable String cause) {
    TunnelDetector detector = new TunnelDetector();
    List<Sighting> found = new ArrayList<>();
    Context context = Context.of(AT, new Connection(1, SERVER, "192.0.2.1:50000"));
    Event tunnel = new Event.Tunnel(context, SERVER, cause);
    detector.on(new Observation.Happened(tunnel), AT, found::add);
    detector.finish(AT, found::add);
    return found;
  }
}
