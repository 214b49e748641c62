package dev.boshtap.exporters;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds finished exchanges: a poll to the samples' Finesse unless told otherwise. */
public final class Exchanges {

  private final long number;
  private final long startMillis;
  private Connection connection = Samples.CONNECTION;
  private WireEvent.@Nullable ServerReached reached;
  private String method = "POST";
  private String target = "/http-bind/";
  private final List<Header> requestHeaders =
      new ArrayList<>(List.of(new Header("Content-Type", "text/xml; charset=utf-8")));
  private byte[] requestBody =
      "<body xmlns='http://jabber.org/protocol/httpbind'/>".getBytes(StandardCharsets.UTF_8);
  private @Nullable ResponseHead response;
  private byte[] responseBody = new byte[0];
  private long responseSize = -1;
  private Ending ending = Ending.ANSWERED;
  private @Nullable Long endMillis;
  private @Nullable BoshFacts bosh;
  private final List<Event> events = new ArrayList<>();

  private Exchanges(long number, long startMillis) {
    this.number = number;
    this.startMillis = startMillis;
  }

  /** An exchange that starts some milliseconds after ten. */
  public static Exchanges starting(long millis, long number) {
    return new Exchanges(number, millis);
  }

  /** On another connection. */
  public Exchanges on(Connection other) {
    connection = other;
    return this;
  }

  /** As the first on its connection. */
  public Exchanges first(String address) {
    return first(address, startMillis);
  }

  /**
   * As the first on its connection, whose server leg stood that many milliseconds after ten, after
   * 2 ms for the name, 11 ms for TCP and 23 ms for TLS.
   */
  public Exchanges first(String address, long reachedMillis) {
    reached =
        new WireEvent.ServerReached(
            Samples.at(reachedMillis),
            connection,
            address,
            Duration.ofMillis(2),
            Duration.ofMillis(11),
            Duration.ofMillis(23),
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256");
    return this;
  }

  /** Another request. */
  public Exchanges request(String otherMethod, String otherTarget, String body) {
    method = otherMethod;
    target = otherTarget;
    requestBody = body.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** A header field of the request; {@code Content-Type} replaces the one there is. */
  public Exchanges header(String name, String value) {
    requestHeaders.removeIf(h -> name.equals("Content-Type") && h.name().equals(name));
    requestHeaders.add(new Header(name, value));
    return this;
  }

  /** Its answer. */
  public Exchanges answered(long millis, int status, String type, String body) {
    return answered(
        millis,
        status,
        List.of(new Header("Content-Type", type)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** Its answer, in bytes. */
  public Exchanges answered(long millis, int status, List<Header> headers, byte[] body) {
    response = new ResponseHead("HTTP/1.1", status, status == 200 ? "OK" : "", headers, true);
    responseBody = body;
    responseSize = body.length;
    endMillis = millis;
    return this;
  }

  /** How much of the answer's body there was on the wire. */
  public Exchanges ofSize(long wire) {
    responseSize = wire;
    return this;
  }

  /** Its end without a whole answer. */
  public Exchanges ended(long millis, Ending how) {
    endMillis = millis;
    ending = how;
    return this;
  }

  /** Never ended. */
  public Exchanges open() {
    ending = Ending.OPEN;
    endMillis = null;
    return this;
  }

  /** As a poll of the samples' agent. */
  public Exchanges poll(String outcome, boolean idle) {
    bosh =
        new BoshFacts(
            "3445afbe", 4711L + number, Duration.ofSeconds(30), 1, outcome, idle, "1001003");
    return this;
  }

  /** An event that it gave. */
  public Exchanges with(Event event) {
    events.add(event);
    return this;
  }

  /** The exchange alone. */
  public Exchange exchange() {
    Moment started = Samples.at(startMillis);
    Moment ended = endMillis == null ? null : Samples.at(endMillis);
    return new Exchange(
        number,
        connection,
        reached,
        reached != null,
        started,
        new RequestHead(method, target, "HTTP/1.1", requestHeaders),
        new Body(requestBody, requestBody.length, 0),
        started,
        response == null ? null : ended,
        response,
        response == null ? Body.NONE : new Body(responseBody, responseSize, 0),
        ended,
        ending,
        requestBody.length + 300L,
        response == null ? 0 : responseSize + 200L);
  }

  /** What a sink is given at the end of it. */
  public Observation.Finished finished() {
    return new Observation.Finished(exchange(), bosh, events);
  }

  /** All that a sink is given for it: its events, and its end. */
  public List<Observation> observations() {
    List<Observation> all = new ArrayList<>();
    events.forEach(event -> all.add(new Observation.Happened(event)));
    all.add(finished());
    return all;
  }
}
