package dev.boshtap.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeafMinterTest {

  private static final String LONG_NAME =
      "a-contact-center-node-with-a-name-of-some-length.unified-ccx.emea.example.com";

  private final AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
  private final InstantSource clock = time::get;
  private final RootCa root = RootCa.create("anna@desk-7", clock);
  private final LeafMinter minter = new LeafMinter(root, clock, 3);

  @Test
  void leafServesOneHostForThirtyDaysFromTheDayBefore() throws Exception {
    X509Certificate leaf = minter.leafFor("finesse.example.com").certificate();

    assertThat(leaf.getBasicConstraints()).as("not a CA").isEqualTo(-1);
    assertThat(leaf.getKeyUsage())
        .as("digital signature, bit 0, alone")
        .startsWith(true)
        .endsWith(new boolean[8]);
    assertThat(leaf.getExtendedKeyUsage()).as("serverAuth").containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=finesse.example.com");
    assertThat(leaf.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "finesse.example.com"));
    assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withECDSA");
    Duration life =
        Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
    assertThat(life).isEqualTo(Duration.ofDays(30));
    assertThat(Duration.between(leaf.getNotBefore().toInstant(), clock.instant()))
        .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusSeconds(1));
    leaf.verify(root.certificate().getPublicKey());
  }

  @Test
  void keyIdentifiersLeadFromLeafToRoot() throws Exception {
    var leaf = new JcaX509CertificateHolder(minter.leafFor("a.example").certificate());
    var issuer = new JcaX509CertificateHolder(root.certificate());
    byte[] issuerKey =
        SubjectKeyIdentifier.fromExtensions(issuer.getExtensions()).getKeyIdentifier();

    assertThat(AuthorityKeyIdentifier.fromExtensions(leaf.getExtensions()).getKeyIdentifierOctets())
        .isEqualTo(issuerKey);
    assertThat(SubjectKeyIdentifier.fromExtensions(leaf.getExtensions()).getKeyIdentifier())
        .isNotEqualTo(issuerKey);
    assertThat(leaf.getIssuer()).isEqualTo(issuer.getSubject());
  }

  @ParameterizedTest
  @CsvSource({
    "Finesse.Example.COM, 2, finesse.example.com",
    "finesse.example.com., 2, finesse.example.com",
    "uccx_pub.example.com, 2, uccx_pub.example.com",
    "müller.example, 2, xn--mller-kva.example",
    "192.0.2.7, 7, 192.0.2.7",
    "2001:DB8::7, 7, 2001:db8:0:0:0:0:0:7",
    "[2001:db8::7], 7, 2001:db8:0:0:0:0:0:7",
    "fe80::1%eth0, 7, fe80:0:0:0:0:0:0:1",
    "256.1.1.1, 2, 256.1.1.1",
    "two words, 2, two?words"
  })
  void namesTheHostAsClientsCompareIt(String host, int kind, String name) throws Exception {
    assertThat(minter.leafFor(host).certificate().getSubjectAlternativeNames())
        .containsExactly(List.of(kind, name));
  }

  @Test
  void aNameTooLongForACommonNameStandsInTheCriticalAlternativeNameAlone() throws Exception {
    X509Certificate leaf = minter.leafFor(LONG_NAME).certificate();

    assertThat(LONG_NAME).hasSizeGreaterThan(64);
    assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
    assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.17");
    assertThat(minter.leafFor("short.example").certificate().getNonCriticalExtensionOIDs())
        .contains("2.5.29.17");
  }

  @Test
  void oneKeyServesAllHosts() {
    Leaf one = minter.leafFor("one.example");
    Leaf two = minter.leafFor("two.example");

    assertThat(two.key()).isSameAs(one.key());
    assertThat(two.certificate().getSerialNumber())
        .isNotEqualTo(one.certificate().getSerialNumber());
    assertThat(two.chain()).containsExactly(two.certificate(), root.certificate());
    assertThat(new LeafMinter(root, clock, 1).leafFor("one.example").key()).isNotEqualTo(one.key());
    assertThat(one.toString()).contains("one.example").doesNotContain("Private");
  }

  @Test
  void forgetsTheHostUsedLongestAgo() {
    Leaf first = minter.leafFor("1.example");
    Leaf second = minter.leafFor("2.example");
    minter.leafFor("3.example");

    assertThat(minter.leafFor("1.EXAMPLE")).as("remembered").isSameAs(first);
    minter.leafFor("4.example");
    assertThat(minter.leafFor("1.example")).as("just used").isSameAs(first);
    assertThat(minter.leafFor("2.example")).as("forgotten").isNotSameAs(second);
  }

  /** The keys are one, the serial numbers all different, and what is remembered is bounded. */
  @Test
  void anyNumberOfHostsLeavesNoMoreThanWasAgreed() {
    LeafMinter bounded = new LeafMinter(root, clock, 100);
    Set<BigInteger> serials = new HashSet<>();
    Set<PrivateKey> keys = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      Leaf leaf = bounded.leafFor("host-" + i + ".example");
      serials.add(leaf.certificate().getSerialNumber());
      keys.add(leaf.key());
      assertThat(bounded.remembered()).isLessThanOrEqualTo(100);
    }

    assertThat(serials).hasSize(500);
    assertThat(keys).hasSize(1);
  }

  @Test
  void rsaLeavesServeClientsWithoutEcdsa() throws Exception {
    LeafMinter rsa = new LeafMinter(root, clock, 1, LeafMinter.DEFAULT_LIFE, LeafKey.RSA);
    Leaf leaf = rsa.leafFor("finesse.example.com");

    assertThat(((RSAPublicKey) leaf.certificate().getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("root", root.certificate());
    Handshake.between(leaf, trusted, "finesse.example.com");
  }

  @Test
  void aMachineThatWakesPastALeafsEndHasAnotherAtOnce() {
    Leaf before = minter.leafFor("a.example");

    time.set(before.expires().plus(Duration.ofDays(40)));
    Leaf after = minter.leafFor("a.example");

    assertThat(after.certificate().getNotBefore().toInstant()).isBefore(clock.instant());
    assertThat(after.expires()).isAfter(clock.instant());
  }

  @Test
  void mintsAnewADayBeforeTheEnd() {
    Leaf leaf = minter.leafFor("a.example");

    time.set(leaf.expires().minus(Duration.ofDays(1)).minusSeconds(1));
    assertThat(minter.leafFor("a.example")).isSameAs(leaf);
    time.set(leaf.expires().minus(Duration.ofDays(1)));
    Leaf next = minter.leafFor("a.example");
    assertThat(next.expires()).isAfter(leaf.expires());
    assertThat(next.certificate().getSerialNumber())
        .isNotEqualTo(leaf.certificate().getSerialNumber());
  }

  @Test
  void mintsAnewWhenTheClockWasSetBack() {
    Leaf leaf = minter.leafFor("a.example");

    time.set(clock.instant().minus(Duration.ofDays(2)));

    assertThat(minter.leafFor("a.example").certificate().getNotBefore())
        .isBefore(leaf.certificate().getNotBefore());
  }

  @Test
  void noLeafOutlivesTheRoot() {
    Instant end = root.certificate().getNotAfter().toInstant();
    time.set(end.minus(Duration.ofDays(5)));

    assertThat(minter.leafFor("a.example").expires()).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 46, 400})
  void refusesALifeOutOfBounds(int days) {
    assertThatThrownBy(() -> new LeafMinter(root, clock, 1, Duration.ofDays(days), LeafKey.EC))
        .hasMessageContaining("(expected: 3 to 45 days)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"finesse.example.com", LONG_NAME, "192.0.2.7", "2001:db8::7"})
  void javaClientsTakeItForItsHostAndNoOther(String host) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("root", root.certificate());
    Leaf leaf = minter.leafFor(host);

    Handshake.between(leaf, trusted, host);
    assertThatThrownBy(() -> Handshake.between(leaf, trusted, "other.example"))
        .hasRootCauseInstanceOf(CertificateException.class);
  }

  @Test
  void opensslTakesItForItsHostAndNoOther(@TempDir Path folder) throws Exception {
    OpenSsl.assumeInstalled();
    Path ca = Files.writeString(folder.resolve("ca.pem"), root.pem());
    for (String host : List.of("finesse.example.com", "uccx_pub.example.com", LONG_NAME)) {
      opensslVerify(folder, ca, host, "-verify_hostname");
    }
    for (String address : List.of("192.0.2.7", "2001:db8::7")) {
      opensslVerify(folder, ca, address, "-verify_ip");
    }
    Path leaf = folder.resolve("leaf.pem");
    assertThatThrownBy(
            () ->
                OpenSsl.run(
                    "verify", "-CAfile", ca.toString(), "-verify_ip", "192.0.2.8", leaf.toString()))
        .isInstanceOf(AssertionError.class);
  }

  private void opensslVerify(Path folder, Path ca, String host, String option) throws Exception {
    Path leaf = folder.resolve("leaf.pem");
    Files.writeString(leaf, RootCa.pem(minter.leafFor(host).certificate()));
    OpenSsl.run(
        "verify",
        "-x509_strict",
        "-purpose",
        "sslserver",
        "-CAfile",
        ca.toString(),
        option,
        host,
        leaf.toString());
  }

  @Test
  void manyThreadsShareOneLeafPerHost() throws Exception {
    int threads = 8;
    LeafMinter shared = new LeafMinter(root, clock, 16);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Leaf[]>> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        all.add(
            pool.submit(
                () -> {
                  assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                  Leaf[] seen = new Leaf[16];
                  Arrays.setAll(seen, i -> shared.leafFor(i + ".example"));
                  return seen;
                }));
      }
      go.countDown();
      Leaf[] first = all.get(0).get(10, TimeUnit.SECONDS);
      for (Future<Leaf[]> one : all) {
        assertThat(one.get(10, TimeUnit.SECONDS)).containsExactly(first);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
