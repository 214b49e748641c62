package dev.boshtap.ca;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.CaCertificate.TrustStoreType;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootCaTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

  private final RootCa root = RootCa.create("anna@desk-7", InstantSource.fixed(NOW));

  @Test
  void isForSigningEndCertificatesOnly() throws Exception {
    var certificate = root.certificate();

    assertThat(certificate.getBasicConstraints()).as("path length").isZero();
    assertThat(certificate.getKeyUsage())
        .as("key usage: certificate signing, bit 5, alone")
        .containsExactly(false, false, false, false, false, true, false, false, false);
    assertThat(certificate.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(certificate.getNonCriticalExtensionOIDs()).containsExactly("2.5.29.14");
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void livesTwoYearsFromTheDayBefore() {
    Instant from = Instant.parse("2026-03-03T05:06:07Z");

    assertThat(root.certificate().getNotBefore()).isEqualTo(from);
    assertThat(root.certificate().getNotAfter()).isEqualTo(from.plus(Duration.ofDays(730)));
  }

  @Test
  void namesOwnerHostAndDate() {
    assertThat(root.certificate().getSubjectX500Principal().getName())
        .matches("CN=boshtap CA anna@desk-7 2026-03-04,OU=[0-9a-f]{16},O=boshtap");
  }

  @Test
  void isUniqueEvenForOneOwnerOnOneDay() {
    RootCa other = RootCa.create("anna@desk-7", InstantSource.fixed(NOW));

    assertThat(other.certificate().getPublicKey()).isNotEqualTo(root.certificate().getPublicKey());
    assertThat(other.certificate().getSubjectX500Principal())
        .isNotEqualTo(root.certificate().getSubjectX500Principal());
    assertThat(other.certificate().getSerialNumber())
        .isNotEqualTo(root.certificate().getSerialNumber());
  }

  @Test
  void cutsAnOwnerThatIsTooLongForACommonName() {
    RootCa longNamed = RootCa.create("x".repeat(300), InstantSource.fixed(NOW));

    assertThat(longNamed.certificate().getSubjectX500Principal().getName())
        .containsPattern("CN=boshtap CA x{42} 2026-03-04");
  }

  @Test
  void neverPrintsItsKey() {
    assertThat(root.toString()).contains("boshtap CA", root.sha256Fingerprint());
  }

  @Test
  void pinsTheKeyThatOpenSslSees(@TempDir Path folder) throws Exception {
    OpenSsl.assumeInstalled();
    Path pem = Files.writeString(folder.resolve("ca.pem"), root.pem());
    String key = OpenSsl.run("x509", "-in", pem.toString(), "-noout", "-pubkey");
    byte[] der = Base64.getMimeDecoder().decode(key.replaceAll("-----[^-]+-----", ""));

    assertThat(Base64.getDecoder().decode(root.spkiPin()))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(der));
  }

  @Test
  void givesTheCertificateAsPemDerAndTrustStore() throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(
        new ByteArrayInputStream(root.trustStore(TrustStoreType.PKCS12, "changeit".toCharArray())),
        "changeit".toCharArray());

    assertThat(factory.generateCertificate(new ByteArrayInputStream(root.pem().getBytes(US_ASCII))))
        .isEqualTo(root.certificate());
    assertThat(root.pem()).startsWith("-----BEGIN CERTIFICATE-----\n").doesNotContain("\r");
    assertThat(factory.generateCertificate(new ByteArrayInputStream(root.der())))
        .isEqualTo(root.certificate());
    assertThat(store.getCertificate("boshtap")).isEqualTo(root.certificate());
    assertThat(store.isKeyEntry("boshtap")).isFalse();
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void fingerprintsAreThoseOpensslShows(@TempDir Path folder) throws Exception {
    OpenSsl.assumeInstalled();
    Path pem = Files.writeString(folder.resolve("ca.pem"), root.pem());

    assertThat(OpenSsl.run("x509", "-in", pem.toString(), "-noout", "-fingerprint", "-sha256"))
        .contains("=" + root.sha256Fingerprint());
    assertThat(OpenSsl.run("x509", "-in", pem.toString(), "-noout", "-fingerprint", "-sha1"))
        .contains("=" + root.sha1Fingerprint());
  }
}
