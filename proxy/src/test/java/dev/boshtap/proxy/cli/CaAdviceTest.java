package dev.boshtap.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.NameLimits;
import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.config.Intercept;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaAdviceTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private static List<String> advice(List<String> caFor, String... hosts) {
    return advice(caFor, NOW, hosts);
  }

  private static List<String> advice(List<String> caFor, Instant at, String... hosts) {
    RootCa ca = RootCa.create("anna@desk-7", InstantSource.fixed(NOW), NameLimits.forHosts(caFor));
    Intercept intercept =
        new Intercept(
            Stream.of(hosts).map(Intercept.Target::parse).toList(), Set.of(7443), Set.of());
    return CaAdvice.of(ca, intercept, at);
  }

  @Test
  void aCaThatIsAsItWouldBeMadeNowIsNotTalkedAbout() {
    assertThat(advice(List.of())).isEmpty();
    assertThat(advice(List.of("fin1.example.com"), "fin2.example.com:8446")).isEmpty();
  }

  @Test
  void namesTheHostsThatPassUnread() {
    assertThat(advice(List.of("fin1.example.com"), "fin1.example.com", "fin9.example.org"))
        .containsExactly(
            "the CA may sign for example.com only, so fin9.example.org passes UNREAD: `boshtap ca"
                + " rotate`, given the same hosts, makes one for example.com, example.org, to be"
                + " trusted anew");
  }

  @Test
  void offersATighterCa() {
    assertThat(advice(List.of(), "fin1.example.com"))
        .containsExactly(
            "the CA may sign for any host: `boshtap ca rotate`, given the same hosts, makes one for"
                + " example.com only, to be trusted anew");
  }

  @Test
  void remindsOfLimitsWhenNoHostIsNamed() {
    assertThat(advice(List.of("192.0.2.9")))
        .containsExactly("the CA may sign for 192.0.2.9 only; all other hosts pass unread");
  }

  @Test
  void warnsFromThirtyDaysBeforeTheEnd() {
    Instant end = NOW.plus(Duration.ofDays(729));

    assertThat(advice(List.of(), end.minus(Duration.ofDays(30)))).isEmpty();
    assertThat(advice(List.of(), end.minus(Duration.ofDays(30)).plusSeconds(1)))
        .containsExactly(
            "the CA expires in 29 days, on 2028-03-02T05:06:07Z: `boshtap ca rotate` makes a new"
                + " one, to be trusted anew");
  }
}
