package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Bench;
import dev.boshtap.bench.load.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Processor time of the peer's process for each exchange; the events are recorded, or said lost.
 */
final class ProcessorTime implements Aim {

  private static final double AIM_OF_HAPROXY = 1.5;
  private static final double AIM_OF_MITMDUMP = 20;

  @Override
  public String name() {
    return "processor-time";
  }

  @Override
  public String target() {
    return "at most 1.5 times HAProxy, at most a 20th of mitmdump, for each exchange";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    List<Peer> peers = setting.peers();
    Setting.Load load = setting.load();
    Map<Peer, Peer.Running> running = new LinkedHashMap<>();
    LoadTable table = new LoadTable(setting.out(), peers.stream().map(Peer::name).toList());
    try {
      for (Peer peer : peers) {
        running.put(peer, setting.bench().start(peer));
      }
      setting
          .out()
          .printf(
              "%d connections, %d exchanges a round (mitmdump: a tenth), %d rounds after %d to warm"
                  + " up%n",
              load.connections(), load.exchanges(), load.rounds(), load.warmup());
      for (int round = -load.warmup(); round < load.rounds(); round++) {
        List<Bench.Round> row = new ArrayList<>();
        for (Peer peer : peers) {
          row.add(
              setting
                  .bench()
                  .round(running.get(peer), load.connections(), peer.exchanges(load.exchanges())));
        }
        table.add(round, row);
      }
    } finally {
      running.values().forEach(Peer.Running::close);
    }
    table.sum();
    return outcome(table, setting.boshtap().name());
  }

  private static Outcome outcome(LoadTable table, String boshtap) {
    double haproxy = table.ratio(boshtap, "haproxy");
    double mitmdump = table.ratio("mitmdump", boshtap);
    String figure =
        String.format(
            Locale.ROOT,
            "%.1f us: %.2f times HAProxy, a %.0fth of mitmdump",
            table.micros(boshtap),
            haproxy,
            mitmdump);
    return Double.isNaN(haproxy) || Double.isNaN(mitmdump)
        ? new Outcome(Verdict.UNKNOWN, figure + " (NaN: not installed)")
        : new Outcome(Verdict.of(haproxy <= AIM_OF_HAPROXY && mitmdump >= AIM_OF_MITMDUMP), figure);
  }
}
