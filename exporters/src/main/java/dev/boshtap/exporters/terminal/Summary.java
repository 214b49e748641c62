package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.Sink;
import java.io.Flushable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts, and says at the end what it all came to: exchanges, polls by what became of them and by
 * whom, agents, events, findings, tunnels, failures and losses. Prints when it is closed.
 */
public final class Summary implements Sink {

  private static final int MOST_NAMES = 10_000;
  private static final int SHOWN = 20;

  private final Appendable out;
  private final int width;
  private final String heading;
  private final Map<String, Long> polls = new TreeMap<>();
  private final Map<String, Long> unansweredBy = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private final Set<String> agents = new TreeSet<>();
  private final Map<String, Long> tunnels = new TreeMap<>();
  private final Map<String, Long> failures = new TreeMap<>();
  private final Map<String, Long> losses = new TreeMap<>();
  private final Map<Long, FaultSide> findings = new HashMap<>();
  private long overdue;
  private long exchanges;
  private boolean closed;

  /**
   * Prints to {@code out} when closed; {@code out} stays open.
   *
   * @param width columns of the terminal; 0 where there is none
   */
  public Summary(Appendable out, int width) {
    this(out, width, "summary");
  }

  /** The same under a heading that says of what. */
  public Summary(Appendable out, int width, String heading) {
    this.out = out;
    this.width = width;
    this.heading = heading;
  }

  @Override
  public void accept(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      happened(happened.event());
    } else if (observation instanceof Observation.Finished finished) {
      finished(finished);
    } else if (observation instanceof Observation.Loss loss) {
      count(losses, loss.what(), loss.count());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    for (String line : lines()) {
      out.append(line + '\n');
    }
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  /** The summary so far, a line for each thing worth saying. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(heading);
    lines.add(line("exchanges", Long.toString(exchanges)));
    lines.add(line("polls", polls()));
    lines.add(line("agents", agents()));
    lines.add(line("events", counted(events)));
    if (!findings.isEmpty()) {
      lines.add(line("findings", findings()));
    }
    if (!tunnels.isEmpty()) {
      lines.add(line("tunnels", counted(tunnels)));
    }
    if (!failures.isEmpty()) {
      lines.add(line("failures", counted(failures)));
    }
    if (!losses.isEmpty()) {
      lines.add(line("not recorded", lost()));
    }
    return lines;
  }

  private String line(String name, String text) {
    return Paragraph.of("  %-14s".formatted(name), text, width);
  }

  private void happened(Event event) {
    if (event instanceof Event.Found found) {
      found(found.finding());
    } else {
      count(events, event.type(), 1);
    }
    String agent = event.context().agent();
    if (agent != null) {
      sawAgent(agent);
    }
    if (event instanceof Event.Tunnel tunnel) {
      count(tunnels, tunnel.target().toString(), 1);
    } else if (event instanceof Event.Failure failure) {
      count(failures, failure.failure().leg().word() + ' ' + failure.failure().stage().word(), 1);
    } else if (event instanceof Event.Poll poll) {
      poll(poll);
    }
  }

  /** What is told later under the same number is the same finding, of which more is known. */
  private void found(Finding finding) {
    if (findings.containsKey(finding.number()) || findings.size() < MOST_NAMES) {
      findings.put(finding.number(), finding.side());
    }
  }

  private void poll(Event.Poll poll) {
    switch (poll.outcome()) {
      case OVERDUE -> overdue++;
      case UNANSWERED -> count(unansweredBy, poll.ending().endedBy().orElse("unknown"), 1);
      default -> {}
    }
  }

  private void finished(Observation.Finished finished) {
    exchanges++;
    BoshFacts bosh = finished.bosh();
    if (bosh != null) {
      count(polls, bosh.outcome(), 1);
      if (bosh.agent() != null) {
        sawAgent(bosh.agent());
      }
    }
  }

  private String polls() {
    List<String> parts = new ArrayList<>();
    parts.add(of(polls, "answered") + " answered");
    String by =
        unansweredBy.entrySet().stream()
            .map(entry -> entry.getKey() + ' ' + entry.getValue())
            .collect(Collectors.joining(", "));
    parts.add(of(polls, "unanswered") + " unanswered" + (by.isEmpty() ? "" : " (" + by + ")"));
    parts.add(of(polls, "late") + " late");
    parts.add(overdue + " overdue");
    parts.add(of(polls, "error") + " badly answered");
    parts.add(of(polls, "pending") + " pending");
    return String.join(", ", parts);
  }

  private String agents() {
    return agents.isEmpty() ? "none" : agents.size() + " (" + some(List.copyOf(agents)) + ")";
  }

  private String findings() {
    Map<String, Long> sides = new TreeMap<>();
    findings
        .values()
        .forEach(side -> count(sides, side == FaultSide.UNKNOWN ? "side unknown" : side.word(), 1));
    return findings.size() + " (" + counted(sides) + "); `boshtap diagnose` tells what to do";
  }

  private static long of(Map<String, Long> counts, String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** The names with their counts, the most frequent first. */
  private static String counted(Map<String, Long> counts) {
    return some(
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(entry -> entry.getKey() + ' ' + entry.getValue())
            .toList());
  }

  /** What was lost once needs no number: a file is damaged, and not so many times. */
  private String lost() {
    return some(
        losses.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(loss -> loss.getKey() + (loss.getValue() == 1 ? "" : " " + loss.getValue()))
            .toList());
  }

  private static String some(List<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().limit(SHOWN).map(Printable::text).collect(Collectors.joining(", "))
            + (names.size() > SHOWN ? ", …" : "");
  }

  private void sawAgent(String agent) {
    if (agents.size() < MOST_NAMES) {
      agents.add(agent);
    }
  }

  private static void count(Map<String, Long> counts, String name, long many) {
    if (counts.containsKey(name) || counts.size() < MOST_NAMES) {
      counts.merge(name, many, Long::sum);
    }
  }
}
