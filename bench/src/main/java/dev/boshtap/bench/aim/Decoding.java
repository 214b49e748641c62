package dev.boshtap.bench.aim;

import dev.boshtap.bench.decode.DecodeCost;
import java.util.Locale;

/** A poll and its answer, from bytes to events, against the parser alone on the same bytes. */
final class Decoding implements Aim {

  private static final double AIM = 0.5;

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String target() {
    return "at least 0.5 of the speed of the bare StAX parser reading the same bytes";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    DecodeCost.Ratio ratio = new DecodeCost().compare("identity");
    setting.out().println(ratio);
    return new Outcome(
        Verdict.of(ratio.ofTheParser() >= AIM),
        String.format(
            Locale.ROOT,
            "%.2f of the parser's speed, %.1f us a poll",
            ratio.ofTheParser(),
            ratio.micros()));
  }
}
