package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.outage.Symptom.Kind;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Event.Outcome;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from an event what it says of a session's health. */
final class SymptomReader {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;

  private SymptomReader() {}

  /** What is wrong by this event, if anything. */
  static Optional<Symptom> read(Event event) {
    if (event instanceof Event.Poll poll) {
      return poll(poll);
    }
    if (event instanceof Event.Ping ping) {
      return ping(ping);
    }
    if (event instanceof Event.SocketClosed closed) {
      return closed(closed);
    }
    if (event instanceof Event.Session session) {
      return session(session);
    }
    return event instanceof Event.Notice notice ? notice(notice) : Optional.empty();
  }

  private static Optional<Symptom> poll(Event.Poll poll) {
    return switch (poll.outcome()) {
      case PENDING, LATE -> Optional.empty();
      case OVERDUE ->
          Optional.of(
              new Symptom(
                  Kind.OVERDUE,
                  poll.context(),
                  "a poll was without an answer for " + Notices.seconds(poll.held()) + of(poll)));
      case UNANSWERED -> Optional.of(unanswered(poll));
      case ERROR ->
          poll.ending() instanceof Ending.Answered
              ? badAnswer(poll)
              : Optional.of(unanswered(poll));
    };
  }

  private static Symptom unanswered(Event.Poll poll) {
    Ending ending = poll.ending();
    Duration wait = poll.grantedWait();
    boolean inTime = wait == null || poll.held().compareTo(wait) < 0;
    Kind kind;
    if (ending instanceof Ending.Closed closed) {
      kind =
          closed.by() == Side.CLIENT
              ? inTime ? Kind.GAVE_UP_EARLY : Kind.GAVE_UP_LATE
              : closed.manner() == Ending.Manner.CLEAN && closed.closeNotify()
                  ? Kind.CLOSED_BY_SERVER
                  : Kind.RESET_BY_SERVER;
    } else if (ending instanceof Ending.Network network) {
      kind =
          network.leg() == Side.CLIENT
              ? Kind.CLIENT_LEG
              : network.stage() == Ending.Stage.TIMEOUT
                  ? Kind.DIED
                  : poll.status() == null ? Kind.NO_WAY : Kind.RESET_BY_SERVER;
    } else {
      kind = Kind.UNKNOWN_END;
    }
    String who =
        switch (kind) {
          case NO_WAY -> "no way to the server (" + ending.how().orElse("unknown") + ") for a poll";
          case DIED -> "the system gave up the connection to the server under a poll";
          case CLIENT_LEG -> "the system gave up the connection to the browser under a poll";
          case UNKNOWN_END -> "a poll ended without an answer";
          case GAVE_UP_EARLY -> "the browser closed the connection of a poll";
          case GAVE_UP_LATE -> "the browser gave up a poll without an answer";
          case CLOSED_BY_SERVER -> "the server closed the connection of a poll";
          default ->
              ending instanceof Ending.Network
                  ? "TLS with the server broke off in the middle of an answer"
                  : ending instanceof Ending.Closed closed && closed.manner() == Ending.Manner.CLEAN
                      ? "the connection to the server was closed under a poll, without close_notify"
                      : "the connection to the server was reset under a poll";
        };
    return new Symptom(
        kind,
        poll.context(),
        who + " after " + Notices.seconds(poll.held()) + of(poll),
        ending,
        poll.held());
  }

  private static Optional<Symptom> badAnswer(Event.Poll poll) {
    Integer status = poll.status();
    if (poll.context().sid() == null && Integer.valueOf(NOT_FOUND).equals(status)) {
      return Optional.empty(); // No session can be lost that was not granted.
    }
    String what =
        "a poll was answered with "
            + (Integer.valueOf(OK).equals(status) ? "an error of BOSH" : "status " + status)
            + " after "
            + Notices.seconds(poll.held());
    return Optional.of(new Symptom(kind(status), poll.context(), what));
  }

  private static Kind kind(@Nullable Integer status) {
    if (status == null) {
      return Kind.BAD_ANSWER;
    }
    return switch (status) {
      case 500 -> Kind.FAILED;
      case 502, 503, 504 -> Kind.GATEWAY;
      case 400, 403 -> Kind.REFUSED_REQUEST;
      case 401, 407, 511 -> Kind.STRANGER;
      default ->
          (status >= 300 && status < 400) || status > SERVER_ERROR
              ? Kind.STRANGER
              : Kind.BAD_ANSWER;
    };
  }

  private static Optional<Symptom> ping(Event.Ping ping) {
    boolean silent = ping.outcome() == Outcome.OVERDUE || ping.outcome() == Outcome.UNANSWERED;
    if (!silent || ping.by() != Side.CLIENT) {
      return Optional.empty();
    }
    return Optional.of(
        new Symptom(
            Kind.NO_PONG,
            ping.context(),
            "a ping of the desktop was without an answer for " + Notices.seconds(ping.held()),
            ping.ending(),
            ping.held()));
  }

  private static Optional<Symptom> closed(Event.SocketClosed closed) {
    String after = " after " + Notices.seconds(closed.lasted());
    if (closed.closedBy() == Side.CLIENT || ours(closed.ending())) {
      return Optional.empty();
    }
    if (closed.closedBy() == Side.SERVER) {
      Integer code = closed.code();
      return Optional.of(
          new Symptom(
              Kind.ENDED_BY_SERVER,
              closed.context(),
              "the server closed the WebSocket" + (code == null ? "" : " (" + code + ")") + after,
              closed.ending(),
              closed.lasted()));
    }
    Ending ending = closed.ending();
    Kind kind = Kind.UNKNOWN_END;
    String what = "the WebSocket ended without a good-bye";
    if (ending instanceof Ending.Closed cut) {
      boolean client = cut.by() == Side.CLIENT;
      kind =
          client
              ? Kind.GAVE_UP_EARLY
              : cut.manner() == Ending.Manner.CLEAN && cut.closeNotify()
                  ? Kind.CLOSED_BY_SERVER
                  : Kind.RESET_BY_SERVER;
      what =
          client
              ? "the browser dropped the WebSocket without a good-bye"
              : kind == Kind.CLOSED_BY_SERVER
                  ? "the server dropped the WebSocket without a good-bye"
                  : "the WebSocket's connection to the server was reset";
    } else if (ending instanceof Ending.Network network) {
      kind = network.leg() == Side.CLIENT ? Kind.CLIENT_LEG : Kind.DIED;
      what = "the WebSocket's connection to the " + network.leg().word() + " was lost";
    } else if (ending instanceof Ending.Open) {
      return Optional.empty();
    }
    return Optional.of(new Symptom(kind, closed.context(), what + after, ending, closed.lasted()));
  }

  private static Optional<Symptom> session(Event.Session session) {
    if (session.change() != Event.Change.TERMINATED
        || session.by() != Side.SERVER
        || session.condition() == null) {
      return Optional.empty();
    }
    Kind kind =
        switch (session.condition()) {
          case "system-shutdown" -> Kind.STOPPING;
          case "policy-violation" -> Kind.MISUSE;
          case "conflict" -> Kind.CONFLICT;
          default -> Kind.ENDED_BY_SERVER;
        };
    // The condition is a word of the standard, but came from the wire: it stands in the event.
    String what =
        switch (kind) {
          case STOPPING -> "the notification service said that it was stopping";
          case MISUSE -> "the server ended the session as overactive";
          case CONFLICT -> "the same resource was bound elsewhere";
          default -> "the server ended the session, and said why";
        };
    return Optional.of(new Symptom(kind, session.context(), what));
  }

  private static Optional<Symptom> notice(Event.Notice notice) {
    Kind kind = kind(notice.sign());
    return kind == null
        ? Optional.empty()
        : Optional.of(new Symptom(kind, notice.context(), notice.text()));
  }

  private static @Nullable Kind kind(Sign sign) {
    return switch (sign) {
      case POLL_GAP_LONG, SESSION_IDLE, SESSION_EXPIRED, WEBSOCKET_CLIENT_SILENT -> Kind.SILENCE;
      case LOST_TO_INACTIVITY -> Kind.EXPIRED;
      case LOST_WITHOUT_GAP -> Kind.FORGOTTEN;
      case CONFLICT -> Kind.CONFLICT;
      case OVERACTIVE, RID_REFUSED -> Kind.MISUSE;
      case SERVER_SHUTDOWN -> Kind.STOPPING;
      case NOT_BOSH, REDIRECTED, LOGIN_WANTED -> Kind.STRANGER;
      case GATEWAY_ERROR -> Kind.GATEWAY;
      case SERVER_FAILED -> Kind.FAILED;
      case REQUEST_REFUSED, FORBIDDEN -> Kind.REFUSED_REQUEST;
      default -> null;
    };
  }

  private static boolean ours(Ending ending) {
    return ending instanceof Ending.ByProxy;
  }

  private static String of(Event.Poll poll) {
    Duration wait = poll.grantedWait();
    return wait == null ? "" : " (wait " + Notices.seconds(wait) + ")";
  }
}
