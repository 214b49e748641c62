package dev.boshtap.decoders.diagnosis.rule;

import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Finding.Severity;

/**
 * What is known beforehand of a cause: the part of a finding that is the same whenever it is found.
 * The reference of rules (docs/reference/rules.md) lists them all.
 *
 * @param name family and cause, for example {@code network.idle-cut}: stable, part of the contract
 * @param title the cause in a few words
 * @param side where it is, unless what is seen says otherwise
 * @param severity how much it matters, unless what is seen says otherwise
 * @param certainty how sure that is, unless what is seen says otherwise
 * @param why from what it follows
 * @param toBeSure what would make it certain; empty where it is
 * @param next what to do
 */
public record Rule(
    String name,
    String title,
    FaultSide side,
    Severity severity,
    Certainty certainty,
    String why,
    String toBeSure,
    String next) {

  /** Checks that nothing is left unsaid. */
  public Rule {
    if (!name.matches("[a-z]+(\\.[a-z0-9]+(-[a-z0-9]+)*)+")) {
      throw new IllegalArgumentException("rule: " + name + " (expected: family.cause)");
    }
    if (title.isBlank() || why.isBlank() || next.isBlank()) {
      throw new IllegalArgumentException(name + ": title, why or next is missing");
    }
    if (certainty != Certainty.CERTAIN && toBeSure.isBlank()) {
      throw new IllegalArgumentException(
          name + ": not certain, and not said what would make it so");
    }
  }

  /** The part of the name before the dot: the folder that the rule is in. */
  public String family() {
    return name.substring(0, name.indexOf('.'));
  }
}
