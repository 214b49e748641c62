package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an event says to a person, the important words first: on a narrow terminal the end is cut.
 */
final class EventText {

  private EventText() {}

  /** The line of an event; {@code facts} are its exchange's where the event has none of its own. */
  static Line line(Event event, Line.Facts facts) {
    Tone tone = Tone.PLAIN;
    String what;
    if (event instanceof Event.Finesse finesse) {
      tone = FinesseText.tone(finesse);
      what = FinesseText.of(finesse);
    } else if (event instanceof Event.Session session) {
      tone = tone(session);
      what = session(session);
    } else if (event instanceof Event.Poll poll) {
      tone = tone(poll.outcome());
      what = poll(poll);
      facts = facts(poll.status(), poll.bodyBytes(), Words.span(poll.held()));
    } else if (event instanceof Event.Ping ping) {
      tone = tone(ping.outcome());
      what = ping(ping);
    } else if (event instanceof Event.SocketClosed closed) {
      tone = closed.closedBy() == null ? Tone.BAD : Tone.PLAIN;
      what = closed(closed);
    } else if (event instanceof Event.Stanza stanza) {
      tone = stanza.kind() == Event.StanzaKind.ERROR ? Tone.BAD : Tone.DIM;
      what = stanza(stanza);
    } else if (event instanceof Event.Rest rest) {
      tone = rest.status() == null || rest.status() >= 400 ? Tone.WARN : Tone.PLAIN;
      what = rest(rest);
      facts =
          new Line.Facts(
              rest.status() == null ? "-" : rest.status().toString(),
              rest.status() == null ? "-1" : facts.size(),
              Words.span(rest.took()));
    } else if (event instanceof Event.Clock clock) {
      tone = Tone.DIM;
      what = clock(clock);
    } else if (event instanceof Event.Notice notice) {
      tone = tone(notice.sign().weight());
      what = notice(notice);
    } else if (event instanceof Event.Tunnel tunnel) {
      tone = tunnel.cause() == null ? Tone.DIM : Tone.WARN;
      what =
          tunnel.cause() == null
              ? "not decrypted: " + tunnel.target()
              : "NOT DECRYPTED: " + tunnel.target() + ": " + tunnel.cause();
    } else if (event instanceof Event.Failure failure) {
      tone = Tone.BAD;
      what = failure(failure);
    } else if (event instanceof Event.Found found) {
      tone = FindingText.tone(found.finding().severity());
      what = FindingText.line(found.finding());
    } else {
      throw new IllegalArgumentException(
          "event: " + event.getClass().getName() + " (expected: a case known to EventText)");
    }
    Moment at = event.context().at();
    String agent = event.context().agent();
    return new Line(
        at,
        event.context().connection().server().port(),
        facts,
        agent == null ? "" : agent,
        tone,
        what);
  }

  /** The columns of an exchange. */
  static Line.Facts facts(@Nullable Integer status, long bodyBytes, String held) {
    return new Line.Facts(
        status == null ? "-" : status.toString(),
        Words.size(status == null ? -1 : bodyBytes),
        held);
  }

  private static Tone tone(Event.Session event) {
    return switch (event.change()) {
      case LOST, AUTH_FAILED -> Tone.BAD;
      case RECREATED -> Tone.WARN;
      case TERMINATED -> event.condition() == null ? Tone.PLAIN : Tone.BAD;
      case RESTARTED -> Tone.DIM;
      default -> Tone.PLAIN;
    };
  }

  private static String session(Event.Session event) {
    String condition = event.condition() == null ? "" : ": " + event.condition();
    return switch (event.change()) {
      case CREATED -> "session created" + granted(event);
      case AUTHENTICATED -> "authenticated" + bracketed(event.mechanism());
      case AUTH_FAILED -> "AUTHENTICATION FAILED" + condition + bracketed(event.mechanism());
      case RESTARTED -> "stream restarted";
      case BOUND -> "bound " + or(event.context().jid(), "");
      case TERMINATED ->
          "session ended" + (event.by() == null ? "" : " by " + event.by().word()) + condition;
      case LOST -> "SESSION LOST" + condition;
      case RECREATED ->
          "session re-created"
              + (event.outage() == null ? "" : " after " + Words.span(event.outage()))
              + granted(event);
    };
  }

  private static String granted(Event.Session event) {
    Terms terms = event.terms();
    if (terms == null) {
      return "";
    }
    Terms.Granted granted = terms.granted();
    Duration askedWait = terms.asked() == null ? null : terms.asked().longestWait();
    StringBuilder text = new StringBuilder();
    if (granted.longestWait() != null) {
      text.append(", wait ").append(Words.seconds(granted.longestWait()));
      if (askedWait != null && !askedWait.equals(granted.longestWait())) {
        text.append(" (asked ").append(Words.seconds(askedWait)).append(')');
      }
    }
    if (granted.hold() != null) {
      text.append(", hold ").append(granted.hold());
    }
    if (granted.inactivity() != null) {
      text.append(", inactivity ").append(Words.seconds(granted.inactivity()));
    }
    if (terms.clientLibrary() != null) {
      text.append(", ").append(terms.clientLibrary());
    }
    return text.toString();
  }

  private static Tone tone(Event.Outcome outcome) {
    return switch (outcome) {
      case UNANSWERED, ERROR -> Tone.BAD;
      case LATE, OVERDUE -> Tone.WARN;
      case PENDING -> Tone.DIM;
    };
  }

  private static String poll(Event.Poll poll) {
    Long rid = poll.context().rid();
    String ofRid = rid == null ? "" : ", rid " + rid;
    String wait =
        poll.grantedWait() == null ? "" : " (wait " + Words.seconds(poll.grantedWait()) + ")";
    String reason = poll.reason() == null ? "" : ": " + poll.reason();
    return switch (poll.outcome()) {
      case UNANSWERED -> "NO ANSWER, " + Words.ending(poll.ending()) + ofRid + wait + reason;
      case LATE -> "LATE answer" + ofRid + wait + reason;
      case ERROR ->
          "BAD ANSWER"
              + reason
              + (poll.ending().endedBy().isEmpty() ? "" : ", " + Words.ending(poll.ending()))
              + ofRid
              + wait;
      case OVERDUE -> "OVERDUE" + ofRid + wait;
      case PENDING -> "still open at the end" + ofRid + wait;
    };
  }

  private static String ping(Event.Ping ping) {
    String asked = ", ping of the " + ping.by().word() + ' ' + Words.span(ping.held());
    return switch (ping.outcome()) {
      case UNANSWERED -> "NO PONG" + asked + " before, " + Words.ending(ping.ending());
      case LATE -> "LATE pong" + asked + " before";
      case OVERDUE -> "NO PONG yet" + asked + " ago";
      case ERROR, PENDING -> "no pong yet at the end" + asked + " before";
    };
  }

  private static String closed(Event.SocketClosed closed) {
    Side by = closed.closedBy();
    if (by == null) {
      // Nobody's file but ours tells of a Close: one that is read may have been closed in order.
      return (closed.ending() instanceof Ending.Unknown ? "WEBSOCKET ENDED, " : "WEBSOCKET CUT, ")
          + Words.ending(closed.ending())
          + ", after "
          + Words.span(closed.lasted());
    }
    return "websocket closed by "
        + by.word()
        + bracketed(closed.code() == null ? null : closed.code().toString())
        + (closed.reason() == null ? "" : ": " + closed.reason())
        + ", after "
        + Words.span(closed.lasted());
  }

  private static String stanza(Event.Stanza stanza) {
    String kind = stanza.kind().name().toLowerCase(Locale.ROOT);
    return (stanza.direction() == Direction.TO_SERVER ? "> " : "< ")
        + (stanza.stanza().startsWith(kind) ? "" : kind + ' ')
        + stanza.stanza()
        + (stanza.direction() == Direction.TO_CLIENT && stanza.from() != null
            ? " from " + stanza.from()
            : "");
  }

  private static String rest(Event.Rest event) {
    Event.ApiError error = event.error();
    return event.method()
        + ' '
        + event.path()
        + bracketed(event.summary())
        + (error == null
            ? ""
            : ": " + or(error.errorType(), "error") + bracketed(error.errorMessage()));
  }

  private static String clock(Event.Clock event) {
    return "clock"
        + (event.drift() == null ? "" : ", drift " + event.drift().toMillis() + " ms")
        + (event.roundTrip() == null ? "" : ", round trip " + event.roundTrip().toMillis() + " ms");
  }

  private static Tone tone(Sign.Weight weight) {
    return switch (weight) {
      case INFO -> Tone.PLAIN;
      case WARNING -> Tone.WARN;
      case FAULT -> Tone.BAD;
    };
  }

  private static String notice(Event.Notice event) {
    StringBuilder text = new StringBuilder(event.text());
    event
        .details()
        .forEach((name, value) -> text.append(", ").append(name).append(' ').append(value));
    return text.toString();
  }

  private static String failure(Event.Failure event) {
    Ending.Network failure = event.failure();
    return "NO CONNECTION, "
        + failure.leg().word()
        + ' '
        + failure.stage().word()
        + ": "
        + event.target()
        + bracketed(failure.cause());
  }

  private static String bracketed(@Nullable String text) {
    return text == null || text.isEmpty() ? "" : " (" + text + ")";
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
