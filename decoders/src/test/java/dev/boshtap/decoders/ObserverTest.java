package dev.boshtap.decoders;

import static dev.boshtap.decoders.Transcript.DESKTOP;
import static dev.boshtap.decoders.Transcript.NOTIFICATIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverTest {

  private static final Connection CONNECTION = new Connection(7, DESKTOP, "127.0.0.1:50000");

  private final Observer observer = new Observer(Limits.DEFAULTS);
  private final List<Observation> said = new ArrayList<>();
  private Moment now = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));

  @Test
  void anExchangeIsPutTogetherFromItsPieces() {
    WireEvent.ServerReached reached =
        new WireEvent.ServerReached(
            now,
            CONNECTION,
            "192.0.2.1:8445",
            null,
            Duration.ofMillis(3),
            Duration.ofMillis(9),
            "TLSv1.3",
            "TLS_AES_256_GCM_SHA384");
    RequestHead request = new RequestHead("POST", "/desktop/x", "HTTP/1.1", List.of());
    ResponseHead response = new ResponseHead("HTTP/1.1", 200, "OK", List.of(), true);
    see(new WireEvent.Opened(now, CONNECTION));
    see(new WireEvent.Started(now, 1, CONNECTION, request));
    see(reached);
    see(new WireEvent.RequestBytes(now, 1, bytes("he")));
    see(new WireEvent.RequestBytes(now, 1, bytes("llo")));
    Moment complete = later(1);
    see(new WireEvent.RequestCompleted(complete, 1, 5));
    Moment head = later(2);
    see(new WireEvent.ResponseStarted(head, 1, response));
    see(new WireEvent.ResponseBytes(head, 1, bytes("good")));
    see(new WireEvent.ResponseBytes(head, 1, bytes("bye")));
    Moment end = later(3);
    see(new WireEvent.Ended(end, 1, Ending.ANSWERED, 1_007, 100, 2_000, 600));

    Exchange exchange = finished(1).exchange();
    assertThat(exchange.connection()).isEqualTo(CONNECTION);
    assertThat(exchange.reached()).isEqualTo(reached);
    assertThat(exchange.firstOnConnection()).isTrue();
    assertThat(exchange.request()).isEqualTo(request);
    assertThat(text(exchange.requestBody())).isEqualTo("hello");
    assertThat(exchange.requestBody().isWhole()).isTrue();
    assertThat(exchange.requestCompleted()).isEqualTo(complete);
    assertThat(exchange.responseStarted()).isEqualTo(head);
    assertThat(exchange.response()).isEqualTo(response);
    assertThat(text(exchange.responseBody())).isEqualTo("goodbye");
    assertThat(exchange.responseBody().size()).isEqualTo(1_007);
    assertThat(exchange.responseBody().lost()).isEqualTo(600);
    assertThat(exchange.ended()).isEqualTo(end);
    assertThat(exchange.ending()).isEqualTo(Ending.ANSWERED);
    assertThat(exchange.fromClient()).isEqualTo(100);
    assertThat(exchange.fromServer()).isEqualTo(2_000);
    assertThat(exchange.held(end)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void lostBytesAreTheAnswersBeforeTheyAreTheRequests() {
    start(1, "POST", "/desktop/x");
    see(new WireEvent.RequestCompleted(now, 1, 50));
    see(new WireEvent.ResponseStarted(now, 1, head(200)));
    see(new WireEvent.Ended(now, 1, Ending.ANSWERED, 30, 0, 0, 70));

    Exchange exchange = finished(1).exchange();
    assertThat(exchange.responseBody().lost()).isEqualTo(30);
    assertThat(exchange.requestBody().lost()).isEqualTo(40);
    assertThat(lines()).contains("loss of 70 bytes of exchange 1 forwarded and not recorded");
  }

  @Test
  void onlyTheFirstExchangeOfAConnectionIsItsFirst() {
    see(new WireEvent.Opened(now, CONNECTION));
    for (long number = 1; number <= 2; number++) {
      start(number, "GET", "/");
      see(new WireEvent.RequestCompleted(now, number, 0));
      answer(number);
    }
    assertThat(finished(1).exchange().firstOnConnection()).isTrue();
    assertThat(finished(2).exchange().firstOnConnection()).isFalse();
  }

  @Test
  void theEndOfAnExchangeMayBeSeenAfterThatOfItsConnection() {
    start(1, "GET", "/");
    see(new WireEvent.RequestCompleted(now, 1, 0));
    Ending reset = new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false);
    see(new WireEvent.Closed(now, CONNECTION, reset, 0, 0));
    see(new WireEvent.Ended(now, 1, reset, -1, 0, 0, 0));

    Exchange exchange = finished(1).exchange();
    assertThat(exchange.ending()).isEqualTo(reset);
    assertThat(exchange.response()).isNull();
    assertThat(exchange.responseBody()).isEqualTo(Body.NONE);
  }

  @Test
  void whatBelongsToNoKnownExchangeIsIgnored() {
    see(new WireEvent.RequestBytes(now, 5, bytes("x")));
    see(new WireEvent.RequestCompleted(now, 5, 1));
    answer(5);
    assertThat(said).isEmpty();
  }

  @Test
  void anAnswerMayEndAnExchangeBeforeItsRequestIsComplete() {
    start(1, "POST", "/http-bind/");
    see(new WireEvent.RequestBytes(now, 1, bytes("<body ")));
    see(new WireEvent.ResponseStarted(now, 1, head(413)));
    see(new WireEvent.Ended(later(4), 1, Ending.ANSWERED, 0, 0, 0, 0));
    assertThat(lines())
        .containsExactly(
            "? poll null error status 413 after 4s: HTTP 413",
            "? notice bosh.not-bosh: an empty answer with status 413 where BOSH was expected {} [1]",
            "finished 1 error, events 2");
  }

  @Test
  void tunnelsFailuresAndLossesAreSaidAtOnce() {
    see(new WireEvent.TunnelOpened(now, CONNECTION, ""));
    see(
        new WireEvent.Failed(
            now,
            CONNECTION,
            new Ending.Network(Side.CLIENT, Ending.Stage.CERTIFICATE, "unknown_ca")));
    see(new WireEvent.Lost(now, 12));
    assertThat(lines())
        .containsExactly(
            "tunnel fin.example:8445",
            "failure fin.example:8445: no connection to the client (certificate): unknown_ca",
            "loss of 12 exchanges forwarded and not recorded");
  }

  @Test
  void anUpgradedExchangeIsNoPoll() {
    start(1, "GET", "/ws/");
    see(new WireEvent.RequestCompleted(now, 1, 0));
    see(new WireEvent.ResponseStarted(now, 1, head(101)));
    see(new WireEvent.Ended(later(3_600), 1, Ending.ANSWERED, 0, 4_000, 90_000, 0));
    assertThat(lines()).containsExactly("finished 1 answered");
    assertThat(finished(1).exchange().fromServer()).isEqualTo(90_000);
    assertThat(finished(1).bosh()).isNull();
  }

  @Test
  void boshIsToldByItsPathOrByItsBody() {
    Transcript traffic = new Transcript().at("10:00:00");
    traffic.send(NOTIFICATIONS, "POST", "/http-bind", Bodies.poll("s1", 1));
    traffic.send(NOTIFICATIONS, "POST", "/proxied/http-bind/?x=1", Bodies.poll("s1", 2));
    traffic.send(DESKTOP, "POST", "/bosh", Bodies.poll("s1", 3));
    traffic.send(DESKTOP, "POST", "/soap", "<Envelope/>");
    traffic.send(DESKTOP, "OPTIONS", "/http-bind/", "");
    traffic.finish();
    assertThat(List.of(1L, 2L, 3L)).allMatch(number -> traffic.finished(number).bosh() != null);
    assertThat(List.of(4L, 5L)).allMatch(number -> traffic.finished(number).bosh() == null);
  }

  @Test
  void whatIsOpenAtTheEndIsToldAsItStands() {
    start(1, "GET", "/big");
    see(new WireEvent.RequestCompleted(now, 1, 0));
    see(new WireEvent.ResponseStarted(now, 1, head(200)));
    see(new WireEvent.ResponseBytes(now, 1, bytes("half")));
    said.addAll(observer.finish(later(9)));

    Exchange exchange = finished(1).exchange();
    assertThat(exchange.ending()).isEqualTo(Ending.OPEN);
    assertThat(exchange.ended()).isNull();
    assertThat(text(exchange.responseBody())).isEqualTo("half");
    assertThat(exchange.fromServer()).isEqualTo(4);
  }

  @Test
  void aFaultOfOurOwnCostsNeitherTheExchangeNorItsNeighbours() {
    // No wire has a request without a method: the nearest there is to a bug inside.
    RequestHead impossible = new RequestHead(null, "/http-bind/", "HTTP/1.1", List.of());
    see(new WireEvent.Started(now, 1, CONNECTION, impossible));
    start(2, "GET", "/");
    see(new WireEvent.RequestCompleted(now, 2, 0));
    WireEvent.Ended end = new WireEvent.Ended(now, 1, Ending.ANSWERED, -1, 0, 0, 0);
    assertThatThrownBy(() -> observer.on(end)).isInstanceOf(NullPointerException.class);

    answer(2);
    assertThat(lines()).containsExactly("finished 1 answered", "finished 2 answered");
    assertThat(observer.finish(now)).isEmpty();
  }

  private void start(long number, String method, String target) {
    RequestHead head = new RequestHead(method, target, "HTTP/1.1", List.of());
    see(new WireEvent.Started(now, number, CONNECTION, head));
  }

  private void answer(long number) {
    see(new WireEvent.ResponseStarted(now, number, head(200)));
    see(new WireEvent.Ended(now, number, Ending.ANSWERED, 0, 0, 0, 0));
  }

  private static ResponseHead head(int status) {
    return new ResponseHead("HTTP/1.1", status, "", List.of(), true);
  }

  private void see(WireEvent event) {
    said.addAll(observer.on(event));
  }

  private Moment later(long seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
    return now;
  }

  private Observation.Finished finished(long number) {
    return said.stream()
        .filter(Observation.Finished.class::isInstance)
        .map(Observation.Finished.class::cast)
        .filter(word -> word.exchange().number() == number)
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines() {
    return said.stream().map(Lines::of).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(Body body) {
    return new String(body.bytes(), UTF_8);
  }
}
