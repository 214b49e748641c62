package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTrustTest {

  private static final Moment NOW = new Moment(Instant.parse("2026-11-22T10:00:00Z"), 0);
  private static final Connection FIN1 =
      new Connection(1, new HostPort("fin1", 7443), "127.0.0.1:50000");
  private static final Connection FIN2 =
      new Connection(2, new HostPort("fin2", 7443), "127.0.0.1:50001");

  private final Observer observer = new Observer(Limits.DEFAULTS);

  private List<Event.Notice> refused(Connection connection, boolean said) {
    return notices(observer.on(new WireEvent.CertificateRefused(NOW, connection, said)));
  }

  private List<Event.Notice> asked(Connection connection) {
    return notices(
        observer.on(
            new WireEvent.Started(
                NOW, 7, connection, new RequestHead("GET", "/", "HTTP/1.1", List.of()))));
  }

  private static List<Event.Notice> notices(List<Observation> said) {
    return said.stream()
        .filter(Observation.Happened.class::isInstance)
        .map(happened -> ((Observation.Happened) happened).event())
        .filter(Event.Notice.class::isInstance)
        .map(Event.Notice.class::cast)
        .toList();
  }

  @Test
  void aRefusalThatIsSaidIsToldAtOnceAndOnceForEachServer() {
    assertThat(refused(FIN1, true))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.sign()).isEqualTo(Sign.CA_REFUSED);
              assertThat(notice.text())
                  .startsWith("the browser does not trust boshtap's CA for fin1:7443; type ")
                  .contains("boshtap ca install", "boshtap browser");
            });
    assertThat(refused(FIN1, true)).isEmpty();
    assertThat(refused(FIN1, false)).isEmpty();
    assertThat(refused(FIN2, true)).hasSize(1);
  }

  @Test
  void whoGoesWithoutAWordIsToldOfTheSecondTime() {
    assertThat(refused(FIN1, false)).isEmpty();
    assertThat(refused(FIN1, false))
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.text())
                    .startsWith("the browser hangs up on fin1:7443 when it sees")
                    .contains("most likely"));
    assertThat(refused(FIN1, false)).isEmpty();
  }

  @Test
  void aRequestInBetweenMakesNothingOfIt() {
    assertThat(refused(FIN1, false)).isEmpty();
    assertThat(asked(FIN1)).isEmpty();
    assertThat(refused(FIN1, false)).isEmpty();
  }

  @Test
  void aRequestClearsItAndTellsHowOftenItWasRefused() {
    refused(FIN1, true);
    refused(FIN1, true);
    assertThat(asked(FIN2)).isEmpty();
    assertThat(asked(FIN1))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.sign()).isEqualTo(Sign.CA_ACCEPTED);
              assertThat(notice.text()).endsWith("fin1:7443 now; refusals before: 2");
            });
    assertThat(refused(FIN1, true)).as("said anew").hasSize(1);
  }

  @Test
  void whatWasRefusedToTheEndIsCountedThere() {
    refused(FIN1, true);
    refused(FIN1, true);
    refused(FIN2, false);
    assertThat(notices(observer.finish(NOW)))
        .extracting(Event.Notice::text)
        .containsExactly(
            "the browser did not trust boshtap's CA for fin1:7443 to the end; refusals: 2");
  }
}
