package dev.boshtap.exporters.report;

import dev.boshtap.decoders.event.Outage;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an outage's timeline: what was seen, and what was due by the clocks of Finesse.
 *
 * @param at when, or from when
 * @param by until when at the latest, or null
 * @param what for a person
 */
public record TimedLine(Instant at, @Nullable Instant by, String what) {

  /** The whole timeline of an outage, in order. */
  public static List<TimedLine> of(Outage outage) {
    List<TimedLine> lines = new ArrayList<>();
    add(lines, outage.lastGood(), "the last good answer");
    for (Outage.Step step : outage.steps()) {
      String shown = step.exchange() == 0 ? "" : " (exchange " + step.exchange() + ")";
      lines.add(new TimedLine(step.at(), null, step.what() + shown));
    }
    Outage.Due closing = outage.closing();
    if (closing != null) {
      add(lines, closing, "due: the server drops the session for inactivity");
    }
    Outage.Logout logout = outage.logout();
    if (logout != null) {
      add(lines, logout.uccx(), "due on UCCX: the agent is signed out (Logout, code 255)");
      add(lines, logout.ucce(), "due on UCCE: the agent is made Not Ready (code 50002)");
    }
    add(lines, outage.banner(), "by now the desktop shows its red banner: Lost connection");
    for (String missed : outage.missed()) {
      Instant back = outage.eventsBack() == null ? outage.began() : outage.eventsBack();
      lines.add(new TimedLine(back, null, "missed: " + missed));
    }
    lines.sort(Comparator.comparing(TimedLine::at));
    return lines;
  }

  private static void add(List<TimedLine> lines, @Nullable Instant at, String what) {
    if (at != null) {
      lines.add(new TimedLine(at, null, what));
    }
  }

  private static void add(List<TimedLine> lines, Outage.Due due, String what) {
    lines.add(new TimedLine(due.from(), due.by(), what));
  }

  /** When, as a person reads it. */
  public String text(DateTimeFormatter time) {
    Instant until = by;
    return until == null || until.equals(at)
        ? time.format(at)
        : time.format(at) + " to " + time.format(until);
  }
}
