package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.outage.Symptom.Kind;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event.Transport;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.event.Outage.Due;
import dev.boshtap.decoders.event.Outage.Logout;
import dev.boshtap.decoders.event.Outage.Step;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One outage as it unfolds. */
final class Story {

  /** JabberWerx and Strophe send a request four or five times before they give the session up. */
  private static final int SENDS = 4;

  private static final int MOST_MISSED = 12;

  /** What was seen of one kind: some thousands of outages are remembered. */
  private static final class Seen {
    final Symptom first;
    @Nullable Symptom last;
    int times;

    Seen(Symptom first) {
      this.first = first;
    }
  }

  private final long number;
  private final Seat seat;
  private final Symptom first;
  private final CaptureClock clock;
  private final @Nullable Moment lastGood;
  private final @Nullable String stateBefore;
  private final Map<Kind, Seen> symptoms = new EnumMap<>(Kind.class);
  private final List<Step> steps = new ArrayList<>();
  private final List<Long> evidence = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private int unanswered;
  private boolean sessionOver;
  private boolean anotherSession;
  private @Nullable Moment banner;
  private @Nullable Moment sessionBack;
  private @Nullable Moment eventsBack;
  private @Nullable Moment loggedOut;
  private boolean answerWasReady;
  private boolean answeredLate;
  private boolean settled;
  private boolean part;
  private boolean askedAgain;
  private boolean failed;
  private boolean worse;
  private @Nullable Judgement judgement;
  private @Nullable Surroundings surroundings;

  /**
   * An outage that begins.
   *
   * @param clock the clock of the capture that it is seen in
   */
  Story(long number, Seat seat, Symptom first, CaptureClock clock) {
    this.number = number;
    this.seat = seat;
    this.first = first;
    this.clock = clock;
    this.lastGood = seat.lastGood();
    this.stateBefore = seat.known().state();
  }

  /** Takes what went wrong; says whether it is of a kind not seen before. */
  boolean add(Symptom symptom, DiagnosisLimits limits) {
    Seen seen = symptoms.computeIfAbsent(symptom.kind(), unseen -> new Seen(symptom));
    Symptom before = seen.last;
    boolean again = before == null || !isSaidOf(before, symptom);
    seen.last = symptom;
    seen.times += again ? 1 : 0;
    boolean over =
        switch (symptom.kind()) {
          case EXPIRED, FORGOTTEN, MISUSE, CONFLICT, STOPPING, ENDED_BY_SERVER -> true;
          default -> false;
        };
    boolean noAnswer =
        switch (symptom.kind()) {
          case SILENCE, OVERDUE, GAVE_UP_EARLY -> false;
          default -> true;
        };
    unanswered += noAnswer && again ? 1 : 0;
    sessionOver |= over;
    if (banner == null && (over || unanswered >= SENDS)) {
      banner = symptom.context().at();
    }
    if (seen.times <= 3) {
      step(symptom.context(), symptom.what(), limits);
    }
    if (symptom.context().exchange() != 0 && evidence.size() < limits.listed()) {
      evidence.add(symptom.context().exchange());
    }
    return before == null;
  }

  /** Whether two signs are of one thing that happened: of one exchange at one moment. */
  private static boolean isSaidOf(Symptom one, Symptom other) {
    return one.context().exchange() == other.context().exchange()
        && one.context().at().equals(other.context().at());
  }

  void step(Context context, String what, DiagnosisLimits limits) {
    if (steps.size() < limits.steps()) {
      steps.add(new Step(context.at().wall(), what, context.exchange()));
    }
  }

  /** The session went on, or another one took its place. */
  void back(Context context, boolean another, DiagnosisLimits limits) {
    if (sessionBack == null) {
      sessionBack = context.at();
      anotherSession = another;
      step(context, another ? "another session took its place" : "the session went on", limits);
    }
  }

  /** The session that was back is in trouble again. */
  void relapsed() {
    sessionBack = null;
    eventsBack = null;
  }

  void eventsBack(Context context, DiagnosisLimits limits) {
    if (eventsBack == null) {
      eventsBack = context.at();
      step(context, "the first event came", limits);
    }
  }

  void loggedOut(Context context, DiagnosisLimits limits) {
    if (loggedOut == null) {
      loggedOut = context.at();
      step(context, "the agent was signed out, or made Not Ready, for it", limits);
    }
  }

  void missed(List<String> some) {
    for (String what : some) {
      if (missed.size() < MOST_MISSED && !missed.contains(what)) {
        missed.add(what);
      }
    }
  }

  /** Whether it was not told before that there is no way to its server. */
  boolean isFirstFailure() {
    boolean first = !failed;
    failed = true;
    return first;
  }

  /** After the client had given up it sent another request. */
  void askedAgain() {
    askedAgain = true;
  }

  boolean hasAskedAgain() {
    return askedAgain;
  }

  /** Whether one side was silent, or both, and nothing else was seen of it. */
  boolean hasOnlySilence() {
    return symptoms.keySet().stream()
        .allMatch(kind -> kind == Kind.SILENCE || kind == Kind.NO_PONG || kind == Kind.OVERDUE);
  }

  /** Whether nothing but silence was seen of it. */
  boolean stillSilent() {
    return hasOnly(Kind.SILENCE);
  }

  /** Whether it has become long, once. */
  boolean isWorse(Moment now, Duration longer) {
    if (!settled || worse || sessionBack != null || length(now).compareTo(longer) < 0) {
      return false;
    }
    worse = true;
    return true;
  }

  void answeredLate() {
    answeredLate = true;
  }

  boolean wasAnsweredLate() {
    return answeredLate;
  }

  /** When it will have become long, if nothing happens before; nothing once that was asked. */
  Optional<Moment> worseFrom(Duration longer) {
    return worse || sessionBack != null ? Optional.empty() : Optional.of(from().plus(longer));
  }

  void answerWasReady() {
    answerWasReady = true;
  }

  /** What went on around it when it was judged last. */
  void wasAmid(Surroundings around) {
    surroundings = around;
  }

  @Nullable Surroundings surroundings() {
    return surroundings;
  }

  /** Another capture shows the same outage: what it shows otherwise is told with these steps. */
  void isSeenBy(Story other) {
    Duration apart = other.clock.lacks().minus(clock.lacks());
    Set<String> here = steps.stream().map(Step::what).collect(Collectors.toSet());
    for (Step step : other.steps) {
      if (!here.contains(step.what())) {
        String where = "capture " + (other.capture() + 1) + ", exchange " + step.exchange() + ": ";
        steps.add(new Step(step.at().plus(apart), where + step.what(), 0));
      }
    }
    steps.sort(Comparator.comparing(Step::at));
  }

  /** The place of the capture that it is seen in, from 0. */
  int capture() {
    return Math.max(0, clock.capture());
  }

  /** What is thought of it by now. */
  void judged(Judgement now) {
    judgement = now;
  }

  @Nullable Judgement judgement() {
    return judgement;
  }

  /** It is told as a part of what many had at once; says if that is news. */
  boolean tellAsPart() {
    boolean news = !part;
    part = true;
    return news;
  }

  void settle() {
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  boolean has(Kind kind) {
    return symptoms.containsKey(kind);
  }

  boolean hasOnly(Kind kind) {
    return symptoms.size() == 1 && has(kind);
  }

  @Nullable Symptom of(Kind kind) {
    Seen seen = symptoms.get(kind);
    return seen == null ? null : seen.first;
  }

  int count(Kind kind) {
    Seen seen = symptoms.get(kind);
    return seen == null ? 0 : seen.times;
  }

  Symptom first() {
    return first;
  }

  long number() {
    return number;
  }

  Seat seat() {
    return seat;
  }

  Moment began() {
    return first.context().at();
  }

  @Nullable Moment lastGood() {
    return lastGood;
  }

  @Nullable Moment sessionBack() {
    return sessionBack;
  }

  @Nullable Moment eventsBack() {
    return eventsBack;
  }

  boolean isAnotherSession() {
    return anotherSession;
  }

  boolean isSessionOver() {
    return sessionOver;
  }

  boolean isLoggedOut() {
    return loggedOut != null;
  }

  boolean wasAnswerReady() {
    return answerWasReady;
  }

  @Nullable String stateBefore() {
    return stateBefore;
  }

  List<Long> evidence() {
    return evidence;
  }

  /** How long it lasted, or lasts by {@code now}: from the last good answer. */
  Duration length(Moment now) {
    return (sessionBack == null ? now : sessionBack).since(from());
  }

  private Moment from() {
    return lastGood == null ? began() : lastGood;
  }

  /** The earliest moment at which what went wrong may have begun; the latest is {@link #began}. */
  Moment earliest() {
    Moment good = lastGood;
    return first.kind().isExact() || good == null
        ? first.kind() == Kind.SILENCE && good != null ? good : began()
        : good;
  }

  /** When the server began to count, at the earliest and at the latest. */
  private Due idleFrom() {
    Moment good = lastGood == null ? began() : lastGood;
    Duration wait = seat.grantedWait();
    if (first.kind() == Kind.SILENCE || wait == null) {
      return new Due(good.wall(), good.wall());
    }
    // A poll that reached the server holds the session for as long as it is held there.
    Instant cut = began().wall();
    Instant held = good.wall().plus(wait);
    return new Due(cut.isBefore(held) ? cut : held, cut.isBefore(held) ? held : cut);
  }

  /** Why it was, to be told. */
  Cause cause(Sighting own, @Nullable Sighting whole, DiagnosisLimits limits) {
    return new Cause(own, outage(limits), capture(), clock.lacks(), whole);
  }

  /** A moment of it by the servers' clock. */
  Moment byServers(Moment moment) {
    return clock.byServers(moment);
  }

  Outage outage(DiagnosisLimits limits) {
    Duration shift = clock.lacks();
    Duration limit = seat.inactivity() == null ? limits.inactivity() : seat.inactivity();
    boolean dueByIdling = seat.transport() == Transport.BOSH;
    Due idle = idleFrom();
    Moment back = sessionBack;
    Due closing =
        dueByIdling
            ? new Due(idle.from().plus(limit), idle.by().plus(limit).plus(limits.reaper()))
            : null;
    if (isBefore(back, closing)) {
      closing = null;
    }
    Logout logout = closing == null ? null : logout(closing, idle, limits);
    if (logout != null && isBefore(back, logout.uccx())) {
      logout = null;
    }
    return new Outage(
        number,
        seat.agent(),
        seat.server(),
        seat.client(),
        seat.transport(),
        shifted(lastGood, shift),
        began().wall().plus(shift),
        steps.stream()
            .map(step -> new Step(step.at().plus(shift), step.what(), step.exchange()))
            .toList(),
        closing == null ? null : shifted(closing, shift),
        logout == null
            ? null
            : new Logout(shifted(logout.uccx(), shift), shifted(logout.ucce(), shift)),
        shifted(banner, shift),
        shifted(sessionBack, shift),
        shifted(eventsBack, shift),
        shifted(loggedOut, shift),
        missed);
  }

  /** Whether the desktop was back in time. */
  private static boolean isBefore(@Nullable Moment back, @Nullable Due due) {
    return back != null && due != null && !back.wall().isAfter(due.from());
  }

  private static Logout logout(Due closing, Due idle, DiagnosisLimits limits) {
    Due uccx = new Due(closing.from().plus(limits.grace()), closing.by().plus(limits.grace()));
    Instant documented = idle.from().plus(limits.logoutAtMost());
    Instant ucce = uccx.by().isAfter(documented) ? uccx.by() : documented;
    return new Logout(uccx, new Due(uccx.from(), ucce));
  }

  private static @Nullable Instant shifted(@Nullable Moment moment, Duration shift) {
    return moment == null ? null : moment.wall().plus(shift);
  }

  private static Due shifted(Due due, Duration shift) {
    return new Due(due.from().plus(shift), due.by().plus(shift));
  }
}
