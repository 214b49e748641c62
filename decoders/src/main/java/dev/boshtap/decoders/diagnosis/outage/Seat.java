package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A desktop as seen over the day, whatever sessions it had: an agent with one resource. */
final class Seat {

  private Connection connection;
  private @Nullable String agent;
  private Event.Transport transport = Event.Transport.BOSH;
  private @Nullable Moment since;
  private @Nullable Moment lastGood;
  private @Nullable Moment lastAsked;
  private @Nullable Duration grantedWait;
  private @Nullable Duration inactivity;
  private final Known known = new Known();
  private @Nullable Moment signedOut;
  private @Nullable Symptom maybe;
  private @Nullable Story story;
  private @Nullable String current;
  private @Nullable Moment lastOut;
  private @Nullable Moment lastBack;
  private Duration ahead = Duration.ZERO;
  private long countedIn;

  Seat(Connection connection) {
    this.connection = connection;
  }

  /** Whether it was not come across in that count before. */
  boolean isFirstIn(long count) {
    boolean first = countedIn != count;
    countedIn = count;
    return first;
  }

  /** What the clock lacks to be the servers' by which it is told of from here on. */
  void clockLacks(Duration span) {
    ahead = span;
  }

  /** It was seen on that connection. */
  void seen(Context context) {
    connection = context.connection();
    if (context.agent() != null) {
      agent = context.agent();
    }
    if (since == null) {
      since = context.at();
    }
  }

  void created(Event.Session session) {
    transport = session.transport();
    signedOut = null;
    Terms terms = session.terms();
    Terms.Granted granted = terms == null ? Terms.Granted.NOTHING : terms.granted();
    grantedWait = granted.longestWait();
    inactivity = granted.inactivity();
  }

  /** The server's word came well. */
  void good(Moment asked, Moment at) {
    lastAsked = asked;
    lastGood = at;
    signedOut = null;
    if (story == null && lastOut != null && lastBack == null) {
      lastBack = at;
    }
    if (since == null) {
      since = asked;
    }
  }

  void signedOut(Moment at) {
    signedOut = at;
    maybe = null;
  }

  /** The client ended a poll; whether that is a fault, the next seconds show. */
  void maybe(@Nullable Symptom symptom) {
    maybe = symptom;
  }

  @Nullable Symptom takeMaybe() {
    Symptom symptom = maybe;
    maybe = null;
    return symptom;
  }

  Story begin(long number, Symptom first, int capture, Duration ahead) {
    Story begun = new Story(number, this, first, capture, ahead);
    story = begun;
    return begun;
  }

  void over() {
    Story ended = story;
    if (ended != null) {
      lastOut = ended.began();
      lastBack = ended.sessionBack();
    }
    story = null;
  }

  /** What looked like an outage was none. */
  void wasNone() {
    story = null;
  }

  /**
   * Whether the server answered it after something had begun elsewhere, and it was not out itself.
   *
   * @param from when that began, by the servers' clock
   * @param until when it was over, or what is known of it ends
   */
  boolean wentOn(Moment from, Moment until) {
    Moment first = since;
    Moment good = lastGood;
    return first != null
        && first.compareTo(here(until)) <= 0
        && good != null
        && good.compareTo(here(from)) > 0
        && !wasOut(here(from), here(until));
  }

  private boolean wasOut(Moment from, Moment until) {
    Story now = story;
    Moment out = now == null ? lastOut : now.began();
    Moment back = now == null ? lastBack : null;
    return out != null && out.compareTo(until) <= 0 && (back == null || back.compareTo(from) >= 0);
  }

  /** When its latest outage was over, or null. */
  @Nullable Moment lastBack() {
    return lastBack;
  }

  /** A session was bound: what becomes of those before does not matter any more. */
  void bound(Context context) {
    current = context.sid();
  }

  /** Whether a session is the one that counts. */
  boolean isCurrent(Context context) {
    return current == null || context.sid() == null || current.equals(context.sid());
  }

  @Nullable Story story() {
    return story;
  }

  @Nullable String agent() {
    return agent;
  }

  HostPort server() {
    return connection.server();
  }

  Connection connection() {
    return connection;
  }

  String client() {
    return connection.clientHost();
  }

  Event.Transport transport() {
    return transport;
  }

  @Nullable Moment lastGood() {
    return lastGood;
  }

  @Nullable Moment lastAsked() {
    return lastAsked;
  }

  @Nullable Duration grantedWait() {
    return grantedWait;
  }

  @Nullable Duration inactivity() {
    return inactivity;
  }

  /** What it has been told of its agent. */
  Known known() {
    return known;
  }

  /**
   * Whether an agent sat there at that time by the servers' clock: heard of within {@code recent},
   * not signed out.
   */
  boolean isTaken(Moment byServers, Duration recent) {
    Moment at = here(byServers);
    Moment from = since;
    if (from == null || from.compareTo(at) > 0) {
      return false;
    }
    Story now = story;
    Moment heard = now == null ? lastGood : now.began();
    boolean gone = now == null && signedOut != null && signedOut.compareTo(at) <= 0;
    return !gone && heard != null && at.since(heard).compareTo(recent) <= 0;
  }

  /** Whether it was out at that time already, for longer than that, and not back yet. */
  boolean isOut(Moment byServers, Duration before) {
    Moment at = here(byServers);
    Story now = story;
    if (now != null) {
      return isBetween(at, now.began().plus(before), now.sessionBack());
    }
    return lastOut != null && isBetween(at, lastOut.plus(before), lastBack);
  }

  /** What the clock of the capture said at that moment by the servers'. */
  private Moment here(Moment byServers) {
    return byServers.plus(ahead.negated());
  }

  private static boolean isBetween(Moment at, Moment from, @Nullable Moment until) {
    return from.compareTo(at) < 0 && (until == null || until.compareTo(at) > 0);
  }
}
