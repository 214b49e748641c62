package dev.boshtap.simulator.journal;

import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.SeenRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that the server saw or did. */
public sealed interface JournalEntry {

  /** When, by the server's clock. */
  Instant at();

  /**
   * A TCP connection was accepted.
   *
   * @param connection its number
   * @param endpoint where
   */
  record ConnectionOpened(Instant at, long connection, Endpoint endpoint) implements JournalEntry {}

  /**
   * A connection is over.
   *
   * @param connection its number
   * @param end how
   * @param unanswered the numbers of the requests on it that got no whole answer
   */
  record ConnectionClosed(Instant at, long connection, ConnectionEnd end, List<Long> unanswered)
      implements JournalEntry {}

  /**
   * A request was read, whole or, if a fault struck before that, its head.
   *
   * @param request what is known of it
   * @param bodyBytes its body's size as far as it was read
   */
  record RequestSeen(Instant at, SeenRequest request, int bodyBytes) implements JournalEntry {}

  /**
   * A fault struck.
   *
   * @param request the request's number
   * @param fault which
   */
  record FaultApplied(Instant at, long request, Fault fault) implements JournalEntry {}

  /**
   * An answer is being sent, whole or cut by a fault. If its connection ends before the system has
   * taken it, the request is among the unanswered of {@link ConnectionClosed}.
   *
   * @param request the request's number
   * @param status the HTTP status
   * @param bodyBytes the bytes of the body that were sent, content coding included
   * @param whole whether that was all of it
   */
  record AnswerSent(Instant at, long request, int status, int bodyBytes, boolean whole)
      implements JournalEntry {}

  /** What became of a BOSH session. */
  enum SessionChange {
    /** It was created. */
    CREATED,
    /** SASL succeeded. */
    AUTHENTICATED,
    /** SASL failed. */
    REFUSED,
    /** A resource was bound. */
    BOUND,
    /** Initial presence came: events can be routed. */
    AVAILABLE,
    /** The client ended it. */
    TERMINATED,
    /** The server ended it with a condition. */
    ENDED,
    /** The server dropped it without a word: idle too long, or forgotten by a fault. */
    FORGOTTEN
  }

  /**
   * A BOSH session changed.
   *
   * @param sid the session
   * @param agent the agent's login id, or null before SASL
   * @param change what happened
   * @param detail the condition, resource or reason, perhaps empty
   */
  record Session(
      Instant at, String sid, @Nullable String agent, SessionChange change, String detail)
      implements JournalEntry {}

  /**
   * An item was published.
   *
   * @param node the pubsub node
   * @param itemId the item
   * @param payload the notification's text before escaping
   * @param sids the sessions it was queued for
   */
  record Published(Instant at, String node, String itemId, String payload, List<String> sids)
      implements JournalEntry {}

  /**
   * Items were put into an answer's body; whether that answer went out is in {@link AnswerSent}.
   *
   * @param sid the session
   * @param rid the rid that was answered
   * @param itemIds the items, in order
   */
  record Delivered(Instant at, String sid, long rid, List<String> itemIds)
      implements JournalEntry {}
}
