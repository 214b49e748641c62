package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.exporters.redact.SensitiveNames.Known;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesInMarkupTest {

  private final List<String> asked = new ArrayList<>();
  private final NamesInMarkup names =
      new NamesInMarkup(
          name -> {
            asked.add(name);
            return known(name);
          });

  @Test
  void aNameThatWasMetIsNotAskedAboutAgain() {
    assertThat(names.at("<user>", 1, 5)).isEqualTo(known("user"));
    assertThat(names.at("</user>", 2, 6)).isEqualTo(known("user"));
    assertThat(asked).containsExactly("user");
  }

  /** {@code Aa} and {@code BB} have the same hash, as {@code passwordAa} and {@code passwordBB}. */
  @Test
  void namesOfOneSlotAreNotTakenForEachOther() {
    for (int round = 0; round < 3; round++) {
      assertThat(names.at("<passwordAa/>", 1, 11)).isEqualTo(known("passwordAa"));
      assertThat(names.at("<passwordBB/>", 1, 11)).isEqualTo(known("passwordBB"));
    }
  }

  @Test
  void aNameIsNoPartOfALongerOne() {
    assertThat(names.at("<password>", 1, 5)).isEqualTo(known("pass"));
    assertThat(names.at("<password>", 1, 9)).isEqualTo(known("password"));
    assertThat(names.at("<pass", 1, 5)).isEqualTo(known("pass"));
  }

  /** What the network sends decides how long a name is: none stays that takes much memory. */
  @Test
  void aVeryLongNameIsRightAndNotRemembered() {
    String name = "n".repeat(100_000);

    assertThat(names.at(name, 0, name.length())).isEqualTo(known(name));
    assertThat(names.at(name, 0, name.length())).isEqualTo(known(name));
    assertThat(asked).hasSize(2);
  }

  private static Known known(String name) {
    return new Known(name, name, Sensitivity.NONE, Sensitivity.NONE, false, false, null);
  }
}
