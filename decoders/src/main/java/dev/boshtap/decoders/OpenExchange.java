package dev.boshtap.decoders;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.rest.RestRequest;
import dev.boshtap.decoders.session.bosh.BoshRequest;
import dev.boshtap.decoders.session.websocket.OpenSocket;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange while it lasts: what came of it on the wire, and what was said of it. Told as an
 * {@link Exchange} whenever somebody wants to look at it.
 */
final class OpenExchange {

  private final WireEvent.Started started;
  private final OpenConnection connection;
  private final boolean firstOnConnection;
  private final BodyCollector requestBytes = new BodyCollector();
  private final BodyCollector responseBytes = new BodyCollector();
  private final List<Event> said = new ArrayList<>(2);
  private WireEvent.@Nullable RequestCompleted requestCompleted;
  private WireEvent.@Nullable ResponseStarted response;
  private @Nullable BoshRequest bosh;
  private @Nullable OpenSocket socket;
  private @Nullable RestRequest rest;
  private boolean looked;

  OpenExchange(WireEvent.Started started, OpenConnection connection) {
    this.started = started;
    this.connection = connection;
    this.firstOnConnection = connection.countExchange() == 1;
  }

  void on(WireEvent.RequestBytes piece) {
    requestBytes.add(piece.bytes());
  }

  void on(WireEvent.RequestCompleted completed) {
    requestCompleted = completed;
  }

  void on(WireEvent.ResponseStarted head) {
    response = head;
  }

  void on(WireEvent.ResponseBytes piece) {
    responseBytes.add(piece.bytes());
  }

  /** The exchange as a BOSH request, or null when it is none or was not looked at yet. */
  @Nullable BoshRequest bosh() {
    return bosh;
  }

  /** It was looked at; this is what it is as a BOSH request, or null. */
  void bosh(@Nullable BoshRequest request) {
    bosh = request;
  }

  /** The WebSocket that it became, or null. */
  @Nullable OpenSocket socket() {
    return socket;
  }

  void became(OpenSocket webSocket) {
    socket = webSocket;
  }

  /**
   * The exchange as a call to the Finesse API, or null when it is none or was not looked at yet.
   */
  @Nullable RestRequest rest() {
    return rest;
  }

  /** It was looked at; this is what it is as a call to the Finesse API. */
  void rest(RestRequest request) {
    rest = request;
  }

  /** Whether nobody asked this before: what a request says is said once. */
  boolean takeFirstLook() {
    boolean first = !looked;
    looked = true;
    return first;
  }

  long number() {
    return started.exchange();
  }

  /** Remembers what was said of it: its last word holds all events, but for a WebSocket's. */
  void said(Event event) {
    if (socket == null) {
      said.add(event);
    }
  }

  List<Event> said() {
    return said;
  }

  /** How long ago its request was complete; zero while it is not. */
  Duration sinceComplete(Moment now) {
    return requestCompleted == null ? Duration.ZERO : now.since(requestCompleted.at());
  }

  /** The exchange as it stands, not ended. */
  Exchange open() {
    return exchange(
        requestBody(0),
        response == null ? Body.NONE : responseBytes.body(responseBytes.collected(), 0),
        null,
        Ending.OPEN,
        requestBytes.collected(),
        responseBytes.collected());
  }

  /** The exchange as it ended. */
  Exchange ended(WireEvent.Ended end) {
    Body responseBody = Body.NONE;
    if (response != null) {
      long missing = Math.max(0, end.bodySize() - responseBytes.collected());
      responseBody =
          response.head().contentCoded()
              ? responseBytes.body(end.bodySize(), Math.min(end.lostBytes(), missing))
              : responseBytes.decoded(end.bodySize());
    }
    return exchange(
        requestBody(end.lostBytes() - responseBody.lost()),
        responseBody,
        end.at(),
        end.ending(),
        end.fromClient(),
        end.fromServer());
  }

  private Body requestBody(long lost) {
    long size =
        requestCompleted == null ? requestBytes.collected() + lost : requestCompleted.bodySize();
    return requestBytes.body(size, lost);
  }

  private Exchange exchange(
      Body requestBody,
      Body responseBody,
      @Nullable Moment ended,
      Ending ending,
      long fromClient,
      long fromServer) {
    return new Exchange(
        started.exchange(),
        started.connection(),
        connection.reached(),
        firstOnConnection,
        started.at(),
        started.head(),
        requestBody,
        requestCompleted == null ? null : requestCompleted.at(),
        response == null ? null : response.at(),
        response == null ? null : response.head(),
        responseBody,
        ended,
        ending,
        fromClient,
        fromServer);
  }
}
