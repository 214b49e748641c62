package dev.boshtap.proxy.config;

import java.util.List;

/**
 * A configuration, and where each of its values came from.
 *
 * @param config what holds
 * @param values every setting, in the order of {@code config.yaml}
 * @param doubts what a person is to be told, a line each: what looks like a setting and is none
 */
public record Effective(Config config, List<Value> values, List<String> doubts) {

  /**
   * One setting.
   *
   * @param key as in {@code config.yaml}, groups joined by dots
   * @param text the value as it was written; empty if not set
   * @param origin a flag, an environment variable, {@code FILE:LINE}, or {@code default}
   */
  public record Value(String key, String text, String origin) {}

  /** Keeps the lists as they are now. */
  public Effective {
    values = List.copyOf(values);
    doubts = List.copyOf(doubts);
  }

  /** Whether nobody has said anything of a setting. */
  public boolean isDefault(String key) {
    return values.stream()
        .anyMatch(value -> value.key().equals(key) && value.origin().equals("default"));
  }

  /** The settings as a configuration file, with their origins as comments. */
  public String yaml() {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (Value value : values) {
      int dot = value.key().indexOf('.');
      String own = dot < 0 ? "" : value.key().substring(0, dot);
      if (!own.equals(group)) {
        text.append(own).append(":\n");
        group = own;
      }
      String line =
          (dot < 0 ? "" : "  ") + value.key().substring(dot + 1) + ": " + quoted(value.text());
      text.append("%-44s # %s%n".formatted(line.stripTrailing(), value.origin()));
    }
    return text.toString().replace("\r\n", "\n");
  }

  /** Plain scalars cannot hold every text (YAML 1.2, 7.3.3). */
  private static String quoted(String text) {
    boolean plain = text.matches("[\\w./+-][\\w./:+-]*|\\[.*]|") && !text.endsWith(":");
    return plain ? text : "'" + text.replace("'", "''") + "'";
  }
}
