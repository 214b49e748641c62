package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.outage.Symptom.Kind;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows every desktop through its outages, from the first thing that goes wrong to the first
 * event after it, and has each one judged: when it has settled, and again whenever more is known.
 */
public final class Outages {

  /** A gap that a hidden page may have made is judged once the page had time for three more. */
  private static final int TAB_WAKES = 3;

  /** So many outages are looked at whenever anything is observed; more, only now and then. */
  private static final int FEW = 64;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private static final Moment NEVER = new Moment(Instant.MAX, Long.MAX_VALUE);

  private final DiagnosisLimits limits;
  private final Seats seats;
  private final Around around;
  private final Clusters clusters;
  private final Verdicts verdicts;
  private final Set<Story> open = new LinkedHashSet<>();
  private final Map<Long, Connection> sockets;

  private @Nullable Moment lastLook;

  /** Before this time nothing becomes due by waiting alone; null: something changed. */
  private @Nullable Moment quietUntil;

  private long outages;
  private CaptureClock clock = CaptureClock.ONLY;

  /**
   * No outage yet.
   *
   * @param causes is told of each cause
   */
  public Outages(DiagnosisLimits limits, Causes causes) {
    this.limits = limits;
    seats = new Seats(limits.desks());
    around = new Around(limits);
    clusters = new Clusters(limits, seats);
    verdicts = new Verdicts(limits, seats, around, clusters, causes);
    sockets = new LruMap<>(limits.desks());
  }

  /**
   * From here on it is another capture's, with exchanges and a clock of its own; desktops and what
   * became of them stay known.
   *
   * @param place its place among those told of, from 0
   * @param clockLacks what its clock lacks to be the servers'
   */
  public void capture(int place, Duration clockLacks) {
    clock = new CaptureClock(place, clockLacks);
    lastLook = null;
    sockets.clear();
    seats.capture(clock);
    around.capture();
  }

  /** Whether a desktop is out, or was a moment ago: what is late or missing then is no wonder. */
  public boolean isAftermath(Context context) {
    Seat seat = seats.of(context, transport(context));
    return seat.isAftermath(clock.byServers(context.at()), limits.afterwards());
  }

  /** How many desktops were seen. */
  public int desktops() {
    return seats.size();
  }

  /** Takes the next observation. */
  public void on(Observation observation, Moment now) {
    passed(now);
    around.on(observation);
    if (observation instanceof Observation.Happened happened) {
      happened(happened.event());
    } else if (observation instanceof Observation.Finished finished) {
      if (finished.bosh() != null) {
        finished(finished, finished.bosh(), now);
      } else if (!open.isEmpty()) {
        asked(finished.exchange());
      }
    } else if (observation instanceof Observation.Upgraded upgraded) {
      sockets.put(upgraded.exchange().number(), upgraded.exchange().connection());
    } else if (observation instanceof Observation.Message message
        && message.message().from() == Side.SERVER) {
      Connection connection = sockets.get(message.exchange());
      Seat seat = connection == null ? null : seats.ofSocket(connection, message.exchange());
      if (seat != null) {
        seat.good(message.at(), message.at());
        answered(
            seat,
            new Context(
                message.at(), connection, message.exchange(), seat.agent(), null, null, null));
      }
    }
  }

  /** The server said something on a WebSocket: whoever was silent on it is so no more. */
  private void answered(Seat seat, Context context) {
    Story story = seat.story();
    if (story != null && story.hasOnlySilence() && context.at().compareTo(story.began()) > 0) {
      story.back(context, false, limits);
    }
  }

  /** Time has passed. */
  public void passed(Moment now) {
    around.passed(now);
    if (open.isEmpty() || isLookedAtEnough(now)) {
      return;
    }
    if (quietUntil != null && now.compareTo(quietUntil) < 0) {
      return;
    }
    lastLook = now;
    for (Story story : List.copyOf(open)) {
      passed(story, now);
    }
    quietUntil = open.stream().map(this::next).min(Comparator.naturalOrder()).orElse(null);
  }

  /** When thousands drop out at once, looking at each after each would take minutes. */
  private boolean isLookedAtEnough(Moment now) {
    return open.size() > FEW
        && lastLook != null
        && now.compareTo(lastLook) >= 0
        && now.since(lastLook).compareTo(BETWEEN_LOOKS) < 0;
  }

  private void passed(Story story, Moment now) {
    Moment due = due(story);
    if (!story.isSettled() && now.compareTo(due) >= 0) {
      story.settle();
      verdicts.judge(story, now);
    } else if (story.isWorse(now, limits.inactivity())) {
      verdicts.judge(story, now);
    }
    Moment over = over(story);
    if (story.isSettled() && over != null && now.compareTo(over) >= 0) {
      close(story, now);
    }
  }

  /**
   * When an outage that is settled is over: with the first event, or when none is to be expected.
   */
  private @Nullable Moment over(Story story) {
    Moment back = story.sessionBack();
    if (back == null) {
      return null;
    }
    Moment due = due(story);
    Moment waited = back.plus(limits.afterwards());
    return story.eventsBack() != null || waited.compareTo(due) < 0 ? due : waited;
  }

  /** When an outage is to be looked at again if nothing happens before. */
  private Moment next(Story story) {
    Moment due = due(story);
    if (!story.isSettled()) {
      return due;
    }
    Moment over = over(story);
    return over != null ? over : story.worseFrom(limits.inactivity()).orElse(NEVER);
  }

  /** Nothing more comes of this capture. */
  public void finish(Moment now) {
    for (Story story : List.copyOf(open)) {
      story.settle();
      close(story, now);
    }
  }

  /** No other capture comes: what each shows is held against what the others do. */
  public void conclude() {
    verdicts.conclude();
  }

  private void close(Story story, Moment now) {
    open.remove(story);
    if (story.seat().story() == story) {
      story.seat().over();
    }
    verdicts.judge(story, now);
  }

  private Moment due(Story story) {
    Moment back = story.sessionBack();
    return back != null && verdicts.isShortGap(story)
        ? back.plus(limits.tab().multipliedBy(TAB_WAKES))
        : story.began().plus(limits.settle());
  }

  private void happened(Event event) {
    if (event instanceof Event.Found) {
      return;
    }
    Context context = event.context();
    if (event instanceof Event.Session session) {
      session(session, seats.of(context, session.transport()));
    } else if (event instanceof Event.Notice notice && notice.sign() == Sign.POLL_ABANDONED) {
      Seat seat = seats.of(context, Event.Transport.BOSH);
      Symptom symptom = seat.takeMaybe();
      if (symptom != null) {
        boolean again = context.exchange() != 0; // The sign came with the next request.
        Story story = trouble(seat, again ? symptom.judgedBy(seat.grantedWait()) : symptom);
        if (again) {
          story.askedAgain();
        }
      }
      return;
    } else if (event instanceof Event.Failure failure) {
      failed(failure);
    } else if (event instanceof Event.Finesse finesse) {
      told(finesse);
    } else if (event instanceof Event.Notice notice) {
      noticed(notice);
    }
    SymptomReader.read(event).ifPresent(symptom -> symptom(event, symptom));
  }

  /** There is no way to a server: that may be why desktops are out. */
  private void failed(Event.Failure failure) {
    if (!Around.isNoWay(failure.failure())) {
      return;
    }
    for (Story story : List.copyOf(open)) {
      if (story.isSettled()
          && story.seat().server().equals(failure.target())
          && story.isFirstFailure()) {
        verdicts.judge(story, failure.context().at());
      }
    }
  }

  private void symptom(Event event, Symptom symptom) {
    boolean socket = isOfSocket(event);
    Seat seat =
        seats.of(symptom.context(), socket ? Event.Transport.WEBSOCKET : Event.Transport.BOSH);
    if (!seat.isCurrent(symptom.context())) {
      return; // Of a session whose place another took.
    }
    if (socket && seat.agent() == null) {
      return; // Nobody was signed in on it: an attempt that failed is no outage of its own.
    }
    Story story = seat.story();
    if (symptom.kind() == Kind.GAVE_UP_EARLY && !socket && story == null) {
      seat.maybe(symptom); // The next seconds show whether it was a sign-out.
    } else {
      trouble(seat, symptom);
    }
  }

  private static boolean isOfSocket(Event event) {
    if (event instanceof Event.Session session) {
      return session.transport() == Event.Transport.WEBSOCKET;
    }
    return event instanceof Event.Ping
        || event instanceof Event.SocketClosed
        || (event instanceof Event.Notice notice && notice.sign().word().startsWith("websocket."));
  }

  private Story trouble(Seat seat, Symptom symptom) {
    quietUntil = null;
    Story story = seat.story();
    Moment back = story == null ? null : story.sessionBack();
    boolean another =
        story != null
            && back != null
            && (story.eventsBack() != null
                || symptom.context().at().since(back).compareTo(limits.settle()) > 0);
    if (story == null || another) {
      story = seat.begin(++outages, symptom);
      open.add(story);
      clusters.began(story);
    } else if (back != null) {
      story.relapsed();
    }
    boolean news = story.add(symptom, limits);
    if (news && story.isSettled()) {
      verdicts.judge(story, symptom.context().at());
    }
    return story;
  }

  private void session(Event.Session session, Seat seat) {
    Story story = seat.story();
    quietUntil = null;
    switch (session.change()) {
      case CREATED -> seat.created(session);
      case BOUND, RECREATED -> {
        seat.bound(session.context());
        if (story != null) {
          story.back(session.context(), true, limits);
        } else {
          boundWithoutTrouble(session, seat);
        }
      }
      case TERMINATED -> {
        if (session.by() == Side.CLIENT) {
          seat.signedOut(session.context().at());
          if (story != null && isGoodbye(story)) {
            open.remove(story);
            clusters.forget(story);
            seat.wasNone();
          }
        }
      }
      default -> {}
    }
  }

  /** A page that was loaded anew may have hung up and be back before the hang-up is a sign. */
  private void boundWithoutTrouble(Event.Session session, Seat seat) {
    Symptom symptom = seat.takeMaybe();
    if (symptom != null) {
      trouble(seat, symptom).back(session.context(), true, limits);
    }
  }

  private static boolean isGoodbye(Story story) {
    return story.hasOnly(Kind.GAVE_UP_EARLY)
        || (story.hasOnly(Kind.SILENCE) && story.sessionBack() == null && !story.isSettled());
  }

  private void told(Event.Finesse finesse) {
    Context context = finesse.context();
    if (context.agent() == null) {
      return;
    }
    Seat seat = seats.of(context, transport(context));
    Story story = seat.story();
    Known known = seat.known();
    if (finesse.subject() == Event.Subject.USER
        && finesse.item().node().endsWith('/' + context.agent())) {
      if (story != null && wasMissed(story, finesse)) {
        story.missed(known.differsFrom(finesse.fields().state()));
      }
      known.state(finesse.fields().state());
    } else if (finesse.subject() == Event.Subject.DIALOG) {
      known.call(finesse);
    }
    if (story != null && story.sessionBack() != null) {
      quietUntil = null;
      story.eventsBack(context, limits);
    }
  }

  /**
   * Whether the first event after an outage tells of a change that was before the session's return.
   */
  private static boolean wasMissed(Story story, Event.Finesse finesse) {
    Moment back = story.sessionBack();
    if (back == null || story.eventsBack() != null) {
      return false;
    }
    Life.Delay delay = finesse.life().delay();
    Moment came = finesse.context().at();
    return delay == null || came.wall().minus(delay.span()).isBefore(back.wall());
  }

  /** A desktop asked by REST how things are: what it did not know of them, it missed. */
  private void asked(Exchange exchange) {
    String agent = Snapshot.agentOf(exchange).orElse(null);
    if (agent == null) {
      return;
    }
    for (Story story : open) {
      Seat seat = story.seat();
      if (story.eventsBack() == null
          && agent.equalsIgnoreCase(seat.agent())
          && exchange.connection().server().host().equals(seat.server().host())) {
        Snapshot.read(exchange).ifPresent(now -> story.missed(seat.known().differsFrom(now)));
      }
    }
  }

  private void noticed(Event.Notice notice) {
    boolean call = notice.sign() == Sign.CALL_NOT_ANNOUNCED;
    if (!call && notice.sign() != Sign.CONNECTION_REASON) {
      return;
    }
    Context context = notice.context();
    String whose = notice.details().get("loginId");
    Story story = seats.of(context, transport(context)).story();
    if (story == null) {
      return;
    }
    if (call) {
      story.missed(List.of("a call that was never announced here went on"));
    } else if (whose == null || whose.equals(context.agent())) {
      story.loggedOut(context, limits);
    }
  }

  private static Event.Transport transport(Context context) {
    return context.sid() == null ? Event.Transport.WEBSOCKET : Event.Transport.BOSH;
  }

  private void finished(Observation.Finished finished, BoshFacts facts, Moment now) {
    Seat seat = seats.of(facts, finished.exchange().connection());
    boolean answered = facts.outcome().equals("answered") || facts.outcome().equals("late");
    if (seat == null || !answered) {
      return;
    }
    Moment asked = finished.exchange().started();
    seat.good(asked, now);
    Story story = seat.story();
    if (story == null) {
      return;
    }
    if (facts.outcome().equals("late")) {
      story.answeredLate();
    }
    boolean later = asked.compareTo(story.began()) >= 0 || !story.first().kind().isExact();
    if (later && !story.isSessionOver()) {
      quietUntil = null;
      boolean lateSilence = story.has(Kind.GAVE_UP_LATE);
      Duration held = finished.exchange().held(now);
      if (story.sessionBack() == null
          && lateSilence
          && facts.idle()
          && held.compareTo(limits.cachedAnswer()) < 0) {
        story.answerWasReady();
      }
      // Who was silent is back with his question, and not only with its answer.
      boolean silent = story.hasOnly(Kind.SILENCE) && asked.compareTo(story.began()) > 0;
      story.back(
          new Context(
              silent ? asked : now,
              finished.exchange().connection(),
              finished.exchange().number(),
              seat.agent(),
              null,
              facts.sid(),
              facts.rid()),
          false,
          limits);
    }
  }

  /** Who is told of causes. */
  public interface Causes extends Consumer<Cause> {

    /** An outage turned out to be one of those that were told, seen from elsewhere. */
    void wasSeenElsewhere(long outage);
  }
}
