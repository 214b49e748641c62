package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Generator;
import dev.boshtap.bench.load.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a poll takes longer through boshtap than through HAProxy, one at a time. */
final class AddedLatency implements Aim {

  private static final int ROUNDS = 9;
  private static final int POLLS = 2_000;
  private static final double AIM_P50_MILLIS = 0.1;
  private static final double AIM_P99_MILLIS = 1;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String target() {
    return "p50 <= 0.1 ms and p99 <= 1 ms over HAProxy, 1 connection";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    Optional<Peer> haproxy = setting.peer("haproxy");
    if (haproxy.isEmpty()) {
      return new Outcome(Verdict.UNKNOWN, "HAProxy is not installed");
    }
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    try (Peer.Running forwards = setting.bench().start(haproxy.get());
        Peer.Running boshtap = setting.bench().start(setting.boshtap())) {
      for (int round = -3; round < ROUNDS; round++) {
        Generator.Load least = setting.bench().latency(forwards, POLLS);
        Generator.Load ours = setting.bench().latency(boshtap, POLLS);
        if (round < 0) {
          continue;
        }
        p50.add((ours.p50() - least.p50()) / 1e6);
        p99.add((ours.p99() - least.p99()) / 1e6);
        setting
            .out()
            .printf(
                Locale.ROOT,
                "haproxy p50 %.3f p99 %.3f ms, boshtap p50 %.3f p99 %.3f ms%n",
                least.p50() / 1e6,
                least.p99() / 1e6,
                ours.p50() / 1e6,
                ours.p99() / 1e6);
      }
    }
    double more50 = Figures.median(p50);
    double more99 = Figures.median(p99);
    return new Outcome(
        Verdict.of(more50 <= AIM_P50_MILLIS && more99 <= AIM_P99_MILLIS),
        String.format(Locale.ROOT, "p50 %+.3f ms, p99 %+.3f ms", more50, more99));
  }
}
