package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Ending;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong with a session, as the observer said it.
 *
 * @param kind what
 * @param context when and where
 * @param what for a person: words of ours and numbers
 * @param ending who ended something, where something ended; else {@link Ending#OPEN}
 * @param age how old what ended was
 */
record Symptom(Kind kind, Context context, String what, Ending ending, Duration age) {

  enum Kind {
    /** The client ended a poll that could still have been answered. */
    GAVE_UP_EARLY(true),
    /** The client ended a poll whose answer should have come. */
    GAVE_UP_LATE(false),
    /** The server closed the connection of a poll. */
    CLOSED_BY_SERVER(true),
    /** The connection to the server was reset. */
    RESET_BY_SERVER(true),
    /** The server, or what stands in its place, could not be reached. */
    NO_WAY(false),
    /** The system gave up a connection. */
    DIED(false),
    /** The leg to the client died. */
    CLIENT_LEG(false),
    /** It ended, and the source does not say by whom. */
    UNKNOWN_END(false),
    /** A poll is open for too long. */
    OVERDUE(false),
    /** A ping was not answered. */
    NO_PONG(false),
    /** No request has come. */
    SILENCE(true),
    /** The server had dropped the session for a gap. */
    EXPIRED(false),
    /** The server did not know the session, though it had no reason to drop it. */
    FORGOTTEN(false),
    /** The server ended the session for what the client did. */
    MISUSE(true),
    /** The same resource was bound elsewhere. */
    CONFLICT(true),
    /** The server said that it was stopping. */
    STOPPING(true),
    /** The server ended the session for another reason. */
    ENDED_BY_SERVER(true),
    /** Somebody else answered. */
    STRANGER(false),
    /** A gateway answered. */
    GATEWAY(false),
    /** The notification service failed. */
    FAILED(false),
    /** A request was called malformed or forbidden. */
    REFUSED_REQUEST(false),
    /** An answer could not be used. */
    BAD_ANSWER(false);

    private final boolean exact;

    Kind(boolean exact) {
      this.exact = exact;
    }

    /** Whether it shows the moment of the fault, and not only that it lies behind. */
    boolean isExact() {
      return exact;
    }
  }

  /** How something went wrong, seen from afar: outages that began at once went wrong alike. */
  enum Way {
    /** Something was cut or refused. */
    CUT,
    /** Something else than BOSH was answered, or an error. */
    BADLY_ANSWERED,
    /** The server said nothing. */
    UNANSWERED,
    /** The desktop said nothing, or hung up. */
    DESKTOP
  }

  /** How it went wrong. */
  Way way() {
    return switch (kind) {
      case GAVE_UP_EARLY, SILENCE, EXPIRED, MISUSE, CONFLICT, CLIENT_LEG -> Way.DESKTOP;
      case GAVE_UP_LATE, OVERDUE, NO_PONG -> Way.UNANSWERED;
      case STRANGER, GATEWAY, FAILED, REFUSED_REQUEST, BAD_ANSWER -> Way.BADLY_ANSWERED;
      default -> Way.CUT;
    };
  }

  /**
   * The same of a poll that the browser dropped and then sent again: where that was nearly the
   * whole wait, it had waited in vain. It counts from when it made the request, which takes its
   * time until it is here.
   */
  Symptom judgedBy(@Nullable Duration wait) {
    boolean waited =
        kind == Kind.GAVE_UP_EARLY
            && wait != null
            && age.compareTo(wait.multipliedBy(9).dividedBy(10)) >= 0;
    return waited
        ? new Symptom(
            Kind.GAVE_UP_LATE,
            context,
            "the browser gave up a poll without an answer after "
                + Notices.seconds(age)
                + " (wait "
                + Notices.seconds(wait)
                + ")",
            ending,
            age)
        : this;
  }

  Symptom(Kind kind, Context context, String what) {
    this(kind, context, what, Ending.OPEN, Duration.ZERO);
  }
}
