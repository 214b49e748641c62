package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Life.Phase;
import dev.boshtap.decoders.finesse.resource.Dialog;
import dev.boshtap.decoders.finesse.resource.Participant;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One call of one agent, from its first event on. */
final class CallStory {

  /** Where a call is, as the agent sees it; voice and other media in one. */
  private enum Status {
    UNKNOWN,
    RINGING,
    PLACING,
    ACTIVE,
    HELD,
    WRAP_UP,
    OVER,
    FAILED;

    static @Nullable Status of(@Nullable String state) {
      if (state == null) {
        return null;
      }
      return switch (state.strip().toUpperCase(Locale.ROOT)) {
        case "ALERTING", "OFFERED" -> RINGING;
        case "INITIATING", "INITIATED" -> PLACING;
        case "ACTIVE" -> ACTIVE;
        case "HELD", "PAUSED", "INTERRUPTED" -> HELD;
        case "WRAP_UP", "WRAPPING_UP" -> WRAP_UP;
        case "DROPPED", "CLOSED" -> OVER;
        case "FAILED" -> FAILED;
        default -> null;
      };
    }
  }

  private static final int CONFERENCE = 3;

  private Duration ringing = Duration.ZERO;
  private Duration talking = Duration.ZERO;
  private Duration held = Duration.ZERO;
  private Status status = Status.UNKNOWN;
  private Moment since;
  private boolean conference;
  private boolean dropped;
  private boolean deleted;
  private @Nullable Instant latest;
  private @Nullable Instant announced;

  CallStory(Moment now) {
    since = now;
  }

  /**
   * Takes the next event of the call.
   *
   * @param transferred whether the agent asked for it to be transferred
   */
  Life.Call told(
      Event.Finesse event, Dialog dialog, Desks.@Nullable Desk desk, boolean transferred) {
    List<Participant> participants = dialog.participants();
    Participant own = own(participants, desk);
    Moment now = event.context().at();
    deleted |= "DELETE".equals(event.item().event());
    dropped = Status.of(dialog.state()) == Status.OVER;
    Status next = Status.of(own == null || own.state() == null ? dialog.state() : own.state());
    if (deleted || (dropped && next != Status.WRAP_UP && next != Status.FAILED)) {
      next = Status.OVER;
    }
    Status before = status;
    if (next == null) {
      next = before;
    }
    pass(before, now);
    status = next;
    announce(participants);
    Phase phase = phase(before, next, participants, transferred);
    return new Life.Call(phase, ringing, talking, held);
  }

  private @Nullable Phase phase(
      Status before, Status next, List<Participant> participants, boolean transferred) {
    int others = inTheCall(participants);
    boolean wasConference = conference;
    conference = others >= CONFERENCE;
    if (before == next) {
      return conference && !wasConference && next == Status.ACTIVE ? Phase.CONFERENCED : null;
    }
    return switch (next) {
      case RINGING -> Phase.OFFERED;
      case PLACING -> Phase.PLACED;
      case ACTIVE ->
          before == Status.HELD
              ? Phase.RETRIEVED
              : conference && !wasConference ? Phase.CONFERENCED : Phase.ANSWERED;
      case HELD -> Phase.HELD;
      case WRAP_UP -> Phase.WRAP_UP;
      case FAILED -> Phase.FAILED;
      case OVER ->
          before == Status.FAILED || before == Status.WRAP_UP
              ? Phase.ENDED
              : transferred || (!dropped && others > 1) ? Phase.TRANSFERRED : Phase.ENDED;
      case UNKNOWN -> null;
    };
  }

  /** The agent among the parties: by the telephone, or as the only agent. */
  private static @Nullable Participant own(
      List<Participant> participants, Desks.@Nullable Desk desk) {
    Participant agent = null;
    int agents = 0;
    for (Participant participant : participants) {
      if (desk != null && desk.isAt(participant.mediaAddress())) {
        return participant;
      }
      if (participant.isAgent()) {
        agents++;
        agent = participant;
      }
    }
    return agents == 1 ? agent : null;
  }

  private static int inTheCall(List<Participant> participants) {
    int count = 0;
    for (Participant participant : participants) {
      Status status = Status.of(participant.state());
      if (status == Status.ACTIVE || status == Status.HELD) {
        count++;
      }
    }
    return count;
  }

  /** Finds the latest change of a party's state, and whether this event is the first to tell it. */
  private void announce(List<Participant> participants) {
    Instant newest = null;
    for (Participant participant : participants) {
      Instant changed = participant.stateChangeTime();
      if (changed != null && (newest == null || changed.isAfter(newest))) {
        newest = changed;
      }
    }
    boolean isLater = newest != null && (latest == null || newest.isAfter(latest));
    announced = isLater && latest != null ? newest : null;
    if (isLater) {
      latest = newest;
    }
  }

  /** When the change was that the last event was the first to tell of, or null. */
  @Nullable Instant announced() {
    return announced;
  }

  /** Whether the call is over and its DELETE is still to come. */
  boolean isToBeDeleted() {
    return status == Status.OVER && dropped && !deleted;
  }

  boolean isDeleted() {
    return deleted;
  }

  /** The time since the last event was spent in that status. */
  private void pass(Status in, Moment now) {
    Duration spent = now.since(since);
    since = now;
    if (spent.isNegative()) {
      return;
    }
    switch (in) {
      case RINGING, PLACING -> ringing = ringing.plus(spent);
      case ACTIVE -> talking = talking.plus(spent);
      case HELD -> held = held.plus(spent);
      default -> {}
    }
  }
}
