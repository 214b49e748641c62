package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Downloads;
import dev.boshtap.bench.load.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One large answer: how quick it passes, and that it is not kept. */
final class Download implements Aim {

  private static final long BYTES = 500_000_000;
  private static final int ROUNDS = 5;
  private static final double AIM = 0.8;

  /** More than this on top is no flat memory: the copies for reading are capped at 1 MiB. */
  private static final long FLAT = 64_000_000;

  @Override
  public String name() {
    return "download";
  }

  @Override
  public String target() {
    return "500 MB at 0.8 or more of HAProxy's rate, flat memory";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    Optional<Peer> haproxy = setting.peer("haproxy");
    if (haproxy.isEmpty()) {
      return new Outcome(Verdict.UNKNOWN, "HAProxy is not installed");
    }
    List<Double> ratios = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    long growth = 0;
    try (Peer.Running forwards = setting.bench().start(haproxy.get());
        Peer.Running boshtap = setting.bench().start(setting.boshtap())) {
      Downloads.run(boshtap, BYTES / 5);
      for (int round = 0; round < ROUNDS; round++) {
        Downloads.Download theirs = Downloads.run(forwards, BYTES);
        Downloads.Download ours = Downloads.run(boshtap, BYTES);
        ratios.add(ours.bytesPerSecond() / theirs.bytesPerSecond());
        costs.add((double) ours.processor().toNanos() / theirs.processor().toNanos());
        growth = Math.max(growth, ours.growth());
        setting.out().printf("haproxy %s%nboshtap %s%n", theirs, ours);
      }
    }
    double ratio = Figures.median(ratios);
    return new Outcome(
        Verdict.of(ratio >= AIM && growth <= FLAT),
        String.format(
            Locale.ROOT,
            "%.2f of HAProxy's rate, %.2f times its processor time, at most %.0f MB more resident",
            ratio,
            Figures.median(costs),
            growth / 1e6));
  }
}
