package dev.boshtap.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameLimitsTest {

  private static final InstantSource CLOCK = InstantSource.system();

  private static RootCa rootFor(String... hosts) {
    return RootCa.create("anna@desk-7", CLOCK, NameLimits.forHosts(List.of(hosts)));
  }

  @ParameterizedTest
  @CsvSource({
    "fin1.example.com, example.com",
    "fin1.cc.emea.example.com, cc.emea.example.com",
    "uccx_pub.example.com, example.com",
    "example.com, example.com",
    "finesse.co.uk, finesse.co.uk",
    "fin1.example.co.uk, example.co.uk",
    "fin1.github.io, fin1.github.io",
    "fin1.corp.local, corp.local",
    "fin1.local, fin1.local",
    "finesse, finesse",
    "192.0.2.9, 192.0.2.9",
    "[2001:db8::7], 2001:db8:0:0:0:0:0:7"
  })
  void aHostOpensItsOwnDomainAndNeverOneOfStrangers(String host, String permitted) {
    assertThat(NameLimits.forHosts(List.of(host))).hasToString(permitted);
  }

  @Test
  void noHostsMeanNoLimits() {
    assertThat(NameLimits.forHosts(List.of())).isEqualTo(NameLimits.NONE);
    assertThat(NameLimits.NONE.isNone()).isTrue();
    assertThat(NameLimits.NONE.permits("anything.example")).isTrue();
    assertThat(NameLimits.NONE).hasToString("any host");
  }

  @Test
  void areEqualWhateverTheOrderAndRepetition() {
    assertThat(NameLimits.forHosts(List.of("fin1.example.com", "192.0.2.9", "b.example.org")))
        .isEqualTo(
            NameLimits.forHosts(
                List.of("b.example.org", "192.0.2.9", "fin2.Example.COM", "fin1.example.com")))
        .isNotEqualTo(NameLimits.forHosts(List.of("fin1.example.com", "192.0.2.9")));
    assertThat(NameLimits.forHosts(List.of("a.x.example.com", "example.com")))
        .hasToString("example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "fin1.example.com, true",
    "FIN2.example.com., true",
    "uccx_pub.example.com, true",
    "a.b.example.com, true",
    "example.com, true",
    "notexample.com, false",
    "example.com.evil.test, false",
    "com, false",
    "192.0.2.9, true",
    "192.0.2.8, false",
    "[2001:db8::7], false"
  })
  void permitWhatTheyWereMadeFor(String host, boolean permitted) {
    NameLimits limits = NameLimits.forHosts(List.of("fin1.example.com", "192.0.2.9"));

    assertThat(limits.permits(host)).isEqualTo(permitted);
    RootCa root = RootCa.create("anna@desk-7", CLOCK, limits);
    assertThat(NameLimits.of(root.certificate())).isEqualTo(limits);
    assertThat(root.refusal(host, CLOCK.instant()))
        .isEqualTo(
            permitted ? Optional.empty() : Optional.of("may sign for example.com, 192.0.2.9 only"));
  }

  @Test
  void leaveNothingOpenOfAKindThatWasNotNamed() {
    NameLimits names = NameLimits.forHosts(List.of("fin1.example.com"));
    NameLimits addresses = NameLimits.forHosts(List.of("192.0.2.9"));
    NameLimits newAddresses = NameLimits.forHosts(List.of("2001:db8::7"));

    assertThat(List.of("192.0.2.9", "0.0.0.0", "2001:db8::7")).noneMatch(names::permits);
    assertThat(List.of("fin1.example.com", "localhost", "2001:db8::7"))
        .noneMatch(addresses::permits);
    assertThat(List.of("fin1.example.com", "192.0.2.9")).noneMatch(newAddresses::permits);
    assertThat(newAddresses.permits("[2001:DB8::7]")).isTrue();
  }

  @Test
  void standInTheRootAsACriticalExtension() {
    assertThat(rootFor("fin1.example.com").certificate().getCriticalExtensionOIDs())
        .contains("2.5.29.30");
    assertThat(rootFor().certificate().getNonCriticalExtensionOIDs()).doesNotContain("2.5.29.30");
  }

  @ParameterizedTest
  @CsvSource({
    "fin1.example.com, -verify_hostname, true",
    "uccx_pub.example.com, -verify_hostname, true",
    "192.0.2.9, -verify_ip, true",
    "2001:db8::7, -verify_ip, true",
    "fin1.example.org, -verify_hostname, false",
    "192.0.2.8, -verify_ip, false",
    "2001:db8::8, -verify_ip, false"
  })
  void opensslHoldsTheRootToThem(String host, String option, boolean accepted, @TempDir Path folder)
      throws Exception {
    OpenSsl.assumeInstalled();
    RootCa root = rootFor("fin1.example.com", "192.0.2.9", "2001:db8::7");
    Leaf leaf = new LeafMinter(root, CLOCK, 1).leafFor(host);
    Path ca = Files.writeString(folder.resolve("ca.pem"), root.pem());
    Path pem = Files.writeString(folder.resolve("leaf.pem"), CaCertificate.pem(leaf.certificate()));
    String[] command = {
      "verify",
      "-x509_strict",
      "-purpose",
      "sslserver",
      "-CAfile",
      ca.toString(),
      option,
      host,
      pem.toString()
    };

    if (accepted) {
      OpenSsl.run(command);
    } else {
      assertThatThrownBy(() -> OpenSsl.run(command))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("permitted subtree violation");
    }
  }
}
