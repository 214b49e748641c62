package dev.boshtap.decoders;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JabberWerx desktop and its leg to a Finesse, as far as the wire shows them: it polls, gives up
 * 5 s after the wait, repeats, and signs in anew when its session is gone.
 */
final class ShiftDesktop implements ShiftSeat {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(35);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private static final Ending CLIENT_CLOSED =
      new Ending.Closed(Side.CLIENT, Ending.Manner.CLEAN, true);

  private final Shift shift;
  private final String agent;
  private final ShiftWire wire;
  private final ShiftRest rest;
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
  private Duration late = Duration.ZERO;
  private boolean heldBack;
  private boolean backend = true;
  private @Nullable Duration shortened;
  private @Nullable ShiftDesktop waitsFor;
  private @Nullable ShiftDesktop waiting;
  private int told;

  ShiftDesktop(Shift shift, String agent) {
    this.shift = shift;
    this.agent = agent;
    wire = new ShiftWire(shift, ShiftSeat.address(agent));
    rest = new ShiftRest(shift, agent, wire);
  }

  @Override
  public void does(String what, String how) {
    switch (what) {
      case "signs-in" -> signIn();
      case "from" -> wire.from(how);
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
      case "client-died" -> {
        gone = true;
        cut(new Ending.Network(Side.CLIENT, Ending.Stage.TIMEOUT, "keep-alive"));
      }
      case "tls-breaks" -> {
        wire.breakOff(
            open, new Ending.Network(Side.SERVER, Ending.Stage.TLS, "bad record mac (alert)"));
        open = 0;
        shift.in(SOON, () -> poll(true));
      }
      case "late" -> late = Duration.parse("PT" + how);
      case "told-twice" -> tellTwice();
      case "told-late" -> answered(open, changed(Duration.parse("PT" + how)));
      case "told-call" -> answered(open, Bodies.answer(Bodies.dialogOf(agent, how)));
      case "told-illegal" -> answered(open, Bodies.answer(Bodies.illegal(agent)));
      case "told-much" ->
          answered(open, Bodies.answer(Bodies.longItem(agent, Integer.parseInt(how))));
      case "backend" -> answered(open, Bodies.answer(Bodies.backend(how)));
      case "held-back" -> heldBack = !how.equals("off");
      case "asks-at-once" -> shift.repeat(Integer.parseInt(how), this::askBeside);
      case "reuses-rid" ->
          wire.ask(server, Bodies.request(sid, rid, Bodies.presence()), Bodies.idle());
      case "recoverable-error" -> answered(open, Bodies.recoverableError());
      case "skips-rids" -> rid += Integer.parseInt(how);
      case "subscribes" ->
          ask(Bodies.subscribe("/finesse/api/Team/" + how + "/Users"), Bodies.agreed());
      case "signs-in-wrongly" -> signInWrongly();
      case "signs-in-nowhere" ->
          wire.answer(
              wire.post(server, Bodies.jabberWerxCreation(1, agent + "@fin.example")), 404, "No");
      case "shortened" -> shortened = how.equals("off") ? null : Duration.parse("PT" + how);
      case "no-backend" -> backend = false;
      case "unrecorded" -> shift.see(new WireEvent.Lost(shift.now(), Long.parseLong(how)));
      case "waits-for" -> waitsFor = shift.desktop(how);
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
      case "rest" -> rest.call(Transcript.DESKTOP, how);
      case "clock-ahead" -> rest.clockIsAhead(how);
      case "round-trip" -> rest.roundTrip(how);
      case "system-info" -> rest.systemInfo(Transcript.DESKTOP, how);
      case "wants" -> rest.state(Transcript.DESKTOP, how);
      case "asks-state" -> rest.user(Transcript.DESKTOP, how);
      case "tunnel" ->
          shift.see(
              new WireEvent.TunnelOpened(
                  shift.now(), wire.connection(shift.nextExchange(), HostPort.parse(how))));
      case "refuses-certificate" ->
          shift.see(
              new WireEvent.CertificateRefused(
                  shift.now(), wire.connection(shift.nextExchange(), server), true));
      case "cannot-connect" ->
          shift.see(
              new WireEvent.Failed(
                  shift.now(),
                  wire.connection(shift.nextExchange(), server),
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
      long failed = wire.post(server, Bodies.jabberWerxCreation(rid, agent + "@fin.example"));
      wire.end(failed, broken);
      shift.in(Duration.ofSeconds(10), this::signIn);
      return;
    }
    begin();
    ask(Bodies.auth(), Bodies.success());
    wire.ask(server, Bodies.restart(sid, ++rid), Bodies.idle());
    ask(Bodies.bind(), Bodies.bound(jid));
    ask(
        Bodies.presence(),
        (backend ? Bodies.backend("available") : "")
            + Bodies.stateOf(agent, "NOT_READY", agent + "@fin.example"));
    shift.in(ShiftSeat.apart(agent), () -> poll(false));
  }

  private void begin() {
    wire.ask(
        server, Bodies.jabberWerxCreation(rid, agent + "@fin.example"), Bodies.created(sid, 30));
  }

  /** With a password that is none. */
  private void signInWrongly() {
    sessions++;
    sid = agent + "x" + sessions;
    rid = 1_000L * sessions;
    begin();
    ask(Bodies.auth(), Bodies.failure("not-authorized"));
    wire.ask(server, Bodies.terminate(sid, ++rid, ""), Bodies.terminated());
  }

  /** A request with stanzas, beside the poll. */
  private void ask(String stanzas, String answer) {
    wire.ask(server, Bodies.request(sid, ++rid, stanzas), Bodies.answer(answer));
  }

  /** One more poll, though one is open. */
  private void askBeside() {
    long beside = wire.post(server, Bodies.poll(sid, ++rid));
    shift.in(WAIT, () -> wire.answer(beside, 200, Bodies.idle()));
  }

  private void signOut() {
    long poll = open;
    open = 0;
    gone = true;
    wire.ask(server, Bodies.terminate(sid, ++rid, Bodies.unavailable()), Bodies.terminated());
    if (poll != 0) {
      wire.answer(poll, 200, Bodies.idle());
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
    poll(repeat, Optional.empty());
  }

  private void poll(boolean repeat, Optional<Connection> standing) {
    if (gone || asleep || open != 0) {
      return;
    }
    rid += repeat ? 0 : 1;
    repeating = repeat;
    open = wire.post(server, Bodies.poll(sid, rid), standing);
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
      shift.in(shortened == null ? WAIT.plus(late) : shortened, () -> idle(asked));
      shift.in(PATIENCE.plus(late), () -> failed(asked, CLIENT_CLOSED));
    }
  }

  private void idle(long asked) {
    if (!mute && !answerLost && noWay == null) {
      answered(asked, heldBack ? changed(Duration.ofSeconds(9)) : Bodies.idle());
    }
  }

  private void answered(long asked, String body) {
    if (open == asked) {
      open = 0;
      wire.answer(asked, 200, body);
      next();
      ShiftDesktop other = waiting;
      if (other != null) {
        waiting = null;
        other.poll(false, Optional.of(wire.connection(asked, server)));
      }
    }
  }

  private void next() {
    ShiftDesktop other = waitsFor;
    if (other != null) {
      other.waiting = this; // All connections of the browser are taken.
    } else if (throttled) {
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

  /** The agent's state changed that long ago, and is told now. */
  private String changed(Duration ago) {
    String state = ++told % 2 == 1 ? "READY" : "NOT_READY";
    return Bodies.answer(
        Bodies.changeOf(agent, state, agent + "-" + told, shift.now().wall().minus(ago)));
  }

  private void tellTwice() {
    String item = changed(AT_ONCE);
    answered(open, item);
    shift.in(Duration.ofSeconds(1), () -> answered(open, item));
  }

  private void last(String body, boolean again) {
    long asked = open;
    open = 0;
    wire.answer(asked, 200, body);
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
    wire.answer(asked, bad, "<html><head><title>No</title></head></html>");
    shift.in(Duration.ofSeconds(3), () -> poll(true));
  }

  private void sessionGone(long asked) {
    open = 0;
    wire.answer(asked, 404, "<html><body>Invalid SID.</body></html>");
    shift.in(Duration.ofSeconds(7), this::signIn);
  }

  private void end(Ending ending) {
    long number = open;
    open = 0;
    wire.end(number, ending);
  }
}
