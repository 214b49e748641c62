package dev.boshtap.decoders;

import static dev.boshtap.decoders.Bodies.answer;
import static dev.boshtap.decoders.Bodies.auth;
import static dev.boshtap.decoders.Bodies.bind;
import static dev.boshtap.decoders.Bodies.bound;
import static dev.boshtap.decoders.Bodies.created;
import static dev.boshtap.decoders.Bodies.idle;
import static dev.boshtap.decoders.Bodies.jabberWerxCreation;
import static dev.boshtap.decoders.Bodies.poll;
import static dev.boshtap.decoders.Bodies.presence;
import static dev.boshtap.decoders.Bodies.request;
import static dev.boshtap.decoders.Bodies.restart;
import static dev.boshtap.decoders.Bodies.stateOf;
import static dev.boshtap.decoders.Bodies.success;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An agent's bad morning as seen on the wire: signs in, is told of things, has polls that are
 * answered, late, cut, reset and left open, loses the session and gets another. What happens, and
 * when, is always the same; chance decides only where bodies are cut into pieces and in which order
 * what happens on the two legs at one moment is seen.
 */
final class ScriptedDesktop {

  static final Moment MORNING = Moment.of(Instant.parse("2026-11-22T08:00:00Z"));

  private static final int EXCHANGES = 100;
  private static final Header XML = new Header("Content-Type", "text/xml");

  private final int index;
  private final String agent;
  private final String jid;
  private final @Nullable Random chance;
  private final List<WireEvent> seen = new ArrayList<>();
  private Moment now = MORNING;
  private long exchange;
  private Connection connection;
  private boolean reached;

  /**
   * The desktop of that index, from 0.
   *
   * @param chance null for whole bodies and the client's leg before the server's
   */
  ScriptedDesktop(int index, @Nullable Random chance) {
    this.index = index;
    this.chance = chance;
    this.agent = "100100" + index;
    this.jid = agent + "@fin.example/desktop";
    this.exchange = (long) index * EXCHANGES;
    this.connection = new Connection((long) index * EXCHANGES, Transcript.NOTIFICATIONS, "");
  }

  /** The index of the desktop that an exchange belongs to. */
  static int ownerOf(long exchange) {
    return (int) ((exchange - 1) / EXCHANGES);
  }

  List<WireEvent> life() {
    String first = "a" + index;
    String second = "b" + index;
    connect(Transcript.NOTIFICATIONS);
    signIn(first);
    bosh(0, request(first, 5, presence()), answer(told("NOT_READY") + told("READY")));
    twoAtATime(poll(first, 6), request(first, 7, presence()));
    bosh(36, poll(first, 8), answer(told("RESERVED")));
    exchange(
        post(poll(first, 9)), 5, head(200), "<body", new Ending.Closed(Side.SERVER, CLEAN, true));
    connect(Transcript.NOTIFICATIONS);
    exchange(post(poll(first, 9)), 12, null, "", new Ending.Closed(Side.SERVER, RESET, false));
    connect(Transcript.NOTIFICATIONS);
    exchange(post(poll(first, 9)), 0, head(404), "<html>Invalid SID.</html>", Ending.ANSWERED);
    signIn(second);
    connect(Transcript.DESKTOP);
    exchange(put("<User><state>READY</state></User>"), 1, head(202), "", Ending.ANSWERED);
    connect(Transcript.NOTIFICATIONS);
    seen.addAll(clientLeg(post(poll(second, 5))));
    return seen;
  }

  private static final Ending.Manner CLEAN = Ending.Manner.CLEAN;
  private static final Ending.Manner RESET = Ending.Manner.RESET;

  private void signIn(String sid) {
    bosh(0, jabberWerxCreation(1, agent + "@fin.example"), created(sid, 30));
    bosh(0, request(sid, 2, auth()), answer(success()));
    bosh(0, restart(sid, 3), answer(""));
    bosh(1, request(sid, 4, bind()), answer(bound(jid)));
  }

  private String told(String state) {
    return stateOf(agent, state, jid);
  }

  private void connect(HostPort server) {
    connection = new Connection(connection.number() + 1, server, "127.0.0.1:50000");
    reached = false;
    seen.add(new WireEvent.Opened(now, connection));
  }

  private record Asked(RequestHead head, String body) {}

  private static Asked post(String body) {
    return new Asked(new RequestHead("POST", "/http-bind/", "HTTP/1.1", List.of(XML)), body);
  }

  private Asked put(String body) {
    String target = "/finesse/api/User/" + agent;
    return new Asked(new RequestHead("PUT", target, "HTTP/1.1", List.of(XML)), body);
  }

  private static ResponseHead head(int status) {
    return new ResponseHead("HTTP/1.1", status, "", List.of(XML), true);
  }

  private void bosh(int held, String body, String answer) {
    exchange(post(body), held, head(200), answer, Ending.ANSWERED);
  }

  /** The second request is answered while the first is held. */
  private void twoAtATime(String held, String quick) {
    List<WireEvent> start = clientLeg(post(held));
    long first = exchange;
    seen.addAll(start);
    bosh(0, quick, answer(told("TALKING")));
    pass(30);
    seen.addAll(serverLeg(first, head(200), idle()));
    seen.add(end(first, head(200), idle(), Ending.ANSWERED));
  }

  private void exchange(
      Asked asked, int held, @Nullable ResponseHead head, String answer, Ending ending) {
    List<WireEvent> client = clientLeg(asked);
    pass(held);
    List<WireEvent> server = serverLeg(exchange, head, answer);
    seen.add(client.remove(0));
    if (held == 0) {
      merge(client, server);
    } else {
      seen.addAll(client);
      seen.addAll(server);
    }
    seen.add(end(exchange, head, answer, ending));
    if (ending instanceof Ending.Closed) {
      WireEvent closed = new WireEvent.Closed(now, connection, ending, 0, 0);
      seen.add(seen.size() - (chance == null ? 0 : chance.nextInt(2)), closed);
    }
  }

  private List<WireEvent> clientLeg(Asked asked) {
    exchange++;
    List<WireEvent> leg = new ArrayList<>();
    leg.add(new WireEvent.Started(now, exchange, connection, asked.head()));
    leg.addAll(pieces(exchange, asked.body(), Part.REQUEST));
    leg.add(new WireEvent.RequestCompleted(now, exchange, asked.body().getBytes(UTF_8).length));
    return leg;
  }

  private List<WireEvent> serverLeg(long number, @Nullable ResponseHead head, String answer) {
    List<WireEvent> leg = new ArrayList<>();
    if (!reached) {
      reached = true;
      leg.add(
          new WireEvent.ServerReached(
              now, connection, "192.0.2.1", null, Duration.ZERO, Duration.ZERO, "TLSv1.3", "x"));
    }
    if (head != null) {
      leg.add(new WireEvent.ResponseStarted(now, number, head));
      leg.addAll(pieces(number, answer, Part.ANSWER));
    }
    return leg;
  }

  private WireEvent end(long number, @Nullable ResponseHead head, String answer, Ending ending) {
    long size = head == null ? -1 : answer.getBytes(UTF_8).length;
    return new WireEvent.Ended(now, number, ending, size, 0, 0, 0);
  }

  private enum Part {
    REQUEST,
    ANSWER
  }

  private List<WireEvent> pieces(long number, String text, Part part) {
    byte[] body = text.getBytes(UTF_8);
    BiFunction<Integer, Integer, WireEvent> piece =
        (from, to) -> {
          byte[] bytes = Arrays.copyOfRange(body, from, to);
          return part == Part.REQUEST
              ? new WireEvent.RequestBytes(now, number, bytes)
              : new WireEvent.ResponseBytes(now, number, bytes);
        };
    List<WireEvent> pieces = new ArrayList<>();
    int from = 0;
    while (from < body.length) {
      int to = chance == null ? body.length : from + 1 + chance.nextInt(body.length - from);
      pieces.add(piece.apply(from, to));
      from = to;
    }
    return pieces;
  }

  private void merge(List<WireEvent> client, List<WireEvent> server) {
    Deque<WireEvent> one = new ArrayDeque<>(client);
    Deque<WireEvent> other = new ArrayDeque<>(server);
    while (!one.isEmpty() || !other.isEmpty()) {
      boolean clientNext =
          other.isEmpty() || (!one.isEmpty() && (chance == null || chance.nextBoolean()));
      seen.add(clientNext ? one.removeFirst() : other.removeFirst());
    }
  }

  private void pass(int seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
  }
}
