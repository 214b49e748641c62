package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.bosh.BoshReader;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.XmppSessions;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows requests to the BOSH endpoint to their verdicts, and the sessions they belong to. Told of
 * each request by {@link #requested}, and of what became of it by one of {@link #ended} and {@link
 * #leftOpen}; in between, {@link #due(Moment)} tells which have outlived their time.
 */
public final class BoshTracker {

  private static final String NAMESPACE = "http://jabber.org/protocol/httpbind";

  /** A root tag with its declarations fits in here. */
  private static final int ROOT_TAG = 1_024;

  private final Limits limits;
  private final BodyReader bodies;
  private final BoshReader bosh;
  private final AnswerReader answers;
  private final PollClock clock = new PollClock();
  private final BoshStory story;

  /**
   * A tracker that has seen nothing yet.
   *
   * @param xmpp what the sessions carry is said there
   * @param alarms rings what is due by the passing of time
   */
  public BoshTracker(Limits limits, XmppSessions xmpp, Alarms alarms) {
    this.limits = limits;
    this.bodies = new BodyReader(limits);
    this.bosh = new BoshReader(limits);
    this.answers = new AnswerReader(limits);
    this.story = new BoshStory(limits, xmpp, alarms);
  }

  /**
   * Reads a request, and starts its clock once it is complete.
   *
   * @param events takes what the request says by itself
   * @return the request, or empty when the exchange is not about BOSH: no POST, or neither the path
   *     nor the body is BOSH's
   */
  public Optional<BoshRequest> requested(Exchange exchange, List<Event> events) {
    RequestHead head = exchange.request();
    boolean endpoint = isEndpoint(head.path());
    if (!head.method().equals("POST") || !(endpoint || mayBeBosh(exchange))) {
      return Optional.empty();
    }
    Moment completed = exchange.requestCompleted();
    if (completed == null) {
      return endpoint ? Optional.of(new BoshRequest(null, null)) : Optional.empty();
    }
    BoshReading reading = bosh.read(bodies.read(exchange.requestBody(), head));
    if (!endpoint && reading instanceof BoshReading.NotBosh) {
      return Optional.empty();
    }
    BoshRequest request = story.requested(exchange, reading, completed, events);
    startClock(request, exchange, completed.plus(slowAfter(request)));
    return Optional.of(request);
  }

  /** Recording lost requests, nobody knows whose. */
  public void blind() {
    story.blind();
  }

  /**
   * The exchange has ended.
   *
   * @return the verdict, if it is not simply that all went well, then what the answer says
   */
  public List<Event> ended(BoshRequest request, Exchange exchange, Moment at) {
    stopClock(request, exchange);
    Answer answer = answers.read(exchange);
    Verdict verdict =
        Verdict.ofEnded(answer, exchange.ending(), exchange.held(at), allowed(request));
    List<Event> events = story.answered(request, exchange, answer, at);
    request.became(verdict.outcome());
    BoshBody body = answer.body();
    if (body != null && body.isIdle()) {
      request.answeredIdle();
    }
    BoshSession session = request.session();
    if (session != null && isFault(verdict)) {
      session.xmpp().inTrouble(at);
    }
    if (verdict.outcome() != null) {
      boolean none = answer instanceof Answer.None;
      events.add(0, poll(request, exchange, at, verdict, none));
    }
    return events;
  }

  /** The polls of which something is to be said because of the time, by exchange number. */
  public List<Long> due(Moment now) {
    return clock.due(now);
  }

  /**
   * Says what is to be said of a poll that {@link #due(Moment)} told of: that it is slow, or
   * overdue. It is said as of when it was due, not of when that was noticed.
   */
  public Optional<Event> due(BoshRequest request, Exchange exchange) {
    Moment due = request.deadline();
    if (due == null) {
      return Optional.empty();
    }
    request.deadline(null);
    if (isOverdue(request, exchange, due)) {
      return Optional.of(overdue(request, exchange, due));
    }
    Moment completed = Objects.requireNonNull(exchange.requestCompleted());
    startClock(request, exchange, completed.plus(allowed(request)));
    return slow(request, exchange, due);
  }

  private Event overdue(BoshRequest request, Exchange exchange, Moment due) {
    request.became(Event.Outcome.OVERDUE);
    BoshSession session = request.session();
    if (session != null) {
      session.xmpp().inTrouble(due);
    }
    Verdict verdict = new Verdict(Event.Outcome.OVERDUE, null);
    return poll(request, exchange, due, verdict, exchange.response() == null);
  }

  private Optional<Event> slow(BoshRequest request, Exchange exchange, Moment due) {
    BoshSession session = request.session();
    Duration wait = request.grantedWait();
    return session == null || wait == null
        ? Optional.empty()
        : session.holds().slow(wait, exchange.held(due), request.context(exchange, due));
  }

  /**
   * Recording stops and the exchange is open.
   *
   * @return that it is pending, or overdue; empty when that it is overdue was said before
   */
  public Optional<Event> leftOpen(BoshRequest request, Exchange exchange, Moment now) {
    stopClock(request, exchange);
    if (request.isOverdue()) {
      return Optional.empty();
    }
    Verdict verdict = Verdict.ofOpen(exchange.held(now), allowed(request));
    request.became(verdict.outcome());
    return Optional.of(poll(request, exchange, now, verdict, exchange.response() == null));
  }

  private void startClock(BoshRequest request, Exchange exchange, Moment due) {
    request.deadline(due);
    clock.start(due, exchange.number());
  }

  private void stopClock(BoshRequest request, Exchange exchange) {
    Moment deadline = request.deadline();
    if (deadline != null) {
      clock.stop(deadline, exchange.number());
    }
  }

  /** How long a request may be open before that is news. */
  private Duration allowed(BoshRequest request) {
    Duration granted = request.grantedWait();
    return (granted == null ? limits.defaultWait() : granted).plus(limits.pollMargin());
  }

  /** When a request is looked at first: slow, or overdue at once where the margin is that small. */
  private Duration slowAfter(BoshRequest request) {
    Duration slow = limits.signs().pollSlow();
    return slow.compareTo(limits.pollMargin()) < 0 && request.grantedWait() != null
        ? allowed(request).minus(limits.pollMargin()).plus(slow)
        : allowed(request);
  }

  private boolean isOverdue(BoshRequest request, Exchange exchange, Moment due) {
    return exchange.held(due).compareTo(allowed(request)) >= 0;
  }

  private static boolean isFault(Verdict verdict) {
    return verdict.outcome() == Event.Outcome.UNANSWERED
        || verdict.outcome() == Event.Outcome.ERROR;
  }

  private static Event poll(
      BoshRequest request, Exchange exchange, Moment at, Verdict verdict, boolean noAnswer) {
    return new Event.Poll(
        request.context(exchange, at),
        Objects.requireNonNull(verdict.outcome()),
        noAnswer ? null : exchange.status(),
        noAnswer ? -1 : exchange.responseBody().size(),
        exchange.held(at),
        request.grantedWait(),
        exchange.ending(),
        verdict.reason());
  }

  private static boolean isEndpoint(String path) {
    return path.endsWith("/http-bind") || path.endsWith("/http-bind/");
  }

  /** A cheap look before the body is read: XML, and BOSH's namespace near its start. */
  private static boolean mayBeBosh(Exchange exchange) {
    byte[] bytes = exchange.requestBody().bytes();
    return exchange
            .request()
            .header("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).contains("xml"))
            .isPresent()
        && new String(bytes, 0, Math.min(bytes.length, ROOT_TAG), StandardCharsets.UTF_8)
            .contains(NAMESPACE);
  }
}
