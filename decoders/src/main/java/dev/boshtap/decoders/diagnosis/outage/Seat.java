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
  private boolean signedOut;
  private @Nullable Symptom maybe;
  private @Nullable Story story;
  private @Nullable String current;
  private @Nullable Moment lastBack;
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
    signedOut = false;
    Terms terms = session.terms();
    Terms.Granted granted = terms == null ? Terms.Granted.NOTHING : terms.granted();
    grantedWait = granted.longestWait();
    inactivity = granted.inactivity();
  }

  /** The server's word came well. */
  void good(Moment asked, Moment at) {
    lastAsked = asked;
    lastGood = at;
    signedOut = false;
    if (since == null) {
      since = asked;
    }
  }

  void signedOut() {
    signedOut = true;
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
    if (ended != null && ended.sessionBack() != null) {
      lastBack = ended.sessionBack();
    }
    story = null;
  }

  /** Whether it was out itself at some time after that moment. */
  boolean wasOutSince(Moment moment) {
    Moment back = lastBack;
    return story != null || (back != null && back.compareTo(moment) >= 0);
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

  /** Whether an agent sat there at that time: heard of within {@code recent}, not signed out. */
  boolean isTaken(Moment at, Duration recent) {
    Moment from = since;
    Moment good = lastGood;
    if (from == null || from.compareTo(at) > 0) {
      return false;
    }
    Story now = story;
    if (now != null) {
      return true;
    }
    return !signedOut && good != null && at.since(good).compareTo(recent) <= 0;
  }
}
