package dev.boshtap.decoders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.websocket.Frames;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traffic written down as it happened, with a clock moved by hand, and what the observer is
 * expected to say at each point. What it says must be expected before the clock moves on; the last
 * word on each exchange ({@link Observation.Finished}) and messages on a WebSocket only where
 * {@link #expectAll} asks.
 */
public final class Transcript {

  /** Where BOSH is spoken. */
  public static final HostPort NOTIFICATIONS = new HostPort("fin.example", 7443);

  /** Where REST is spoken. */
  public static final HostPort DESKTOP = new HostPort("fin.example", 8445);

  private static final Header XML = new Header("Content-Type", "text/xml");

  private static final Header UPGRADE = new Header("Upgrade", "websocket");

  private final Observer observer;
  private final List<Observation> heard = new ArrayList<>();
  private final List<Observation> said = new ArrayList<>();
  private final List<Event.Notice> noticed = new ArrayList<>();
  private boolean signsApart;
  private Moment now = Moment.of(Instant.parse("2026-11-22T00:00:00Z"));
  private long exchanges;
  private @Nullable Connection connection;
  private boolean keepsAlive;
  private @Nullable String unheard;

  public Transcript() {
    this(Limits.DEFAULTS);
  }

  public Transcript(Limits limits) {
    observer = new Observer(limits);
  }

  /** From now on signs are asked for by {@link #expectNotices} alone. */
  public Transcript withSignsApart() {
    signsApart = true;
    return this;
  }

  /** Moves the clock; all that was said until now must have been expected. */
  public Transcript at(String time) {
    assertThat(lines()).as("said and not expected, before " + time).isEmpty();
    now = Moment.of(Instant.parse("2026-11-22T" + time + "Z"));
    return this;
  }

  /** A complete request to the BOSH endpoint, each on a connection of its own. */
  public Transcript post(String body) {
    return send(NOTIFICATIONS, "POST", "/http-bind/", body);
  }

  /** A complete request. */
  public Transcript send(
      HostPort server, String method, String target, String body, Header... headers) {
    start(server, method, target, headers);
    byte[] bytes = body.getBytes(UTF_8);
    if (bytes.length > 0) {
      see(new WireEvent.RequestBytes(now, exchanges, bytes));
    }
    return see(new WireEvent.RequestCompleted(now, exchanges, bytes.length));
  }

  /** Lines with these words are about something else than the test, and are not heard. */
  public Transcript without(String words) {
    unheard = words;
    return this;
  }

  /** From now on all requests come on the connection of the last one. */
  public Transcript keptAlive() {
    keepsAlive = true;
    return this;
  }

  /** A request's head alone. */
  public Transcript start(HostPort server, String method, String target, Header... more) {
    exchanges++;
    List<Header> headers = new ArrayList<>(List.of(XML));
    headers.addAll(List.of(more));
    if (!keepsAlive || connection == null) {
      connection = new Connection(exchanges, server, "127.0.0.1:50000");
      see(new WireEvent.Opened(now, connection));
    }
    RequestHead head = new RequestHead(method, target, "HTTP/1.1", headers);
    return see(new WireEvent.Started(now, exchanges, connection, head));
  }

  /** The last request is answered well. */
  public Transcript answered(String body) {
    return answered(exchanges, 200, "OK", body);
  }

  /** An exchange, by its number, is answered well. */
  public Transcript answered(long exchange, String body) {
    return answered(exchange, 200, "OK", body);
  }

  /** The last request is answered. */
  public Transcript answered(int status, String reason, String body) {
    return answered(exchanges, status, reason, body);
  }

  /** An exchange, by its number, is answered 202: the result comes as an event. */
  public Transcript accepted(long exchange) {
    return answered(exchange, 202, "Accepted", "");
  }

  private Transcript answered(long exchange, int status, String reason, String body) {
    int size = body.getBytes(UTF_8).length;
    return head(exchange, status, reason, size)
        .bytes(exchange, body)
        .ended(exchange, Ending.ANSWERED, size);
  }

  /** The head of a good answer to the last request. */
  public Transcript answerBegins(int promised) {
    return head(exchanges, 200, "OK", promised);
  }

  /** The answer to the last request begins, and ends before it is whole. */
  public Transcript cut(String part, int promised, Ending ending) {
    return head(exchanges, 200, "OK", promised)
        .bytes(exchanges, part)
        .ended(exchanges, ending, part.getBytes(UTF_8).length);
  }

  /** The last request ends without an answer. */
  public Transcript ended(Ending ending) {
    return ended(exchanges, ending, -1);
  }

  /** An exchange, by its number, ends without an answer. */
  public Transcript ended(long exchange, Ending ending) {
    return ended(exchange, ending, -1);
  }

  public Transcript clientClosed() {
    return ended(new Ending.Closed(Side.CLIENT, Ending.Manner.CLEAN, true));
  }

  public Transcript serverReset() {
    return ended(new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false));
  }

  public Transcript stopped() {
    return ended(new Ending.ByProxy(Ending.Reason.SHUTDOWN, ""));
  }

  private Transcript head(long exchange, int status, String reason, int length) {
    List<Header> headers = List.of(XML, new Header("Content-Length", Integer.toString(length)));
    return see(
        new WireEvent.ResponseStarted(
            now, exchange, new ResponseHead("HTTP/1.1", status, reason, headers, true)));
  }

  public Transcript clientReset() {
    return ended(new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false));
  }

  public Transcript serverClosed() {
    return ended(new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true));
  }

  private Transcript bytes(long exchange, String body) {
    return see(new WireEvent.ResponseBytes(now, exchange, body.getBytes(UTF_8)));
  }

  private Transcript ended(long exchange, Ending ending, long bodySize) {
    return see(new WireEvent.Ended(now, exchange, ending, bodySize, 0, 0, 0));
  }

  /** A WebSocket is asked for and agreed to; nothing said of that is to be expected. */
  public Transcript webSocket(Header... agreed) {
    List<Header> headers = new ArrayList<>(List.of(agreed));
    headers.add(UPGRADE);
    webSocketAsked();
    return see(
        new WireEvent.ResponseStarted(
            now, exchanges, new ResponseHead("HTTP/1.1", 101, "", headers, true)));
  }

  /** A WebSocket is asked for. */
  public Transcript webSocketAsked() {
    exchanges++;
    Connection connection = new Connection(exchanges, NOTIFICATIONS, "127.0.0.1:50000");
    RequestHead head = new RequestHead("GET", "/ws/", "HTTP/1.1", List.of(UPGRADE));
    see(new WireEvent.Opened(now, connection));
    see(new WireEvent.Started(now, exchanges, connection, head));
    return see(new WireEvent.RequestCompleted(now, exchanges, 0));
  }

  /** An XMPP WebSocket. */
  public Transcript xmppSocket() {
    return webSocket(new Header("Sec-WebSocket-Protocol", "xmpp"));
  }

  /** What one side sends on the last WebSocket. */
  public Transcript frames(Side from, Frames frames) {
    return see(new WireEvent.UpgradedBytes(now, exchanges, from, frames.bytes(), 0));
  }

  /** A message of the client on the last WebSocket. */
  public Transcript says(String text) {
    return frames(Side.CLIENT, Frames.of(Side.CLIENT).text(text));
  }

  /** A message of the server on the last WebSocket. */
  public Transcript hears(String text) {
    return frames(Side.SERVER, Frames.of(Side.SERVER).text(text));
  }

  public Transcript tick() {
    return hear(observer.tick(now));
  }

  public Transcript finish() {
    return hear(observer.finish(now));
  }

  public Transcript see(WireEvent event) {
    return hear(observer.on(event));
  }

  public Moment now() {
    return now;
  }

  /** What was said since the last look, in order, and nothing else. */
  public Transcript expect(String... expected) {
    assertThat(lines()).containsExactly(expected);
    heard.clear();
    return this;
  }

  /** As {@link #expect}, the last words on exchanges too. */
  public Transcript expectAll(String... expected) {
    assertThat(heard).extracting(Lines::of).containsExactly(expected);
    heard.clear();
    return this;
  }

  /** The signs noticed since the last look, each with its text, in order, and no other. */
  public Transcript expectNotices(String... expected) {
    assertThat(noticed)
        .extracting(notice -> notice.sign().word() + ": " + notice.text())
        .containsExactly(expected);
    noticed.clear();
    return this;
  }

  /** The notices since the last look. */
  public List<Event.Notice> noticed() {
    return noticed;
  }

  /** What was said up to here is not what this test is about. */
  public Transcript whatever() {
    heard.clear();
    noticed.clear();
    return this;
  }

  /** All that was ever said. */
  public List<Observation> said() {
    return said;
  }

  /** The last word on an exchange. */
  public Observation.Finished finished(long exchange) {
    return said.stream()
        .filter(Observation.Finished.class::isInstance)
        .map(Observation.Finished.class::cast)
        .filter(word -> word.exchange().number() == exchange)
        .findFirst()
        .orElseThrow();
  }

  /** An agent signs in: a session of wait 30 s from creation to bind, all answered at once. */
  public Transcript signedIn(String sid, String jid) {
    String bare = jid.substring(0, jid.indexOf('/'));
    return post(Bodies.jabberWerxCreation(1, bare))
        .answered(Bodies.created(sid, 30))
        .post(Bodies.request(sid, 2, Bodies.auth()))
        .answered(Bodies.answer(Bodies.success()))
        .post(Bodies.restart(sid, 3))
        .answered(Bodies.answer(""))
        .post(Bodies.request(sid, 4, Bodies.bind()))
        .answered(Bodies.answer(Bodies.bound(jid)));
  }

  private Transcript hear(List<Observation> observations) {
    for (Observation observation : observations) {
      said.add(observation);
      if (signsApart
          && observation instanceof Observation.Happened happened
          && happened.event() instanceof Event.Notice notice) {
        noticed.add(notice);
      } else {
        heard.add(observation);
      }
    }
    return this;
  }

  private List<String> lines() {
    return heard.stream()
        .filter(
            observation ->
                observation instanceof Observation.Happened
                    || observation instanceof Observation.Loss)
        .map(Lines::of)
        .filter(line -> unheard == null || !line.contains(unheard))
        .toList();
  }
}
