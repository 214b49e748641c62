package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request to the BOSH endpoint, from its being complete to its verdict. Handed to the {@link
 * BoshTracker} again with each further thing that became of its exchange.
 */
public final class BoshRequest {

  private final @Nullable Long rid;
  private final @Nullable Duration pause;
  private final boolean last;
  private final boolean plainPoll;

  /** Kept only until an answer says which session it granted: thousands of polls are held. */
  private @Nullable BoshBody asked;

  private final @Nullable Duration grantedWait;
  private @Nullable BoshSession session;
  private @Nullable Moment deadline;
  private Event.@Nullable Outcome outcome = Event.Outcome.PENDING;
  private boolean idle;
  private boolean creation;
  private boolean oddRid;
  private boolean rightlyRepeated;
  private long openedAs;
  private Duration gapBefore = Duration.ZERO;

  /**
   * A request as far as it could be read.
   *
   * @param asked what it says, or null when it could not be read
   * @param session the session it names, or null
   */
  BoshRequest(@Nullable BoshBody asked, @Nullable BoshSession session) {
    this.rid = asked == null ? null : asked.rid();
    this.pause = asked == null ? null : asked.pause();
    this.last = asked != null && asked.isTerminate();
    this.plainPoll = asked != null && asked.isIdle() && !asked.restart() && pause == null;
    this.asked = session == null ? asked : null;
    this.session = session;
    this.grantedWait = session == null ? null : session.granted().longestWait();
  }

  /** Its rid is none that the server must take: repeated, reused, or out of its window. */
  void oddRid() {
    oddRid = true;
  }

  /** What its rid was out of order with had come before it after all. */
  void ridInOrder() {
    oddRid = false;
  }

  boolean hasOddRid() {
    return oddRid;
  }

  /** It repeats a request that had no answer, which a server must take (XEP-0124, 14.3). */
  void rightlyRepeated() {
    rightlyRepeated = true;
  }

  /** Whether a server has reason to refuse its rid. */
  boolean hasRefusableRid() {
    return oddRid && !rightlyRepeated;
  }

  /** It was opened as the session's so many-th, after no request was open for that long. */
  void opened(long number, Duration gap) {
    openedAs = number;
    gapBefore = gap;
  }

  long openedAs() {
    return openedAs;
  }

  Duration gapBefore() {
    return gapBefore;
  }

  /** The pause it asks for, or null. */
  @Nullable Duration pause() {
    return pause;
  }

  /** Whether it asks for a session: its answer granted the one it belongs to. */
  boolean isCreation() {
    return creation;
  }

  /** Whether it ends the session. */
  boolean isLast() {
    return last;
  }

  /** Whether it asks for nothing but to be held. */
  boolean isPlainPoll() {
    return plainPoll;
  }

  /** What is known of it by now, for the record of its exchange. */
  public BoshFacts facts() {
    BoshSession known = session;
    return new BoshFacts(
        sid(),
        rid(),
        known == null ? null : known.granted().longestWait(),
        known == null ? null : known.granted().hold(),
        outcome == null ? "answered" : outcome.name().toLowerCase(Locale.ROOT),
        idle,
        known == null ? null : known.xmpp().agent());
  }

  /** What it says, where it names no session; null once it is known to which it belongs. */
  @Nullable BoshBody asked() {
    return asked;
  }

  @Nullable BoshSession session() {
    return session;
  }

  /** The answer granted this session. */
  void attach(BoshSession granted) {
    session = granted;
    creation = true;
    asked = null;
  }

  /** When it will be overdue; null while its clock does not run. */
  @Nullable Moment deadline() {
    return deadline;
  }

  void deadline(@Nullable Moment when) {
    deadline = when;
  }

  boolean isOverdue() {
    return outcome == Event.Outcome.OVERDUE;
  }

  /** What became of it; null for answered well and in time. */
  void became(Event.@Nullable Outcome what) {
    outcome = what;
  }

  void answeredIdle() {
    idle = true;
  }

  /** The wait it is measured against: what was granted by the time it was sent, or null. */
  @Nullable Duration grantedWait() {
    return grantedWait;
  }

  /** The context of an event of its exchange. */
  Context context(Exchange exchange, Moment at) {
    BoshSession known = session;
    return new Context(
        at,
        exchange.connection(),
        exchange.number(),
        known == null ? null : known.xmpp().agent(),
        known == null ? null : known.xmpp().jid(),
        sid(),
        rid());
  }

  private @Nullable String sid() {
    return session == null ? null : session.sid();
  }

  private @Nullable Long rid() {
    return rid;
  }
}
