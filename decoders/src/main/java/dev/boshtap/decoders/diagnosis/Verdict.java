package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.client.ClientRules;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.diagnosis.rule.trust.TrustRules;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis comes to.
 *
 * @param text one sentence that a manager understands; a second where a part of the traffic is
 *     known to be missing
 * @param side where to look first, or null when nothing was found
 * @param trouble whether something is to be done
 */
public record Verdict(String text, @Nullable FaultSide side, boolean trouble) {

  /** Causes that keep desktops out. */
  private static final Set<String> NO_ENTRY =
      Stream.of(
              NetworkRules.PORT_BLOCKED,
              NetworkRules.UNREACHABLE,
              NetworkRules.NAME,
              NetworkRules.SOCKET_REFUSED,
              NetworkRules.UPSTREAM_PROXY,
              NetworkRules.STRANGER,
              NetworkRules.GATEWAY,
              ServerRules.REFUSES,
              ServerRules.FAILED,
              ServerRules.NO_ENDPOINT,
              TrustRules.NOT_ACCEPTED,
              TrustRules.SERVER_CERTIFICATE,
              TrustRules.HANDSHAKE,
              TrustRules.LOGIN_REFUSED,
              TrustRules.NO_BACKEND_AT_LOGIN)
          .map(Rule::name)
          .collect(Collectors.toUnmodifiableSet());

  static Verdict of(List<Finding> all, Tally tally) {
    Verdict verdict = ofWhatIsThere(all, tally);
    String missing = tally.missing();
    return missing.isEmpty()
        ? verdict
        : new Verdict(
            verdict.text() + " A part of the traffic is missing: " + missing + ".",
            verdict.side(),
            verdict.trouble());
  }

  private static Verdict ofWhatIsThere(List<Finding> all, Tally tally) {
    List<Finding> found = all.stream().filter(Finding::isTrouble).toList();
    if (found.isEmpty()) {
      return new Verdict("Nothing wrong was found in " + seen(tally) + ".", null, false);
    }
    List<Finding> atOnce =
        found.stream()
            .filter(finding -> finding.rule().equals(ServerRules.ALL_AT_ONCE.name()))
            .toList();
    Finding first = atOnce.isEmpty() ? found.get(0) : atOnce.get(0);
    if (!atOnce.isEmpty()) {
      return new Verdict(atOnce(first, atOnce.size(), others(found, atOnce)), first.side(), true);
    }
    if (first.rule().equals(NetworkRules.SITE_CUT.name())) {
      return new Verdict(
          "%d agents were cut off at once: look at the way that they share%s."
              .formatted(many(first), others(found, List.of(first))),
          first.side(),
          true);
    }
    List<Finding> outages = found.stream().filter(Verdict::isDisconnect).toList();
    if (outages.isEmpty()) {
      return new Verdict(
          "%s: %s (%s)%s."
              .formatted(
                  NO_ENTRY.contains(first.rule())
                      ? "Desktops cannot connect or sign in"
                      : first.severity() == Severity.ERROR
                          ? "Desktops stay connected and cannot work"
                          : "No agent lost the connection, but something is wrong",
                  title(first),
                  where(first),
                  others(found, List.of(first))),
          first.side(),
          true);
    }
    return agents(outages, found);
  }

  private static Verdict agents(List<Finding> outages, List<Finding> found) {
    long agents = outages.stream().flatMap(finding -> finding.agents().stream()).distinct().count();
    Finding worst = outages.get(0);
    FaultSide side = most(outages);
    String text;
    if (agents <= 1) {
      text =
          "One agent %s: %s (%s)"
              .formatted(
                  worst.severity() == Severity.ERROR ? "lost the connection" : "was disturbed",
                  title(worst),
                  where(worst));
    } else {
      text =
          "%d agents were disturbed, at different times: most of it points to the %s (%s)"
              .formatted(agents, words(side), title(leading(outages, side)));
    }
    List<Finding> told = agents <= 1 ? List.of(worst) : outages;
    return new Verdict(text + others(found, told) + ".", side, true);
  }

  private static String atOnce(Finding finding, int times, String others) {
    return "%d agents lost %s at once%s: look at the %s first%s."
        .formatted(
            many(finding),
            finding.servers().isEmpty() ? "the server" : finding.servers().get(0).host(),
            times > 1 ? ", " + times + " times" : "",
            finding.side() == FaultSide.SERVER ? "server" : "server and the way to it",
            others);
  }

  /** An outage that was seen, or that a log tells of. */
  private static boolean isDisconnect(Finding finding) {
    return !finding.outages().isEmpty() || finding.rule().equals(ClientRules.SILENT.name());
  }

  private static long many(Finding finding) {
    return Math.max(finding.agentCount(), finding.count());
  }

  private static FaultSide most(List<Finding> findings) {
    Map<FaultSide, Long> sides = new EnumMap<>(FaultSide.class);
    for (Finding finding : findings) {
      // Of many outages those are counted too whose timelines are not kept.
      sides.merge(finding.side(), finding.outages().isEmpty() ? 1 : finding.count(), Long::sum);
    }
    Map<FaultSide, Long> known = new EnumMap<>(sides);
    known.remove(FaultSide.UNKNOWN);
    return (known.isEmpty() ? sides : known)
        .entrySet().stream()
            .max(Map.Entry.<FaultSide, Long>comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(FaultSide.UNKNOWN);
  }

  private static Finding leading(List<Finding> outages, FaultSide side) {
    return outages.stream()
        .filter(finding -> finding.side() == side)
        .findFirst()
        .orElse(outages.get(0));
  }

  private static String title(Finding finding) {
    return Detectors.title(finding.rule());
  }

  private static String where(Finding finding) {
    return words(finding.side())
        + switch (finding.certainty()) {
          case CERTAIN -> "";
          case LIKELY -> ", likely";
          case POSSIBLE -> ", possibly";
        };
  }

  private static String words(FaultSide side) {
    return side == FaultSide.UNKNOWN ? "side not known" : side.word();
  }

  /** How many kinds of trouble there are beside what was told; of one kind there may be many. */
  private static String others(List<Finding> found, List<Finding> told) {
    Set<String> kinds = found.stream().map(Finding::rule).collect(Collectors.toSet());
    told.forEach(finding -> kinds.remove(finding.rule()));
    return switch (kinds.size()) {
      case 0 -> "";
      case 1 -> "; one more finding";
      default -> "; " + kinds.size() + " more findings";
    };
  }

  private static String seen(Tally tally) {
    return "%d exchange%s, %d poll%s of %d agent%s"
        .formatted(
            tally.exchanges(),
            tally.exchanges() == 1 ? "" : "s",
            tally.polls(),
            tally.polls() == 1 ? "" : "s",
            tally.agents(),
            tally.agents() == 1 ? "" : "s");
  }
}
