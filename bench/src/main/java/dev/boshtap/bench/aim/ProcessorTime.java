package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Bench;
import dev.boshtap.bench.load.Boshtap;
import dev.boshtap.bench.load.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Processor time of the peer's process for each exchange; the events are recorded, or said lost.
 * Measured at a pace that leaves the machine some room, as where agents work, and as fast as it
 * goes, where waking up costs nothing; the first is held to the aim.
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
    setting
        .out()
        .printf(
            "%d connections, %d exchanges a round (mitmdump: a tenth), %d rounds after %d to warm"
                + " up%n",
            load.connections(), load.exchanges(), load.rounds(), load.warmup());
    try {
      for (Peer peer : peers) {
        running.put(peer, setting.bench().start(peer));
      }
      rounds(setting, running, "as many as are answered", 0, -load.warmup(), load.rounds()).sum();
      LoadTable paced =
          rounds(setting, running, load.rate() + " a second", load.rate(), 0, load.rounds());
      paced.sum();
      return outcome(paced, setting.boshtap().name());
    } finally {
      running.values().forEach(Peer.Running::close);
    }
  }

  private static LoadTable rounds(
      Setting setting, Map<Peer, Peer.Running> running, String pace, int rate, int from, int to)
      throws IOException, InterruptedException {
    Setting.Load load = setting.load();
    LoadTable table =
        new LoadTable(setting.out(), running.keySet().stream().map(Peer::name).toList());
    setting.out().printf("%s:%n", pace);
    for (int number = from; number < to; number++) {
      List<Bench.Round> row = new ArrayList<>();
      for (Map.Entry<Peer, Peer.Running> peer : running.entrySet()) {
        int exchanges = peer.getKey().exchanges(load.exchanges());
        row.add(setting.bench().round(peer.getValue(), load.connections(), exchanges, rate));
      }
      table.add(number, row);
    }
    return table;
  }

  private static Outcome outcome(LoadTable table, String boshtap) {
    double haproxy = table.ratio(boshtap, "haproxy");
    double withoutCapture = table.ratio(Boshtap.NO_CAPTURE, "haproxy");
    double mitmdump = table.ratio("mitmdump", boshtap);
    String figure =
        String.join(
            ", ",
            String.format(Locale.ROOT, "%.1f us", table.micros(boshtap)),
            said("%.2f times HAProxy", haproxy, "HAProxy"),
            said("%.2f times without a capture", withoutCapture, "without a capture"),
            said("a %.0fth of mitmdump", mitmdump, "mitmdump"));
    if (haproxy > AIM_OF_HAPROXY || mitmdump < AIM_OF_MITMDUMP) {
      return new Outcome(Verdict.MISSED, figure);
    }
    boolean both = !Double.isNaN(haproxy) && !Double.isNaN(mitmdump);
    return new Outcome(both ? Verdict.MET : Verdict.UNKNOWN, figure);
  }

  private static String said(String how, double ratio, String what) {
    return Double.isNaN(ratio) ? what + " not measured" : String.format(Locale.ROOT, how, ratio);
  }
}
