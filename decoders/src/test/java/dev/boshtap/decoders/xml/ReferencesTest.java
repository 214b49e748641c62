package dev.boshtap.decoders.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferencesTest {

  @Test
  void resolvesEachReferenceOnce() {
    assertThat(References.resolve("&lt;a&gt;&amp;lt;&quot;&apos;&#65;&#x1F600;"))
        .isEqualTo("<a>&lt;\"'A\uD83D\uDE00");
  }

  @Test
  void leavesWhatIsNoReference() {
    String text = "& &; &nbsp; &#; &#x; &#xZ; &#99999999; &lt a; b &averyveryverylongname;";

    assertThat(References.resolve(text)).isEqualTo(text);
    assertThat(References.resolve("none")).isSameAs("none");
  }
}
