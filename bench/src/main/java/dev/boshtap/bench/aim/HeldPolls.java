package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Bench;
import dev.boshtap.bench.load.Peer;
import java.util.Locale;
import java.util.Optional;

/** The memory of polls that are held, each on a connection of its own, sessions tracked. */
final class HeldPolls implements Aim {

  private static final double AIM_EACH = 30e3;
  private static final double AIM_RESIDENT = 400e6;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String target() {
    return "at most 30 kB for each held poll, and 9,000 in 400 MB resident";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    Outcome last = new Outcome(Verdict.UNKNOWN, "no polls were asked for");
    for (int polls : setting.load().held()) {
      for (Peer peer : setting.peers()) {
        Optional<Bench.Held> held = setting.bench().memoryOfHeldPolls(peer, polls);
        String text =
            held.map(
                    memory ->
                        String.format(
                            Locale.ROOT,
                            "%.1f kB for each of %d held polls, %.0f MB in all",
                            memory.each() / 1e3,
                            polls,
                            memory.resident() / 1e6))
                .orElse("this system does not tell");
        setting.out().printf("%-10s %s%n", peer.name(), text);
        if (peer.name().equals(setting.boshtap().name()) && held.isPresent()) {
          Bench.Held memory = held.get();
          last =
              new Outcome(
                  Verdict.of(memory.each() <= AIM_EACH && memory.resident() <= AIM_RESIDENT), text);
        }
      }
    }
    return last;
  }
}
