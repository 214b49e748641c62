package dev.boshtap.bench.store;

import dev.boshtap.decoders.DiagnosingObserver;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.wire.Moment;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/**
 * Desktops that lose a poll every few minutes, for hours in compressed time, through observer and
 * diagnosis: the heap in use after each hour, which shows what they remember, and that it ends.
 *
 * <p>Arguments: agents (500), hours (24), one poll lost in so many (20).
 */
public final class ManyOutages {

  private static final Duration TICK = Duration.ofMillis(200);

  private ManyOutages() {}

  /** Runs the hours and prints a table. */
  public static void main(String[] args) {
    int agents = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int hours = args.length > 1 ? Integer.parseInt(args[1]) : 24;
    int oneLostIn = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    PrintStream out = System.out;
    Instant start = Instant.parse("2026-11-22T00:00:00Z");
    ShiftTraffic traffic = new ShiftTraffic(agents, start, Duration.ofHours(hours), oneLostIn);
    DiagnosingObserver observer =
        new DiagnosingObserver(
            new Observer(Limits.DEFAULTS), new Diagnosis(DiagnosisLimits.DEFAULTS));
    Moment[] now = {Moment.of(start)};
    Moment nextTick = now[0];
    Moment nextHour = now[0].plus(Duration.ofHours(1));
    out.println("hour  exchanges  polls lost  heap MB");
    for (int hour = 1; hour <= hours; ) {
      traffic.next(
          event -> {
            now[0] = event.at();
            observer.on(event);
          });
      if (now[0].compareTo(nextTick) >= 0) {
        observer.tick(now[0]);
        nextTick = now[0].plus(TICK);
      }
      if (now[0].compareTo(nextHour) >= 0) {
        System.gc();
        out.printf(
            "%4d %10d %11d %8.1f%n",
            hour++,
            traffic.exchanges(),
            traffic.lost(),
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
        nextHour = nextHour.plus(Duration.ofHours(1));
      }
    }
  }
}
