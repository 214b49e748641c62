package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.exporters.Sink;
import java.io.Flushable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints what happens as lines that a person reads at a glance, one for each event and for each
 * BOSH exchange that gave none:
 *
 * <pre>
 * 10:00:04.120  7443 200    712   3.9s 1001003  READY (was NOT_READY)
 * 10:01:04.311  7443   -     -1  41.0s 1001003  NO ANSWER, client reset, rid 4711 (wait 30s)
 * </pre>
 *
 * <p>Lines are only ever appended, so the output is the same on a terminal and in a pipe. What an
 * exchange gave is printed together with its result; what is said of an exchange that is still open
 * is printed at the next {@link #flush}.
 */
public final class TerminalSink implements Sink {

  private static final int MOST_TARGETS = 10_000;
  private static final int FULL = 1 << 15;

  private final Appendable out;
  private final TerminalStyle style;
  private final IdleRuns idle = new IdleRuns();
  private final Set<HostPort> tunnels = new HashSet<>();
  private final Map<Long, String> findings = new HashMap<>();
  private final Set<HostPort> refusing = new HashSet<>();
  private final List<Event> waiting = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();

  /** Prints to {@code out}, which stays open when this is closed. */
  public TerminalSink(Appendable out, TerminalStyle style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (observation instanceof Observation.Happened happened) {
      waiting.add(happened.event());
    } else if (observation instanceof Observation.Finished finished) {
      finished(finished);
    } else if (observation instanceof Observation.Loss loss) {
      printWaiting();
      String what = loss.what() + (loss.count() == 1 ? "" : " (" + loss.count() + ")");
      Line line = new Line(loss.at(), 0, Line.Facts.NONE, "", Tone.BAD, "NOT RECORDED: " + what);
      append(line.renderWhole(style));
    }
  }

  @Override
  public void flush() throws IOException {
    printWaiting();
    appendLines();
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  /** Prints what is still folded. */
  @Override
  public void close() throws IOException {
    printWaiting();
    for (Line line : idle.close()) {
      print(line);
    }
    flush();
  }

  private void finished(Observation.Finished finished) throws IOException {
    Exchange exchange = finished.exchange();
    List<Event> own = new ArrayList<>();
    waiting.removeIf(event -> event.context().exchange() == exchange.number() && own.add(event));
    printWaiting();
    Moment ended = exchange.ended();
    if (own.isEmpty() && ended != null) {
      saidNothing(finished, ended);
      return;
    }
    Line.Facts facts = ended == null ? Line.Facts.NONE : facts(exchange, ended);
    for (Event event : own) {
      print(event, facts);
      facts = Line.Facts.NONE;
    }
  }

  private void saidNothing(Observation.Finished finished, Moment ended) throws IOException {
    Exchange exchange = finished.exchange();
    BoshFacts bosh = finished.bosh();
    if (bosh == null) {
      if (style.everything()) {
        String how =
            exchange.ending() instanceof Ending.Answered
                ? ""
                : ", " + Words.ending(exchange.ending());
        String what = exchange.request().method() + ' ' + exchange.request().target() + how;
        print(line(exchange, ended, "", what));
      }
      return;
    }
    String agent = bosh.agent() == null ? "" : bosh.agent();
    String rid = bosh.rid() == null ? "" : ", rid " + bosh.rid();
    Line line = line(exchange, ended, agent, bosh.outcome() + rid);
    if (bosh.idle() && bosh.sid() != null) {
      for (Line over : idle.add(bosh.sid(), exchange.started(), line)) {
        print(over);
      }
    } else {
      if (bosh.sid() != null) {
        breakRun(bosh.sid());
      }
      print(line);
    }
  }

  private static Line line(Exchange exchange, Moment ended, String agent, String what) {
    int port = exchange.connection().server().port();
    return new Line(ended, port, facts(exchange, ended), agent, Tone.DIM, what);
  }

  private static Line.Facts facts(Exchange exchange, Moment ended) {
    return EventText.facts(
        exchange.status(), exchange.responseBody().size(), Words.span(exchange.held(ended)));
  }

  private void printWaiting() throws IOException {
    for (Event event : waiting) {
      print(event, Line.Facts.NONE);
    }
    waiting.clear();
  }

  private void print(Event event, Line.Facts facts) throws IOException {
    if (event instanceof Event.Tunnel tunnel && !isFirst(tunnels, tunnel.target())) {
      return;
    }
    if (event instanceof Event.Found found && !isNews(found.finding())) {
      return;
    }
    if (event instanceof Event.Clock) {
      return; // The line of the REST call that showed it has the numbers.
    }
    Context context = event.context();
    if (context.sid() != null) {
      breakRun(context.sid());
    }
    if (event instanceof Event.Notice notice && notice.sign() == Sign.CA_ACCEPTED) {
      refusing.remove(event.context().connection().server());
    }
    if (event instanceof Event.Failure failure && isRetry(failure)) {
      return;
    }
    Line line = EventText.line(event, facts);
    append(isToBeReadWhole(event, line) ? line.renderWhole(style) : line.render(style));
  }

  /** What asks for attention: it names who hung up, which request it was, and what to do. */
  private static boolean isToBeReadWhole(Event event, Line line) {
    return line.tone() == Tone.BAD
        || line.tone() == Tone.WARN
        || event instanceof Event.Failure
        || event instanceof Event.Found
        || (event instanceof Event.Notice notice && notice.sign() == Sign.CA_REFUSED);
  }

  /**
   * A browser that does not trust our CA tries again every few seconds: the first time is enough
   * until it does.
   */
  private boolean isRetry(Event.Failure failure) {
    return failure.failure().leg() == Side.CLIENT && !isFirst(refusing, failure.target());
  }

  /** A finding is printed once, and again when it is another cause, or surer, or worse. */
  private boolean isNews(Finding finding) {
    String said =
        finding.rule()
            + finding.severity()
            + FindingText.side(finding)
            + (finding.agentCount() > 1)
            + finding.partOf();
    if (findings.size() >= MOST_TARGETS) {
      findings.clear();
    }
    return !said.equals(findings.put(finding.number(), said));
  }

  private static boolean isFirst(Set<HostPort> known, HostPort target) {
    if (known.size() >= MOST_TARGETS) {
      known.clear();
    }
    return known.add(target);
  }

  private void breakRun(String session) throws IOException {
    Line line = idle.broken(session);
    if (line != null) {
      print(line);
    }
  }

  private void print(Line line) throws IOException {
    append(line.render(style));
  }

  private void append(String line) throws IOException {
    lines.append(line).append('\n');
    if (lines.length() >= FULL) {
      appendLines();
    }
  }

  /** Many lines at once: to write each to the terminal would cost more than to make it. */
  private void appendLines() throws IOException {
    try {
      out.append(lines);
    } finally {
      lines.setLength(0);
    }
  }
}
