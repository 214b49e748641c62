package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Bench;
import java.util.Locale;

/** Everybody comes at once, as after a restart of the server. */
final class ConnectStorm implements Aim {

  private static final int AGENTS = 2_000;
  private static final int SECONDS = 20;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String target() {
    return "2,000 agents in 20 s, none lost, none refused";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    Bench.Storm storm = setting.bench().storm(setting.boshtap(), AGENTS, SECONDS);
    setting.out().println(storm);
    return new Outcome(
        Verdict.of(
            storm.held() == AGENTS
                && storm.recorded() == AGENTS
                && storm.losses() == 0
                && storm.took().toSeconds() <= SECONDS),
        String.format(
            Locale.ROOT,
            "%d of %d polls held after %.1f s, %d lost; %d sessions recorded, %d losses said",
            storm.held(),
            AGENTS,
            storm.took().toMillis() / 1e3,
            storm.lost(),
            storm.recorded(),
            storm.losses()));
  }
}
