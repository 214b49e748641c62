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
  private CaptureClock clock = CaptureClock.ONLY;
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

  /** By which clock it is told of from here on; what another capture told last is not before it. */
  void toldBy(CaptureClock now) {
    if (!clock.equals(now)) {
      clock = now;
      since = null;
      lastGood = null;
      lastAsked = null;
      signedOut = null;
      maybe = null;
      current = null;
    }
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
      lastBack = byServers(at);
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

  Story begin(long number, Symptom first) {
    Story begun = new Story(number, this, first, clock);
    story = begun;
    return begun;
  }

  void over() {
    Story ended = story;
    if (ended != null) {
      lastOut = byServers(ended.began());
      lastBack = byServers(ended.sessionBack());
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
    Moment first = byServers(since);
    Moment good = byServers(lastGood);
    Moment out = story == null ? lastOut : byServers(story.began());
    Moment back = story == null ? lastBack : null;
    boolean wasOut =
        out != null && out.compareTo(until) <= 0 && (back == null || back.compareTo(from) >= 0);
    return first != null
        && first.compareTo(until) <= 0
        && good != null
        && good.compareTo(from) > 0
        && !wasOut;
  }

  /** Whether what happens at that moment by the servers' clock is no wonder after an outage. */
  boolean isAftermath(Moment at, Duration afterwards) {
    Moment out = lastOut;
    Moment back = lastBack;
    return story != null
        || (out != null
            && back != null
            && at.compareTo(out) >= 0
            && at.since(back).compareTo(afterwards) <= 0);
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
  boolean isTaken(Moment at, Duration recent) {
    Moment from = byServers(since);
    Moment left = byServers(signedOut);
    Moment heard = byServers(story == null ? lastGood : story.began());
    boolean gone = story == null && left != null && left.compareTo(at) <= 0;
    return from != null
        && from.compareTo(at) <= 0
        && !gone
        && heard != null
        && at.since(heard).compareTo(recent) <= 0;
  }

  /** Whether it was out at that time already, for longer than that, and not back yet. */
  boolean isOut(Moment at, Duration before) {
    Moment out = story == null ? lastOut : byServers(story.began());
    Moment back = story == null ? lastBack : byServers(story.sessionBack());
    return out != null
        && out.plus(before).compareTo(at) < 0
        && (back == null || back.compareTo(at) > 0);
  }

  private @Nullable Moment byServers(@Nullable Moment moment) {
    return moment == null ? null : clock.byServers(moment);
  }
}
