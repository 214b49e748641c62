package dev.boshtap.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The load is what the benchmark says it is, and boshtap has real work with it. */
class WorkloadTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Connection CONNECTION =
      new Connection(1, new HostPort(Workload.HOST, 7443), "127.0.0.1:50000");

  @Test
  void pollsHaveTheSizeThatIsTold() {
    for (long count : new long[] {1, 2, 100_000}) {
      assertThat(body(Workload.poll("localhost:7443", "0000002a", count)))
          .hasSize(Workload.REQUEST_BODY)
          .endsWith("/>");
    }
  }

  @Test
  void answersHaveTheSizeThatIsTold() {
    assertThat(body(Workload.event()).getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(1_350, 1_450);
  }

  @Test
  void theSessionAndItsEventsAreUnderstood() {
    Observer observer = new Observer(Limits.DEFAULTS);

    List<Event> events = new ArrayList<>();
    events.addAll(
        exchange(observer, 1, Workload.creation("localhost"), Workload.created("0000002a")));
    events.addAll(
        exchange(observer, 2, Workload.poll("localhost", "0000002a", 1), Workload.event()));

    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isInstanceOf(Event.Session.class);
    assertThat(events.get(1))
        .isInstanceOfSatisfying(
            Event.Finesse.class,
            event -> {
              assertThat(event.type()).isEqualTo("finesse.user");
              assertThat(event.fields().state()).isEqualTo("READY");
              assertThat(event.context().sid()).isEqualTo("0000002a");
              assertThat(event.unreadable()).isNull();
            });
  }

  private static List<Event> exchange(
      Observer observer, long number, byte[] request, byte[] response) {
    Moment now = Moment.of(NOON.plusMillis(number));
    byte[] asked = body(request).getBytes(StandardCharsets.UTF_8);
    byte[] answered = body(response).getBytes(StandardCharsets.UTF_8);
    List<Observation> said = new ArrayList<>();
    for (WireEvent event :
        List.of(
            new WireEvent.Started(
                now,
                number,
                CONNECTION,
                new RequestHead("POST", "/http-bind/", "HTTP/1.1", List.of())),
            new WireEvent.RequestBytes(now, number, asked),
            new WireEvent.RequestCompleted(now, number, asked.length),
            new WireEvent.ResponseStarted(
                now, number, new ResponseHead("HTTP/1.1", 200, "OK", List.of(), true)),
            new WireEvent.ResponseBytes(now, number, answered),
            new WireEvent.Ended(now, number, Ending.ANSWERED, answered.length, 0, 0, 0))) {
      said.addAll(observer.on(event));
    }
    return said.stream()
        .filter(Observation.Happened.class::isInstance)
        .map(happened -> ((Observation.Happened) happened).event())
        .toList();
  }

  private static String body(byte[] message) {
    String text = new String(message, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }
}
