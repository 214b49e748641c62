package dev.boshtap.exporters.report;

import dev.boshtap.decoders.diagnosis.Verdict;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.Sink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a report shows of captures, and writes it as one page. It is given observations as
 * every sink is, redacted; memory grows with agents and with what goes wrong, not with polls.
 */
public final class Report implements Sink {

  private static final int MOST_LANES = 5_000;
  private static final String SESSION = "session ";

  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final PlotSvg roundTrips = new PlotSvg();
  private final PlotSvg drifts = new PlotSvg();
  private Duration shift = Duration.ZERO;
  private long exchanges;
  private long events;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /** A report of nothing yet. */
  public Report() {}

  /** From here on it is another capture's: what its clock lacks to be the servers'. */
  public void capture(Duration ahead) {
    shift = ahead;
  }

  @Override
  public void accept(Observation observation) {
    if (observation instanceof Observation.Finished finished) {
      finished(finished);
    } else if (observation instanceof Observation.Happened happened) {
      events++;
      happened(happened.event());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /**
   * Writes the page.
   *
   * @param findings what was found, redacted as the observations are
   */
  public void write(Appendable out, Verdict verdict, List<Finding> findings, ReportFacts facts)
      throws IOException {
    new ReportPage(this, verdict, findings, facts).write(out);
  }

  private void finished(Observation.Finished finished) {
    exchanges++;
    Exchange exchange = finished.exchange();
    Moment ended = exchange.ended();
    BoshFacts bosh = finished.bosh();
    if (ended == null) {
      return;
    }
    Instant began = exchange.started().wall().plus(shift);
    Instant over = ended.wall().plus(shift);
    from = Math.min(from, began.toEpochMilli());
    to = Math.max(to, over.toEpochMilli());
    Lane lane = bosh == null ? null : lane(bosh.agent(), bosh.sid());
    if (lane == null || bosh == null) {
      return;
    }
    lane.at(exchange.connection().server());
    switch (bosh.outcome()) {
      case "answered", "late" -> lane.answered(began, over);
      case "unanswered", "error" -> lane.unanswered(began, over);
      default -> {}
    }
  }

  private void happened(Event event) {
    Instant at = event.context().at().wall().plus(shift);
    if (event instanceof Event.Finesse finesse) {
      finesse(finesse, at);
    } else if (event instanceof Event.SocketClosed closed) {
      Lane lane = lane(closed.context().agent(), null);
      if (lane != null) {
        Instant opened = at.minus(closed.lasted());
        lane.at(closed.context().connection().server());
        lane.answered(opened, at);
        if (closed.closedBy() == null) {
          lane.unanswered(at, at);
        }
        from = Math.min(from, opened.toEpochMilli());
        to = Math.max(to, at.toEpochMilli());
      }
    } else if (event instanceof Event.Clock clock) {
      if (clock.roundTrip() != null) {
        roundTrips.add(at.toEpochMilli(), clock.roundTrip().toMillis());
      }
      if (clock.drift() != null) {
        drifts.add(at.toEpochMilli(), clock.drift().toMillis());
      }
    }
  }

  private void finesse(Event.Finesse finesse, Instant at) {
    String agent = finesse.context().agent();
    Lane lane = agent == null ? null : lane(agent, null);
    if (lane == null) {
      return;
    }
    String state = finesse.fields().state();
    boolean own = finesse.item().node().endsWith('/' + agent);
    if (finesse.subject() == Event.Subject.USER && own && state != null) {
      lane.state(at, state);
    }
    Life.Call call = finesse.life().call();
    if (call != null && call.phase() != null) {
      switch (call.phase()) {
        case ANSWERED, PLACED -> lane.callBegan(at);
        case ENDED, FAILED, TRANSFERRED, WRAP_UP -> lane.callEnded(at);
        default -> {}
      }
    }
  }

  private @Nullable Lane lane(@Nullable String agent, @Nullable String sid) {
    String name = agent == null ? sid == null ? null : SESSION + sid : agent;
    if (agent != null && sid != null) {
      lanes.remove(SESSION + sid); // Now it is known whose it is.
    }
    if (name == null || (lanes.size() >= MOST_LANES && !lanes.containsKey(name))) {
      return null;
    }
    return lanes.computeIfAbsent(name, unseen -> new Lane());
  }

  Map<String, Lane> lanes() {
    return lanes;
  }

  PlotSvg roundTrips() {
    return roundTrips;
  }

  PlotSvg drifts() {
    return drifts;
  }

  long exchanges() {
    return exchanges;
  }

  long events() {
    return events;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }
}
