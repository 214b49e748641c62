package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggersTest {

  private static final Triggers TRIGGERS = new Triggers(TextRedactionTest.SECRETS_ONLY.triggers());

  @ParameterizedTest
  @MethodSource("dev.boshtap.exporters.redact.TextRedactionTest#places")
  void everyPlaceOfASecretIsLookedAtClosely(String place) {
    assertThat(TRIGGERS.in(place)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PassWord",
        "access-TOKEN",
        "x-api_key",
        "Client_Secret",
        "to-ken",
        "ttoken",
        "papassword",
        "\\u0070assword",
        "%70assword",
        "<input value='x' name=\"st",
        "https://a:b@c"
      })
  void namesAreFoundHoweverTheyAreWritten(String text) {
    assertThat(TRIGGERS.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<body xmlns='http://jabber.org/protocol/httpbind'></body>",
        "<user><state>READY</state><reasonCodeId>7</reasonCodeId><code>32767</code></user>",
        "<callKeyCallId>217</callKeyCallId><firstName>Zoë</firstName>",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36",
        "https://finesse1.example.com:7443/tunnel/",
        "text/plain, */*; q=0.01"
      })
  void whatIsOrdinaryIsPassed(String text) {
    assertThat(TRIGGERS.in(text)).isFalse();
  }
}
