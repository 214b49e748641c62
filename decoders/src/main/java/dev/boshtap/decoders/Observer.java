package dev.boshtap.decoders;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.life.LifeLimits;
import dev.boshtap.decoders.life.LifeTracker;
import dev.boshtap.decoders.rest.FailoverCookies;
import dev.boshtap.decoders.rest.RestReader;
import dev.boshtap.decoders.rest.RestRequest;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.XmppSessions;
import dev.boshtap.decoders.session.bosh.BoshRequest;
import dev.boshtap.decoders.session.bosh.BoshTracker;
import dev.boshtap.decoders.session.websocket.OpenSocket;
import dev.boshtap.decoders.session.websocket.SocketTracker;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one brain: told what was seen on the wire, says what it means. Fed by the live proxy, by
 * readers of files and by tests alike; holds no clock, socket or file. Not safe for use by several
 * threads at once.
 *
 * <p>What a request says is said when the request is complete; what its answer says, when the
 * exchange has ended; and {@link Observation.Finished} is the last word on each exchange. Time
 * passes by what happens and, where it runs by itself, by {@link #tick}: a poll that outlives its
 * time is said to be overdue by the first of either after that, and its end is said too. What is
 * due by time is said as of when it was due, so that a file gives what the traffic gave.
 *
 * <p>Nothing that comes from the wire makes it throw: what cannot be read is an observation. Should
 * a fault of its own make it throw, what it knew by then (the end of an exchange above all) is said
 * by the next call, whichever that is.
 */
public final class Observer {

  private static final int SWITCHING_PROTOCOLS = 101;

  /** After how long an exchange that is still open is told of as {@link Observation.Held}. */
  static final Duration HELD = Duration.ofMillis(400);

  private final OpenExchanges exchanges = new OpenExchanges();
  private final Alarms alarms = new Alarms();
  private final BoshTracker bosh;
  private final SocketTracker sockets;
  private final RestReader rest;
  private final LifeTracker life = new LifeTracker(LifeLimits.DEFAULTS);
  private final ClientTrust clientTrust = new ClientTrust();
  private List<Observation> unsaid = new ArrayList<>();

  /** An observer with nothing seen yet. */
  public Observer(Limits limits) {
    XmppSessions sessions = new XmppSessions(limits, alarms);
    bosh = new BoshTracker(limits, sessions, alarms);
    sockets = new SocketTracker(limits, sessions, alarms);
    rest = new RestReader(limits);
  }

  /** Takes the next thing seen and says what is known by it. */
  public List<Observation> on(WireEvent event) {
    if (event instanceof WireEvent.ExchangeEvent part) {
      on(part);
    } else if (event instanceof WireEvent.ConnectionEvent part) {
      on(part);
    } else if (event instanceof WireEvent.Lost lost) {
      bosh.blind();
      unsaid.add(
          new Observation.Loss(
              lost.at(), "exchanges forwarded and not recorded", lost.exchanges()));
    }
    return takeUnsaid();
  }

  /**
   * Says what is known by the passing of time alone: exchanges that are held, polls and pings that
   * are overdue by now, sessions that have had no request for too long, and events that should have
   * come.
   */
  public List<Observation> tick(Moment now) {
    passed(now);
    life.tick(now, this::say);
    for (OpenExchange open = exchanges.takeHeld(now, HELD);
        open != null;
        open = exchanges.takeHeld(now, HELD)) {
      BoshRequest request = open.bosh();
      unsaid.add(new Observation.Held(open.open(), request == null ? null : request.facts()));
    }
    return takeUnsaid();
  }

  /**
   * Recording stops: says what is still open, each poll as pending while it is within its time and
   * as overdue beyond it (once: not again when a tick said so). None is called unanswered, since
   * none has ended. Afterwards nothing is open.
   */
  public List<Observation> finish(Moment now) {
    passed(now);
    List<Event> certain = new ArrayList<>(0);
    alarms.finish(certain);
    certain.forEach(this::say);
    for (OpenExchange open = exchanges.takeFirst(); open != null; open = exchanges.takeFirst()) {
      leftOpen(open, now);
    }
    life.finish(now, this::say);
    clientTrust.finish(now).forEach(this::say);
    return takeUnsaid();
  }

  private void on(WireEvent.ConnectionEvent event) {
    exchanges.on(event);
    Context context = Context.of(event.at(), event.connection());
    if (event instanceof WireEvent.TunnelOpened tunnel) {
      String cause = tunnel.cause().isEmpty() ? null : tunnel.cause();
      say(new Event.Tunnel(context, event.connection().server(), cause));
    } else if (event instanceof WireEvent.CertificateRefused refused) {
      clientTrust.on(refused).ifPresent(this::say);
    } else if (event instanceof WireEvent.Failed failed) {
      say(new Event.Failure(context, event.connection().server(), failed.failure()));
    } else if (event instanceof WireEvent.Unread unread) {
      String what =
          "connection %d to %s is not read any more: what the %s sent is not HTTP/1 (%s)"
              .formatted(
                  event.connection().number(),
                  event.connection().server(),
                  unread.side().word(),
                  unread.cause());
      unsaid.add(new Observation.Loss(event.at(), what, 1));
    }
  }

  private void on(WireEvent.ExchangeEvent event) {
    if (!(event instanceof WireEvent.RequestBytes || event instanceof WireEvent.ResponseBytes)) {
      passed(event.at());
    }
    OpenExchange open = exchanges.on(event);
    if (open == null) {
      return;
    }
    if (event instanceof WireEvent.Started started) {
      clientTrust.on(started).ifPresent(this::say);
    } else if (event instanceof WireEvent.RequestCompleted) {
      look(open, open.open());
    } else if (event instanceof WireEvent.ResponseStarted response
        && response.head().status() == SWITCHING_PROTOCOLS) {
      upgraded(open, event.at());
    } else if (event instanceof WireEvent.UpgradedBytes bytes) {
      socketBytes(open, bytes);
    } else if (event instanceof WireEvent.MessageSeen seen) {
      said(open, seen.message(), seen.at());
    } else if (event instanceof WireEvent.Ended end) {
      ended(open, end);
    }
  }

  private void upgraded(OpenExchange open, Moment at) {
    Exchange exchange = open.open();
    sockets
        .upgraded(exchange, at)
        .ifPresent(
            socket -> {
              open.became(socket);
              unsaid.add(new Observation.Upgraded(exchange));
            });
  }

  private void socketBytes(OpenExchange open, WireEvent.UpgradedBytes bytes) {
    OpenSocket socket = open.socket();
    if (socket == null) {
      return;
    }
    if (bytes.missing() > 0) {
      String what = "bytes of exchange " + bytes.exchange() + " forwarded and not recorded";
      unsaid.add(new Observation.Loss(bytes.at(), what, bytes.missing()));
    }
    for (SocketMessage message : socket.read(bytes.from(), bytes.bytes(), bytes.missing())) {
      said(open, message, bytes.at());
    }
  }

  private void said(OpenExchange open, SocketMessage message, Moment at) {
    OpenSocket socket = open.socket();
    if (socket != null) {
      unsaid.add(new Observation.Message(at, open.number(), message));
      socket.said(message, at).forEach(event -> say(open, event));
    }
  }

  private void socketEnded(OpenExchange open, OpenSocket socket, Exchange exchange, Moment at) {
    for (SocketMessage message : socket.unfinished()) {
      said(open, message, at);
    }
    boolean over = exchange.ended() != null;
    (over ? socket.ended(exchange, at) : socket.leftOpen(at)).forEach(event -> say(open, event));
  }

  /** Time has passed: by a tick, or because something happens later. */
  private void passed(Moment now) {
    // A poll may be slow and, by the same time, overdue.
    for (List<Long> due = bosh.due(now); !due.isEmpty(); due = bosh.due(now)) {
      for (long number : due) {
        OpenExchange open = exchanges.get(number);
        BoshRequest request = open == null ? null : open.bosh();
        if (request != null) {
          bosh.due(request, open.open()).ifPresent(event -> say(open, event));
        }
      }
    }
    if (alarms.isDue(now)) {
      List<Event> rung = new ArrayList<>(2);
      alarms.passed(now, rung);
      rung.forEach(this::say);
    }
  }

  private void ended(OpenExchange open, WireEvent.Ended end) {
    Exchange exchange = open.ended(end);
    OpenSocket socket = open.socket();
    try {
      if (socket != null) {
        socketEnded(open, socket, exchange, end.at());
        return;
      }
      BoshRequest request = look(open, exchange);
      RestRequest call = open.rest();
      if (call != null) {
        life.answered(rest.ended(call, exchange, end.at()), event -> add(open, event));
      }
      if (request == null) {
        sockets.refused(exchange, end.at()).ifPresent(event -> say(open, event));
      } else {
        bosh.ended(request, exchange, end.at()).forEach(event -> say(open, event));
      }
    } finally {
      finished(open, exchange, end.at());
      if (end.lostBytes() > 0) {
        String what = "bytes of exchange " + end.exchange() + " forwarded and not recorded";
        unsaid.add(new Observation.Loss(end.at(), what, end.lostBytes()));
      }
    }
  }

  private void leftOpen(OpenExchange open, Moment now) {
    Exchange exchange = open.open();
    OpenSocket socket = open.socket();
    try {
      if (socket != null) {
        socketEnded(open, socket, exchange, now);
        return;
      }
      BoshRequest request = look(open, exchange);
      if (request != null) {
        bosh.leftOpen(request, exchange, now).ifPresent(event -> say(open, event));
      }
    } finally {
      finished(open, exchange, now);
    }
  }

  /** Reads the request, the first time; gives what it is as a BOSH request, or null. */
  private @Nullable BoshRequest look(OpenExchange open, Exchange exchange) {
    if (open.takeFirstLook()) {
      List<Event> events = new ArrayList<>(0);
      BoshRequest request = bosh.requested(exchange, events).orElse(null);
      open.bosh(request);
      events.forEach(event -> say(open, event));
      if (request == null) {
        lookForRest(open, exchange);
      }
    }
    return open.bosh();
  }

  private void lookForRest(OpenExchange open, Exchange exchange) {
    rest.requested(exchange)
        .ifPresent(
            request -> {
              open.rest(request);
              life.asked(request, event -> add(open, event));
            });
    FailoverCookies.of(exchange)
        .ifPresent(
            cookies -> {
              Context context =
                  new Context(
                      exchange.started(),
                      exchange.connection(),
                      exchange.number(),
                      null,
                      null,
                      null,
                      null);
              life.found(cookies, context, event -> add(open, event));
            });
  }

  private void finished(OpenExchange open, Exchange exchange, Moment at) {
    OpenSocket socket = open.socket();
    if (socket != null) {
      socket.close();
    }
    BoshRequest request = open.bosh();
    BoshFacts facts = request == null ? null : request.facts();
    unsaid.add(new Observation.Finished(at, exchange, facts, open.said()));
  }

  private void say(OpenExchange open, Event event) {
    life.told(event, completed -> add(open, completed));
  }

  private void add(OpenExchange open, Event event) {
    // What an exchange brings to light of one before it belongs to that one, which is over.
    if (event.context().exchange() == open.number()) {
      open.said(event);
    }
    say(event);
  }

  private void say(Event event) {
    unsaid.add(new Observation.Happened(event));
  }

  private List<Observation> takeUnsaid() {
    if (unsaid.isEmpty()) {
      return List.of();
    }
    List<Observation> said = unsaid;
    unsaid = new ArrayList<>(2);
    return said;
  }
}
