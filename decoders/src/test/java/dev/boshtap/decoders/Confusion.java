package dev.boshtap.decoders;

import dev.boshtap.decoders.diagnosis.Detectors;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which rules found what they should in scenarios of known truth, and which what they should not.
 */
final class Confusion {

  private static final class Score {
    private int right;
    private final List<String> missed = new ArrayList<>(0);
    private final List<String> wrong = new ArrayList<>(0);
  }

  private final Map<String, Score> scores = new TreeMap<>();
  private final StringBuilder scenarios = new StringBuilder();
  private int many;

  void add(String name, String what, Set<String> expected, Set<String> found) {
    many++;
    scenarios.append(
        "| `%s` | %s | %s |\n"
            .formatted(name, what, expected.isEmpty() ? "nothing" : code(expected)));
    for (String rule : expected) {
      Score score = score(rule);
      if (found.contains(rule)) {
        score.right++;
      } else {
        score.missed.add(name);
      }
    }
    found.stream()
        .filter(rule -> !expected.contains(rule))
        .forEach(rule -> score(rule).wrong.add(name));
  }

  private Score score(String rule) {
    return scores.computeIfAbsent(rule, unseen -> new Score());
  }

  private static String code(Set<String> rules) {
    return "`" + String.join("`, `", rules) + "`";
  }

  /** The rules that missed something, or found what was not there. */
  List<String> wrong() {
    return scores.entrySet().stream()
        .filter(each -> !each.getValue().missed.isEmpty() || !each.getValue().wrong.isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  String table() {
    StringBuilder table = new StringBuilder("\n## Rule by rule\n\n");
    table.append("Of %d scenarios, each rule with those in which it is true:\n\n".formatted(many));
    table.append("| rule | true in | found | missed | raised where it is not true |\n");
    table.append("| --- | ---: | ---: | ---: | ---: |\n");
    for (Rule rule : Detectors.rules()) {
      Score score = score(rule.name());
      table.append(
          "| `%s` | %d | %d | %d | %d |\n"
              .formatted(
                  rule.name(),
                  score.right + score.missed.size(),
                  score.right,
                  score.missed.size(),
                  score.wrong.size()));
    }
    table.append("\n## Scenario by scenario\n\n| scenario | what happens | true |\n");
    return table.append("| --- | --- | --- |\n").append(scenarios).toString();
  }
}
