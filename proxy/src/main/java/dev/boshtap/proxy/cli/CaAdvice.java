package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaCertificate;
import dev.boshtap.ca.NameLimits;
import dev.boshtap.proxy.config.Intercept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a person should know of the CA before it is used: its end, and for which hosts it signs. */
public final class CaAdvice {

  private CaAdvice() {}

  /** The lines to be said; none when all is well. */
  public static List<String> of(CaCertificate ca, Intercept intercept, Instant now) {
    List<String> lines = new ArrayList<>();
    if (ca.expiresSoon(now)) {
      long days = Math.max(0, Duration.between(now, ca.expires()).toDays());
      lines.add(
          "the CA expires in %d days, on %s: `boshtap ca rotate` makes a new one, to be trusted anew"
              .formatted(days, ca.expires()));
    }
    limits(ca, intercept, now, lines);
    return lines;
  }

  private static void limits(
      CaCertificate ca, Intercept intercept, Instant now, List<String> lines) {
    NameLimits wanted = intercept.nameLimits();
    NameLimits limits = ca.limits();
    List<String> outside =
        intercept.hosts().stream()
            .map(Intercept.Target::host)
            .filter(host -> ca.refusal(host, now).isPresent())
            .distinct()
            .toList();
    if (!outside.isEmpty()) {
      lines.add(
          "the CA may sign for %s only, so %s passes UNREAD: `boshtap ca rotate`, given the same hosts, makes one for %s, to be trusted anew"
              .formatted(limits, String.join(", ", outside), wanted));
    } else if (wanted.isNone()) {
      if (!limits.isNone()) {
        lines.add("the CA may sign for %s only; all other hosts pass unread".formatted(limits));
      }
    } else if (!wanted.equals(limits)) {
      lines.add(
          "the CA may sign for %s: `boshtap ca rotate`, given the same hosts, makes one for %s only, to be trusted anew"
              .formatted(limits, wanted));
    }
  }
}
