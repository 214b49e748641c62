package dev.boshtap.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PrintableProperties {

  @Provide
  Arbitrary<String> network() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all(),
        Arbitraries.strings().withCharRange('\0', '\u00a0'),
        Arbitraries.strings().withCharRange('\u2000', '\u2070'),
        Arbitraries.strings().withCharRange('\ud800', '\udfff'));
  }

  @Property
  void nothingThatCouldActOnATerminalComesThrough(@ForAll("network") String text) {
    assertThat(Printable.text(text).codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c >= 0x202a && c <= 0x202e)
        .noneMatch(c -> c >= 0x2066 && c <= 0x2069)
        .noneMatch(c -> c == 0x2028 || c == 0x2029)
        .noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  @Property
  void twiceIsOnce(@ForAll("network") String text) {
    assertThat(Printable.text(Printable.text(text))).isEqualTo(Printable.text(text));
  }
}
