package dev.boshtap.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class LeafNameProperties {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-04T05:06:07Z"));
  private static final RootCa ROOT = RootCa.create("anna@desk-7", CLOCK);
  private static final LeafMinter MINTER = new LeafMinter(ROOT, CLOCK, 2);

  @Property(tries = 200)
  void everyDnsNameStandsInItsLeaf(@ForAll("dnsNames") String name) throws Exception {
    X509Certificate leaf = sound(MINTER.leafFor(name));

    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, name));
  }

  @Property(tries = 200)
  void everyAddressStandsInItsLeaf(@ForAll("addresses") InetAddress address) throws Exception {
    X509Certificate leaf = sound(MINTER.leafFor(address.getHostAddress()));

    assertThat(leaf.getSubjectAlternativeNames())
        .containsExactly(List.of(7, address.getHostAddress()));
  }

  @Property(tries = 200)
  void anyTextAtAllHasALeaf(@ForAll @StringLength(max = 300) String text) throws Exception {
    sound(MINTER.leafFor(text));
  }

  private static X509Certificate sound(Leaf leaf) throws Exception {
    X509Certificate certificate = leaf.certificate();
    certificate.verify(ROOT.certificate().getPublicKey());
    certificate.checkValidity(Date.from(CLOCK.instant()));
    assertThat(certificate.getSerialNumber()).isPositive();
    assertThat(certificate.getSerialNumber().bitLength()).isLessThanOrEqualTo(128);
    assertThat(
            Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
        .isLessThanOrEqualTo(LeafMinter.LONGEST_LIFE);
    return certificate;
  }

  @Provide
  Arbitrary<String> dnsNames() {
    Arbitrary<String> label =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .withChars('-', '_')
            .ofMinLength(1)
            .ofMaxLength(63)
            .map(text -> "n" + text.substring(1));
    return label.list().ofMinSize(1).ofMaxSize(6).map(labels -> String.join(".", labels));
  }

  @Provide
  Arbitrary<InetAddress> addresses() {
    Arbitrary<Byte> any = Arbitraries.bytes();
    return Arbitraries.of(4, 16)
        .flatMap(size -> any.array(byte[].class).ofSize(size))
        .map(
            bytes -> {
              try {
                return InetAddress.getByAddress(bytes);
              } catch (UnknownHostException e) {
                throw new AssertionError(e);
              }
            });
  }
}
