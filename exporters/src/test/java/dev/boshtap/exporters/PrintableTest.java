package dev.boshtap.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "READY (was NOT_READY)", "Zoë Müller", "Łukasz", "山田", "نام\u200cها", "🙂"})
  void whatIsHarmlessStays(String text) {
    assertThat(Printable.text(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'\u001b[2J', '\\u001b[2J'",
    "'a\nb', 'a\\nb'",
    "'a\rb', 'a\\rb'",
    "'a\tb', 'a\\tb'",
    "'\u009b31m', '\\u009b31m'",
    "'\u0007', '\\u0007'",
    "'x\u202ey', 'x\\u202ey'",
    "'x\u2066y', 'x\\u2066y'",
    "'x\u2028y', 'x\\u2028y'",
    "'\ufeffx', '\\ufeffx'",
    "'\ud83d', '\\ud83d'",
    "'\udb40\udc41', '\\u{e0041}'",
  })
  void whatCouldActIsShownInstead(String text, String shown) {
    assertThat(Printable.text(text)).isEqualTo(shown);
  }
}
