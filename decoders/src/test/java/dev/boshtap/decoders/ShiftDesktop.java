package dev.boshtap.decoders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A JabberWerx desktop and its leg to a Finesse, as far as the wire shows them: it polls, gives up
 * 5 s after the wait, repeats, and signs in anew when its session is gone.
 */
final class ShiftDesktop {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(35);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final List<Header> XML = List.of(new Header("Content-Type", "text/xml"));

  private static final Ending CLIENT_CLOSED =
      new Ending.Closed(Side.CLIENT, Ending.Manner.CLEAN, true);

  private final Shift shift;
  private final String agent;
  private String client;
  private HostPort server = Transcript.NOTIFICATIONS;
  private int sessions;
  private String sid = "";
  private long rid;
  private long open;
  private boolean repeating;

  private boolean mute;
  private boolean answerLost;
  private boolean forgotten;
  private boolean throttled;
  private boolean asleep;
  private boolean gone = true;
  private @Nullable Duration cutAfter;
  private Ending cutBy = new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false);
  private @Nullable Ending noWay;
  private @Nullable Integer status;
  private Duration slow = AT_ONCE;

  ShiftDesktop(Shift shift, String agent) {
    this.shift = shift;
    this.agent = agent;
    int number = Integer.parseInt(agent);
    this.client = "10.1." + number / 200 % 250 + "." + (number % 200 + 1);
  }

  void does(String what, String how) {
    switch (what) {
      case "signs-in" -> signIn();
      case "from" -> client = how;
      case "signs-out" -> signOut();
      case "closes" -> hangUp();
      case "reloads" -> {
        hangUp();
        shift.in(Duration.ofSeconds(3), this::signIn);
      }
      case "gives-up" -> {
        end(CLIENT_CLOSED);
        shift.in(SOON, () -> poll(true));
      }
      case "sleeps" -> {
        asleep = true;
        shift.in(Duration.parse("PT" + how), this::wakes);
      }
      case "reset" -> cut(new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false));
      case "closed" -> cut(new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true));
      case "unknown" -> cut(new Ending.Unknown("net::ERR_FAILED"));
      case "died" -> cut(new Ending.Network(Side.SERVER, Ending.Stage.TIMEOUT, "keep-alive"));
      case "cut-after" -> cutAfter = how.equals("off") ? null : Duration.parse("PT" + how);
      case "cuts-unknown" -> cutBy = new Ending.Unknown("net::ERR_FAILED");
      case "mute" -> mute = true;
      case "heard" -> mute = false;
      case "loses-answer" -> answerLost = true;
      case "unreachable" ->
          noWay = new Ending.Network(Side.SERVER, Ending.Stage.CONNECT, "timed out");
      case "refused" -> noWay = new Ending.Network(Side.SERVER, Ending.Stage.REFUSED, "refused");
      case "reachable" -> noWay = null;
      case "forgotten" -> forgotten = true;
      case "told" -> told(how);
      case "conflict" ->
          last(Bodies.terminated("remote-stream-error", Bodies.conflict()), !how.equals("stays"));
      case "terminated" -> last(Bodies.terminated(how, ""), true);
      case "status" -> status = how.equals("off") ? null : Integer.valueOf(how);
      case "throttled" -> throttled = !how.equals("off");
      case "slow" -> slow = Duration.parse("PT" + how);
      case "rest" -> rest(how);
      case "tunnel" ->
          shift.see(
              new WireEvent.TunnelOpened(
                  shift.now(), connection(shift.nextExchange(), HostPort.parse(how))));
      case "refuses-certificate" ->
          shift.see(
              new WireEvent.CertificateRefused(
                  shift.now(), connection(shift.nextExchange(), server), true));
      case "cannot-connect" ->
          shift.see(
              new WireEvent.Failed(
                  shift.now(),
                  connection(shift.nextExchange(), server),
                  new Ending.Network(
                      Side.SERVER, Ending.Stage.valueOf(how.toUpperCase(Locale.ROOT)), "x")));
      case "node" -> server = HostPort.parse(how);
      case "ends" -> gone = true;
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void signIn() {
    sessions++;
    sid = agent + "x" + sessions;
    rid = 1_000L * sessions;
    forgotten = false;
    gone = false;
    repeating = false;
    String jid = agent + "@fin.example/desktop";
    Ending broken = noWay;
    if (broken != null) {
      long failed = post(Bodies.jabberWerxCreation(rid, agent + "@fin.example"));
      end(failed, broken);
      shift.in(Duration.ofSeconds(10), this::signIn);
      return;
    }
    ask(Bodies.jabberWerxCreation(rid, agent + "@fin.example"), Bodies.created(sid, 30));
    ask(Bodies.request(sid, ++rid, Bodies.auth()), Bodies.answer(Bodies.success()));
    ask(Bodies.restart(sid, ++rid), Bodies.idle());
    ask(Bodies.request(sid, ++rid, Bodies.bind()), Bodies.answer(Bodies.bound(jid)));
    ask(
        Bodies.request(sid, ++rid, Bodies.presence()),
        Bodies.answer(
            "<presence xmlns='jabber:client' from='finesse@fin.example/d'/>"
                + Bodies.stateOf(agent, "NOT_READY", agent + "@fin.example")));
    // Nobody signs in at the same moment as anybody else.
    shift.in(AT_ONCE.plusMillis(Integer.parseInt(agent) % 97 * 61L), () -> poll(false));
  }

  private void signOut() {
    long poll = open;
    open = 0;
    gone = true;
    ask(Bodies.terminate(sid, ++rid, Bodies.unavailable()), Bodies.terminated());
    if (poll != 0) {
      answer(poll, 200, Bodies.idle());
    }
  }

  private void hangUp() {
    gone = true;
    end(CLIENT_CLOSED);
  }

  private void wakes() {
    asleep = false;
    poll(false);
  }

  private void poll(boolean repeat) {
    if (gone || asleep || open != 0) {
      return;
    }
    rid += repeat ? 0 : 1;
    repeating = repeat;
    open = post(Bodies.poll(sid, rid));
    long asked = open;
    Integer bad = status;
    if (noWay != null) {
      Ending ending = noWay;
      Duration after = ending.how().orElse("").equals("connect") ? Duration.ofSeconds(10) : AT_ONCE;
      shift.in(after, () -> failed(asked, ending));
    } else if (forgotten) {
      shift.in(AT_ONCE, () -> sessionGone(asked));
    } else if (bad != null) {
      shift.in(AT_ONCE, () -> badAnswer(asked, bad));
    } else if (cutAfter != null) {
      shift.in(cutAfter, () -> failed(asked, cutBy));
    } else if (answerLost && repeating) {
      answerLost = false;
      shift.in(AT_ONCE, () -> answered(asked, Bodies.idle()));
    } else {
      shift.in(WAIT, () -> idle(asked));
      shift.in(PATIENCE, () -> failed(asked, CLIENT_CLOSED));
    }
  }

  private void idle(long asked) {
    if (!mute && !answerLost && noWay == null) {
      answered(asked, Bodies.idle());
    }
  }

  private void answered(long asked, String body) {
    if (open == asked) {
      open = 0;
      answer(asked, 200, body);
      next();
    }
  }

  private void next() {
    if (throttled) {
      long mark = 60_000L - shift.now().wall().toEpochMilli() % 60_000L;
      shift.in(Duration.ofMillis(mark), () -> poll(false));
    } else {
      shift.in(slow, () -> poll(false));
    }
  }

  private void told(String how) {
    String[] words = how.split(" ", -1);
    long asked = open;
    if (asked != 0) {
      String event = Bodies.stateOf(agent, words[0], agent + "@fin.example");
      if (words.length > 1) {
        event =
            event.replace(
                "&lt;/user>", "&lt;reasonCode>" + words[1] + "&lt;/reasonCode>&lt;/user>");
      }
      answered(asked, Bodies.answer(event));
    }
  }

  private void last(String body, boolean again) {
    long asked = open;
    open = 0;
    answer(asked, 200, body);
    gone = true;
    if (again) {
      shift.in(Duration.ofSeconds(20), this::signIn);
    }
  }

  private void cut(Ending ending) {
    failed(open, ending);
  }

  private void failed(long asked, Ending ending) {
    if (asked != 0 && open == asked) {
      end(ending);
      shift.in(SOON, () -> poll(true));
    }
  }

  private void badAnswer(long asked, int bad) {
    open = 0;
    answer(asked, bad, "<html><head><title>No</title></head></html>");
    shift.in(Duration.ofSeconds(3), () -> poll(true));
  }

  private void sessionGone(long asked) {
    open = 0;
    answer(asked, 404, "<html><body>Invalid SID.</body></html>");
    shift.in(Duration.ofSeconds(7), this::signIn);
  }

  private void rest(String how) {
    String[] words = how.split(" ", -1);
    long number = shift.nextExchange();
    Connection connection = connection(number, Transcript.DESKTOP);
    shift.see(new WireEvent.Opened(shift.now(), connection));
    shift.see(
        new WireEvent.Started(
            shift.now(),
            number,
            connection,
            new RequestHead(words[0], words[1], "HTTP/1.1", List.of())));
    shift.see(new WireEvent.RequestCompleted(shift.now(), number, 0));
    answer(number, Integer.parseInt(words[2]), "");
  }

  private void ask(String body, String answer) {
    long number = post(body);
    answer(number, 200, answer);
  }

  private Connection connection(long number, HostPort to) {
    return new Connection(number, to, client + ":" + (40_000 + number % 20_000));
  }

  private long post(String body) {
    long number = shift.nextExchange();
    byte[] bytes = body.getBytes(UTF_8);
    Connection connection = connection(number, server);
    shift.see(new WireEvent.Opened(shift.now(), connection));
    shift.see(
        new WireEvent.Started(
            shift.now(),
            number,
            connection,
            new RequestHead("POST", "/http-bind/", "HTTP/1.1", XML)));
    shift.see(new WireEvent.RequestBytes(shift.now(), number, bytes));
    shift.see(new WireEvent.RequestCompleted(shift.now(), number, bytes.length));
    return number;
  }

  private void answer(long number, int code, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    shift.see(
        new WireEvent.ResponseStarted(
            shift.now(), number, new ResponseHead("HTTP/1.1", code, "", XML, true)));
    shift.see(new WireEvent.ResponseBytes(shift.now(), number, bytes));
    shift.see(new WireEvent.Ended(shift.now(), number, Ending.ANSWERED, bytes.length, 0, 0, 0));
  }

  private void end(Ending ending) {
    long number = open;
    open = 0;
    end(number, ending);
  }

  private void end(long number, Ending ending) {
    if (number != 0) {
      shift.see(new WireEvent.Ended(shift.now(), number, ending, -1, 0, 0, 0));
    }
  }
}
