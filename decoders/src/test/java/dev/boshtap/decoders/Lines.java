package dev.boshtap.decoders;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.wire.SocketMessage;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Observations as one line each, short enough to be written down in a test. */
public final class Lines {

  private Lines() {}

  public static String of(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      return of(happened.event());
    }
    if (observation instanceof Observation.Loss loss) {
      return "loss of " + loss.count() + " " + loss.what();
    }
    if (observation instanceof Observation.Upgraded upgraded) {
      return "upgraded " + upgraded.exchange().number();
    }
    if (observation instanceof Observation.Message told) {
      SocketMessage message = told.message();
      return "message %d %s opcode %d of %d"
              .formatted(
                  told.exchange(),
                  message.from().word(),
                  message.opcode(),
                  message.payload().length)
          + (message.isWhole() ? "" : " and " + message.missing())
          + (message.faults().isEmpty() ? "" : " " + message.faults());
    }
    Observation.Finished finished = (Observation.Finished) observation;
    String what =
        finished.bosh() == null
            ? finished.exchange().ending().text()
            : finished.bosh().outcome() + (finished.bosh().idle() ? " idle" : "");
    return "finished %d %s".formatted(finished.exchange().number(), what)
        + (finished.events().isEmpty() ? "" : ", events " + finished.events().size());
  }

  private static String of(Event event) {
    String who = Objects.requireNonNullElse(event.context().agent(), "?");
    if (event instanceof Event.Finesse it) {
      return "%s told %s %s%s"
              .formatted(
                  who,
                  it.type(),
                  it.fields().state(),
                  optional(" after ", it.fields().previousState()))
          + life(it);
    }
    if (event instanceof Event.Session it) {
      String kind = it.transport() == Event.Transport.BOSH ? "" : " " + it.transport().word();
      return "%s%s session %s".formatted(who, kind, it.change().name().toLowerCase(Locale.ROOT))
          + optional(" by ", it.by() == null ? null : it.by().word())
          + optional(" ", it.condition())
          + (it.terms() == null ? "" : terms(it.terms()))
          + optional(" ", it.mechanism())
          + optional(" outage ", seconds(it.outage()));
    }
    if (event instanceof Event.Poll it) {
      return "%s poll %s %s"
              .formatted(who, it.context().rid(), it.outcome().name().toLowerCase(Locale.ROOT))
          + optional(" status ", it.status())
          + " after "
          + seconds(it.held())
          + optional(" of ", seconds(it.grantedWait()))
          + optional(" by ", it.ending().endedBy().orElse(null))
          + optional(" ", it.ending().how().orElse(null))
          + optional(": ", it.reason());
    }
    if (event instanceof Event.Ping it) {
      return "%s %s ping of %s %s after %s"
              .formatted(
                  who,
                  it.kind().name().toLowerCase(Locale.ROOT),
                  it.by().word(),
                  it.outcome().name().toLowerCase(Locale.ROOT),
                  seconds(it.held()))
          + optional(" by ", it.ending().endedBy().orElse(null))
          + optional(" ", it.ending().how().orElse(null));
    }
    if (event instanceof Event.SocketClosed it) {
      return who
          + " websocket closed"
          + optional(" by ", it.closedBy() == null ? null : it.closedBy().word())
          + optional(" ", it.code())
          + optional(": ", it.reason())
          + optional(", ended by ", it.ending().endedBy().orElse(null))
          + optional(" ", it.ending().how().orElse(null))
          + " after "
          + seconds(it.lasted())
          + ", messages %d/%d, pings %d, unanswered %d"
              .formatted(
                  it.traffic().fromClient(),
                  it.traffic().fromServer(),
                  it.traffic().pings(),
                  it.traffic().unanswered());
    }
    if (event instanceof Event.Stanza it) {
      return "%s %s %s: %s"
          .formatted(who, it.type(), it.direction().name().toLowerCase(Locale.ROOT), it.stanza());
    }
    if (event instanceof Event.Rest it) {
      return "%s %s %s -> %s in %s"
              .formatted(who, it.method(), it.path(), it.status(), seconds(it.took()))
          + optional(": ", it.summary())
          + optional(" error ", it.error() == null ? null : it.error().errorMessage());
    }
    if (event instanceof Event.Clock it) {
      return "%s clock %s drift %s server %s round trip %s"
          .formatted(
              who,
              it.source().name().toLowerCase(Locale.ROOT),
              seconds(it.drift()),
              seconds(it.serverDrift()),
              seconds(it.roundTrip()));
    }
    if (event instanceof Event.Notice it) {
      return "%s notice %s: %s %s %s"
          .formatted(who, it.sign().word(), it.text(), it.details(), it.evidence());
    }
    if (event instanceof Event.Tunnel it) {
      return "tunnel " + it.target();
    }
    Event.Failure failure = (Event.Failure) event;
    return "failure " + failure.target() + ": " + failure.failure().text();
  }

  private static String terms(Terms terms) {
    Terms.Asked asked = terms.asked();
    Terms.Granted granted = terms.granted();
    return optional(" ", terms.clientLibrary())
        + (asked == null
            ? ""
            : " asked"
                + optional(" wait ", seconds(asked.longestWait()))
                + optional(" hold ", asked.hold())
                + optional(" ver ", asked.version())
                + optional(" to ", asked.domain())
                + " granted")
        + optional(" wait ", seconds(granted.longestWait()))
        + optional(" hold ", granted.hold())
        + optional(" inactivity ", seconds(granted.inactivity()))
        + optional(" requests ", granted.requests())
        + optional(" polling ", seconds(granted.polling()))
        + optional(" maxpause ", seconds(granted.longestPause()));
  }

  private static String life(Event.Finesse event) {
    Life life = event.life();
    Life.Call call = life.call();
    return (life.repeat() ? " again" : "")
        + (Duration.ZERO.equals(life.inPreviousState())
            ? ""
            : optional(" lasted ", seconds(life.inPreviousState())))
        + optional(" because ", life.reason())
        + (life.delay() == null
            ? ""
            : optional(" delay ", seconds(life.delay().span()))
                + (life.delay().corrected() ? " corrected" : ""))
        + (life.cause() == null
            ? ""
            : " caused by "
                + life.cause().exchange()
                + optional(" in ", seconds(life.cause().after())))
        + (call == null
            ? ""
            : " call %s ringing %s talking %s held %s"
                .formatted(
                    call.phase(),
                    seconds(call.ringing()),
                    seconds(call.talking()),
                    seconds(call.held())))
        + optional(" queue ", life.queue());
  }

  private static String optional(String before, @Nullable Object value) {
    return value == null ? "" : before + value;
  }

  private static @Nullable String seconds(@Nullable Duration span) {
    return span == null
        ? null
        : span.toMillis() % 1000 == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
  }
}
