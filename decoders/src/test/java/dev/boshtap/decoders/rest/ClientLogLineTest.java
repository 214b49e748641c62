package dev.boshtap.decoders.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientLogLineTest {

  @Test
  void aLineHasTwoTimesAHostAndAMessage() {
    ClientLogLine line =
        ClientLogLine.of(
            "2026-11-22T12:24:14.586 -05:00: : fin.example: Nov 22 2026 11:24:14.577 -0600: Header :"
                + " Client: a, Server: b, Drift: -9 ms, Network Latency (round trip): 31 ms");

    assertThat(line).isNotNull();
    assertThat(line.client()).isEqualTo(Instant.parse("2026-11-22T17:24:14.586Z"));
    assertThat(line.server()).isEqualTo(Instant.parse("2026-11-22T17:24:14.577Z"));
    assertThat(line.session()).isEmpty();
    assertThat(line.host()).isEqualTo("fin.example");
    assertThat(line.drift()).isEqualTo(Duration.ofMillis(-9));
    assertThat(line.roundTrip()).isEqualTo(Duration.ofMillis(31));
  }

  @Test
  void theServersTimeMayNotBeKnownYet() {
    ClientLogLine line =
        ClientLogLine.of(
            "2026-11-22T12:24:14.586 +01:00: k7: fin.example: --- -- ---- --:--:--.--- -----: x");

    assertThat(line).isNotNull();
    assertThat(line.session()).isEqualTo("k7");
    assertThat(line.server()).isNull();
    assertThat(line.message()).isEqualTo("x");
    assertThat(line.drift()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   at a later line",
        "2026-11-22T12:24:14.586: : fin.example: Nov 22 2026 11:24:14.577 -0600: x",
        "2026-13-45T12:24:14.586 -05:00: : fin.example: Nov 22 2026 11:24:14.577 -0600: x",
        "2026-11-22T12:24:14.586 -05:00: : fin.example: Nov 99 2026 11:24:14.577 -0600: x"
      })
  void whatIsNoLineIsNone(String text) {
    assertThat(ClientLogLine.of(text)).isNull();
  }

  @Property(tries = 300)
  void noTextMakesItThrow(@ForAll String text) {
    assertThat(ClientLogLine.of(text)).isNull();
    ClientLogLine.of(
        "2026-11-22T12:24:14.586 -05:00: : fin.example: Nov 22 2026 11:24:14.577 -0600: Drift: "
            + text);
  }
}
