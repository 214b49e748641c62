package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds the idle polls of a session: most of what a healthy desktop sends is polls answered with
 * nothing, and a line for each would bury the rest. What was printed cannot be taken back, so a run
 * gets its line when it is broken, or has gone on for {@link #LONGEST}.
 */
final class IdleRuns {

  /** After this long a run gets a line, so that a quiet desktop is seen to live. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  private final Map<String, Run> runs = new LinkedHashMap<>();

  /**
   * One more idle poll of a session; gives the lines of runs that are over by it.
   *
   * @param asked when the poll was asked
   */
  List<Line> add(String session, Moment asked, Line poll) {
    List<Line> over = new ArrayList<>(1);
    Run run = runs.get(session);
    if (run == null) {
      run = new Run(asked);
      runs.put(session, run);
      if (runs.size() > MOST) {
        Iterator<Run> eldest = runs.values().iterator();
        over.add(eldest.next().line());
        eldest.remove();
      }
    }
    run.count++;
    run.last = poll;
    if (poll.at().since(run.asked).compareTo(LONGEST) >= 0) {
      runs.remove(session);
      over.add(run.line());
    }
    return over;
  }

  /** Something else happened in a session: gives the line of its run, or null if it had none. */
  @Nullable Line broken(String session) {
    Run run = runs.remove(session);
    return run == null ? null : run.line();
  }

  /** It is over: gives the lines of all runs. */
  List<Line> close() {
    List<Line> lines = runs.values().stream().map(Run::line).toList();
    runs.clear();
    return lines;
  }

  /** Polls one after the other: from when the first was asked until the last was answered. */
  private static final class Run {
    private final Moment asked;
    private int count;
    private @Nullable Line last;

    Run(Moment asked) {
      this.asked = asked;
    }

    Line line() {
      if (last == null) {
        throw new IllegalStateException("run: empty (expected: at least one poll)");
      }
      String what =
          count == 1 ? "idle poll" : count + " idle polls in " + Words.span(last.at().since(asked));
      return new Line(last.at(), last.port(), last.facts(), last.agent(), Tone.DIM, what);
    }
  }
}
