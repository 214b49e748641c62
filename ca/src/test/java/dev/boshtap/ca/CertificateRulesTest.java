package dev.boshtap.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of certificate that is made here, held to every rule that applies. */
class CertificateRulesTest {

  private static final InstantSource CLOCK = InstantSource.system();

  private static final List<String> HOSTS =
      List.of(
          "finesse1.example.com",
          "uccx_pub.example.com",
          "a-contact-center-node-with-a-name-of-some-length.unified-ccx.emea.example.com",
          "finesse1",
          "müller.example.com",
          "192.0.2.9",
          "2001:db8::7",
          "[2001:DB8:0:0::7]");

  private static RootCa rootFor(List<String> hosts) {
    return RootCa.create("anna@desk-7", CLOCK, NameLimits.forHosts(hosts));
  }

  private static X509CertificateHolder of(RootCa root) throws CertificateEncodingException {
    return new JcaX509CertificateHolder(root.certificate());
  }

  static Stream<List<String>> limits() {
    return Stream.of(
        List.of(),
        HOSTS,
        List.of("finesse1.example.com"),
        List.of("192.0.2.9"),
        List.of("2001:db8::7"));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aRootBreaksNone(List<String> hosts) throws CertificateEncodingException {
    assertThat(CertificateRules.brokenByRoot(of(rootFor(hosts)))).isEmpty();
  }

  static Stream<Arguments> leaves() {
    return Stream.of(LeafKey.values())
        .flatMap(
            key ->
                Stream.of(List.<String>of(), HOSTS)
                    .flatMap(
                        limits -> HOSTS.stream().map(host -> Arguments.of(key, limits, host))));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void aLeafBreaksNone(LeafKey key, List<String> limits, String host)
      throws CertificateEncodingException {
    RootCa root = rootFor(limits);
    LeafMinter minter = new LeafMinter(root, CLOCK, 1, LeafMinter.LONGEST_LIFE, key);
    var leaf = new JcaX509CertificateHolder(minter.leafFor(host).certificate());

    assertThat(CertificateRules.brokenByLeaf(leaf, of(root))).isEmpty();
    assertThat(root.refusal(host, CLOCK.instant())).as("within the limits").isEmpty();
  }

  /** The rules see what is wrong: as a leaf, everything that a careless one has. */
  @Test
  void aCarelessLeafBreaksWhatItShould() throws Exception {
    RootCa root = rootFor(List.of());
    KeyPair pair = Certificates.newKey();
    Instant from = Instant.now().minus(2, ChronoUnit.DAYS);
    X509CertificateHolder careless =
        new JcaX509CertificateHolder(
            Certificates.sign(
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=another"),
                        BigInteger.ONE,
                        Date.from(from),
                        Date.from(from.plus(398, ChronoUnit.DAYS)),
                        new X500Name("CN=finesse1.example.com"),
                        pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(
                        Extension.keyUsage,
                        false,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign))
                    .addExtension(
                        Extension.subjectAlternativeName,
                        true,
                        new GeneralNames(
                            new GeneralName(GeneralName.dNSName, "finesse2.example.com."))),
                root.key()));

    assertThat(CertificateRules.brokenByLeaf(careless, of(root)))
        .extracting(rule -> rule.substring(0, rule.indexOf(':') < 0 ? 7 : rule.indexOf(':')))
        .containsExactly(
            "BR 7.1",
            "RFC 5280 7.1",
            "RFC 5280 4.1.2.5",
            "RFC 5280 4.2.1.2",
            "RFC 5280 4.2.1.1",
            "RFC 5280 4.2.1.9",
            "BR 7.1.2.7.11",
            "BR 7.1.2.7.10",
            "RFC 5280 4.2.1.6",
            "RFC 5280 4.2.1.6",
            "BR 7.1.4.3",
            "45 days");
  }

  @Test
  void aLeafIsNoRoot() throws CertificateEncodingException {
    RootCa root = rootFor(List.of());
    var leaf =
        new JcaX509CertificateHolder(
            new LeafMinter(root, CLOCK, 1).leafFor("finesse1.example.com").certificate());

    assertThat(CertificateRules.brokenByRoot(leaf))
        .contains(
            "RFC 5280 4.2.1.9: CA, path length 0, critical",
            "RFC 5280 4.2.1.3: keyCertSign",
            "RFC 5280 6.1.3: signed by the issuer");
  }
}
