package dev.boshtap.decoders;

import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shift in moved time: desktops that poll by themselves, and what goes wrong written down in a
 * file, a line for each: the time, whom it strikes ({@code all}, {@code 1001}, {@code 1001-1010},
 * {@code 1001,1004}), and what. The verbs are those of {@link ShiftDesktop}, and of {@link
 * ShiftSocket} for those that begin with {@code opens-socket}. What is seen on the wire is observed
 * and diagnosed.
 *
 * <pre>
 * 10:00:00 1001-1010 signs-in
 * 10:12:30 1003 reset
 * 10:30:00 all ends
 * </pre>
 *
 * <p>Captures that are diagnosed together stand one after the other, each behind a line that says
 * what its clock lacks to be the servers': {@code capture -40S}.
 */
public final class Shift {

  private record Due(Moment at, long order, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private static final Duration TICK = Duration.ofSeconds(1);

  /** Monotonic clocks count from when a machine was started. */
  private static final long ANOTHER_MACHINE = Duration.ofDays(400).toNanos();

  private static final String CAPTURE = "capture ";

  private final Diagnosis diagnosis = new Diagnosis(DiagnosisLimits.DEFAULTS);
  private DiagnosingObserver both =
      new DiagnosingObserver(new Observer(Limits.DEFAULTS), diagnosis);
  private final Map<String, ShiftSeat> desktops = new LinkedHashMap<>();
  private final PriorityQueue<Due> agenda = new PriorityQueue<>();
  private final Consumer<Observation> listener;
  private List<Observation> heard = List.of();
  private long clockStart;
  private long orders;
  private long exchanges;
  private Duration slept = Duration.ZERO;
  private Moment now = at("10:00:00");

  private Shift(Consumer<Observation> listener) {
    this.listener = listener;
  }

  /** Plays a script to its end; gives what was found. */
  public static Shift play(List<String> lines) {
    List<Observation> heard = new ArrayList<>();
    Shift shift = play(lines, heard::add);
    shift.heard = heard;
    return shift;
  }

  /** Plays a script to its end, and keeps nothing of what the listener hears. */
  public static Shift play(List<String> lines, Consumer<Observation> listener) {
    Shift shift = new Shift(listener);
    for (String line : lines) {
      if (line.startsWith(CAPTURE)) {
        shift.capture(Duration.parse("PT" + line.substring(CAPTURE.length())));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.split(" +", 4);
        shift.at(
            shift.at(words[0]),
            () -> shift.strike(words[1], words[2], words.length > 3 ? words[3] : ""));
      }
    }
    shift.run();
    if (lines.stream().anyMatch(line -> line.startsWith(CAPTURE))) {
      shift.diagnosis.conclude();
    }
    return shift;
  }

  private void capture(Duration clockLacks) {
    if (!agenda.isEmpty()) {
      run();
    }
    both = new DiagnosingObserver(new Observer(Limits.DEFAULTS), diagnosis);
    diagnosis.capture(clockLacks);
    desktops.clear();
    exchanges = 0;
    slept = Duration.ZERO;
    clockStart -= ANOTHER_MACHINE;
    now = at("10:00:00");
  }

  private void run() {
    while (!agenda.isEmpty()) {
      Due due = agenda.remove();
      tickUntil(due.at());
      // A machine that slept wakes late: its own clock stood still meanwhile.
      now = new Moment(due.at().wall().plus(slept), due.at().monotonic());
      due.what().run();
    }
    both.finish(now).forEach(listener);
  }

  /** As the program that observes has its clock tick. */
  private void tickUntil(Moment due) {
    Moment tick = new Moment(now.wall().minus(slept), now.monotonic()).plus(TICK);
    for (; tick.compareTo(due) < 0; tick = tick.plus(TICK)) {
      now = new Moment(tick.wall().plus(slept), tick.monotonic());
      both.tick(now).forEach(listener);
    }
  }

  private void strike(String whom, String what, String how) {
    if (what.equals("machine-sleeps")) {
      slept = slept.plus(Duration.parse("PT" + how));
      return;
    }
    for (String name : names(whom)) {
      seat(name, what.equals("opens-socket")).does(what, how);
    }
  }

  private ShiftSeat seat(String name, boolean socket) {
    return desktops.computeIfAbsent(
        name, unseen -> socket ? new ShiftSocket(this, name) : new ShiftDesktop(this, name));
  }

  /** The desktop that speaks BOSH of an agent who is at work already. */
  ShiftDesktop desktop(String name) {
    return (ShiftDesktop) desktops.get(name);
  }

  private List<String> names(String whom) {
    if (whom.equals("all")) {
      return List.copyOf(desktops.keySet());
    }
    List<String> names = new ArrayList<>();
    for (String part : whom.split(",", -1)) {
      String[] ends = part.split("-", -1);
      IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
          .forEach(each -> names.add(Integer.toString(each)));
    }
    return names;
  }

  private Moment at(String time) {
    Moment moment = Moment.of(Instant.parse("2026-11-22T" + time + "Z"));
    return new Moment(moment.wall(), moment.monotonic() + clockStart);
  }

  private void at(Moment when, Runnable what) {
    agenda.add(new Due(when, orders++, what));
  }

  Moment now() {
    return now;
  }

  void in(Duration span, Runnable what) {
    Moment monotonic = new Moment(now.wall().minus(slept), now.monotonic());
    at(monotonic.plus(span), what);
  }

  /** So many times, a tenth of a second apart. */
  void repeat(int times, Runnable what) {
    for (int i = 0; i < times; i++) {
      in(Duration.ofMillis(100L * i), what);
    }
  }

  long nextExchange() {
    return ++exchanges;
  }

  void see(WireEvent event) {
    both.on(event).forEach(listener);
  }

  /** What was diagnosed. */
  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /** All that was observed. */
  void heard(Consumer<Observation> teller) {
    heard.forEach(teller);
  }

  /** What was found, a line each. */
  List<String> found() {
    List<String> found =
        diagnosis.findings().stream()
            .map(
                finding ->
                    "%s %s %s, %s, agents %s, %d times%s: %s"
                        .formatted(
                            finding.severity().word(),
                            finding.rule(),
                            finding.side().word(),
                            finding.certainty().word(),
                            finding.agents(),
                            finding.count(),
                            finding.partOf() == null ? "" : ", part of another",
                            finding.text()))
            .collect(Collectors.toCollection(ArrayList::new));
    found.add(diagnosis.verdict().text());
    return found;
  }
}
