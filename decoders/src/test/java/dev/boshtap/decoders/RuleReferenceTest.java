package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.Detectors;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.event.Finding.Certainty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the reference of rules to the rules: {@code -Dgolden.update=true} writes its second half
 * anew.
 */
class RuleReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "reference", "rules.md");
  private static final String BEGIN = "<!-- from here on written by RuleReferenceTest -->\n";

  @Test
  void theReferenceSaysWhatTheRulesSay() throws IOException {
    String text = Files.readString(REFERENCE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(REFERENCE, text.substring(0, begin) + rules());
    }
    assertThat(Files.readString(REFERENCE).substring(begin)).isEqualTo(rules());
  }

  private static String rules() {
    StringBuilder text = new StringBuilder();
    String family = "";
    for (Rule rule : Detectors.rules()) {
      if (!rule.family().equals(family)) {
        family = rule.family();
        text.append("\n## ").append(family).append('\n');
      }
      text.append("\n### `%s`\n\n".formatted(rule.name()))
          .append("%s. ".formatted(capital(rule.title())))
          .append(
              "Side %s, %s, %s.\n\n"
                  .formatted(rule.side().word(), rule.severity().word(), rule.certainty().word()))
          .append("- **Why:** ")
          .append(rule.why())
          .append('\n');
      if (rule.certainty() != Certainty.CERTAIN) {
        text.append("- **To be sure:** ").append(rule.toBeSure()).append('\n');
      }
      text.append("- **Next:** ").append(rule.next()).append('\n');
    }
    return text.toString();
  }

  private static String capital(String title) {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }
}
