package dev.boshtap.proxy.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.RootCa;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.trust.CertificateProblem.Kind;
import dev.boshtap.proxy.trust.TestCertificates.Held;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpstreamTrustTest {

  private static final HostPort SERVER = new HostPort("uccx_pub.example.com", 8445);
  private static final InstantSource NOW = InstantSource.system();
  private static final RootCa COMPANY = RootCa.create("a company", NOW);
  private static Held selfSigned;
  private static Held otherSelfSigned;

  @TempDir Path home;
  private Pins pins;
  private Path companyPem;

  @BeforeAll
  static void makeCertificates() throws Exception {
    selfSigned = TestCertificates.selfSigned("finesse");
    otherSelfSigned = TestCertificates.selfSigned("finesse");
  }

  @BeforeEach
  void openPins() throws Exception {
    pins = new Pins(home.resolve("home"), NOW);
    companyPem = Files.writeString(home.resolve("company.pem"), COMPANY.pem());
  }

  private UpstreamTrust strict() throws Exception {
    return UpstreamTrust.strict(pins, List.of(companyPem));
  }

  private static List<X509Certificate> chainOf(Held held) {
    return List.of(held.certificate());
  }

  private static List<X509Certificate> companyChain(String host, InstantSource clock) {
    RootCa root = clock == NOW ? COMPANY : RootCa.create("a company", clock);
    return new LeafMinter(root, clock, 1).leafFor(host).chain();
  }

  private static void check(UpstreamTrust trust, List<X509Certificate> chain) throws Exception {
    trust
        .managerFor(SERVER)
        .checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN", (SSLEngine) null);
  }

  private static CertificateProblem problem(UpstreamTrust trust, List<X509Certificate> chain) {
    return catchThrowableOfType(CertificateProblem.class, () -> check(trust, chain));
  }

  @Test
  void trustsWhatTheUsersCertificatesSigned() throws Exception {
    check(strict(), companyChain(SERVER.host(), NOW));
    check(strict(), companyChain("UCCX_PUB.example.com.", NOW));
  }

  @Test
  void trustsASelfSignedCertificateFromAPemFile() throws Exception {
    Held held = TestCertificates.selfSigned(SERVER.host());
    Path pem = home.resolve("server.pem");
    Files.write(pem, pem(held.certificate()));

    check(UpstreamTrust.strict(pins, List.of(pem)), chainOf(held));
  }

  @Test
  void refusesAnUnknownIssuerAndSaysWhatToType() throws Exception {
    CertificateProblem problem = problem(strict(), chainOf(selfSigned));

    assertThat(problem.kind()).isEqualTo(Kind.SELF_SIGNED);
    assertThat(problem.target()).isEqualTo(SERVER);
    assertThat(problem.what())
        .isEqualTo("the certificate is self-signed, and its issuer is not known here");
    assertThat(problem.command()).isEqualTo("boshtap trust add uccx_pub.example.com:8445");
    assertThat(problem)
        .hasMessage(problem.what() + "; if it is the server's own, type: " + problem.command());
  }

  @Test
  void namesTheIssuerItDoesNotKnow() throws Exception {
    RootCa stranger = RootCa.create("stranger", NOW);
    List<X509Certificate> chain = new LeafMinter(stranger, NOW, 1).leafFor(SERVER.host()).chain();

    assertThat(problem(strict(), chain).what()).contains("not known here (CN=boshtap CA stranger");
  }

  @Test
  void refusesACertificateForAnotherName() throws Exception {
    CertificateProblem problem = problem(strict(), companyChain("other.example.com", NOW));

    assertThat(problem.kind()).isEqualTo(Kind.WRONG_NAME);
    assertThat(problem.what()).isEqualTo("the certificate is for another name: other.example.com");
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    InstantSource past = InstantSource.offset(NOW, Duration.ofDays(-100));
    RootCa root = RootCa.create("a company", past);
    Leaf leaf = new LeafMinter(root, past, 1).leafFor(SERVER.host());
    Path pem = Files.writeString(home.resolve("old.pem"), root.pem());

    CertificateProblem problem = problem(UpstreamTrust.strict(pins, List.of(pem)), leaf.chain());

    assertThat(problem.kind()).isEqualTo(Kind.EXPIRED);
    assertThat(problem.what()).isEqualTo("the certificate expired on " + leaf.expires());
  }

  @Test
  void refusesACertificateOfTheFuture() throws Exception {
    InstantSource future = InstantSource.offset(NOW, Duration.ofDays(100));

    CertificateProblem problem = problem(strict(), companyChain(SERVER.host(), future));

    assertThat(problem.kind()).isEqualTo(Kind.NOT_YET_VALID);
    assertThat(problem.what()).startsWith("the certificate is not valid before 20");
  }

  @Test
  void refusesACertificateThatCannotServe() throws Exception {
    List<X509Certificate> chain = TestCertificates.clientChain(SERVER.host());
    Path pem = Files.write(home.resolve("issuer.pem"), pem(chain.get(1)));

    CertificateProblem problem = problem(UpstreamTrust.strict(pins, List.of(pem)), chain);

    assertThat(problem.kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(problem.what()).startsWith("the certificate is not usable: Extended key usage");
  }

  @Test
  void trustsThePinnedCertificateOfThatServerOnly() throws Exception {
    pins.record(SERVER, selfSigned.certificate());
    UpstreamTrust trust = strict();

    check(trust, chainOf(selfSigned));
    assertThatThrownBy(
            () ->
                trust
                    .managerFor(new HostPort(SERVER.host(), 7443))
                    .checkServerTrusted(
                        new X509Certificate[] {selfSigned.certificate()}, "ECDHE_RSA"))
        .isInstanceOf(CertificateProblem.class);
  }

  @Test
  void refusesAnotherCertificateThanThePinned() throws Exception {
    Pin pin = pins.record(SERVER, selfSigned.certificate());

    CertificateProblem problem = problem(strict(), chainOf(otherSelfSigned));

    assertThat(problem.kind()).isEqualTo(Kind.CHANGED_PIN);
    assertThat(problem.what())
        .startsWith("THE CERTIFICATE HAS CHANGED since it was pinned on " + pin.since())
        .contains(Pin.fingerprint(otherSelfSigned.certificate()));
  }

  @Test
  void aPinHoldsEvenAgainstACertificateThatVerifies() throws Exception {
    pins.record(SERVER, selfSigned.certificate());

    CertificateProblem problem = problem(strict(), companyChain(SERVER.host(), NOW));

    assertThat(problem.kind()).isEqualTo(Kind.CHANGED_PIN);
    assertThat(problem.what()).contains("without the pin it would be trusted");
  }

  @Test
  void onFirstUsePinsAndHoldsToIt() throws Exception {
    List<Pin> told = new ArrayList<>();
    UpstreamTrust trust = UpstreamTrust.onFirstUse(pins, List.of(companyPem), told::add);

    check(trust, companyChain(SERVER.host(), NOW));
    assertThat(told).as("what verifies needs no pin").isEmpty();
    check(trust, chainOf(selfSigned));
    check(trust, chainOf(selfSigned));

    assertThat(told).containsExactly(pins.lookup(SERVER).orElseThrow());
    assertThat(problem(trust, chainOf(otherSelfSigned)).kind()).isEqualTo(Kind.CHANGED_PIN);
  }

  @Test
  void asksForReadablePemFiles() throws Exception {
    Path none = home.resolve("none.pem");
    Path empty = Files.writeString(home.resolve("empty.pem"), "");
    Path damaged =
        Files.writeString(home.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n");

    assertThatThrownBy(() -> UpstreamTrust.strict(pins, List.of(none)))
        .hasMessage(none + ": no such file (expected: certificates, PEM)");
    assertThatThrownBy(() -> UpstreamTrust.strict(pins, List.of(empty)))
        .hasMessage(empty + ": no certificate in it (expected: X.509 certificates, PEM)");
    assertThatThrownBy(() -> UpstreamTrust.strict(pins, List.of(damaged)))
        .hasMessage(damaged + ": damaged (expected: X.509 certificates, PEM)");
  }

  @ParameterizedTest
  @EnumSource(
      value = SslProvider.class,
      names = {"JDK", "OPENSSL"})
  void decidesInHandshakesOfEitherLibrary(SslProvider provider) throws Exception {
    UpstreamTrust trust = strict();
    Leaf good = new LeafMinter(COMPANY, NOW, 1).leafFor(SERVER.host());

    handshake(provider, trust, good.key(), good.chain());
    Throwable refused =
        catchThrowableOfType(
            Exception.class,
            () -> handshake(provider, trust, selfSigned.key(), chainOf(selfSigned)));
    assertThat(refused).hasRootCauseInstanceOf(Exception.class);
    assertThat(causes(refused)).hasAtLeastOneElementOfType(CertificateProblem.class);
    pins.record(SERVER, selfSigned.certificate());
    handshake(provider, trust, selfSigned.key(), chainOf(selfSigned));
  }

  private static List<Throwable> causes(Throwable thrown) {
    List<Throwable> all = new ArrayList<>();
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      all.add(next);
    }
    return all;
  }

  private static void handshake(
      SslProvider provider, UpstreamTrust trust, PrivateKey key, List<X509Certificate> chain)
      throws Exception {
    SslContext server =
        SslContextBuilder.forServer(key, chain.toArray(new X509Certificate[0]))
            .sslProvider(SslProvider.JDK)
            .build();
    SslContext client =
        SslContextBuilder.forClient()
            .sslProvider(provider)
            .trustManager(trust.managerFor(SERVER))
            .enableOcsp(provider != SslProvider.JDK)
            .build();
    var allocator = UnpooledByteBufAllocator.DEFAULT;
    EngineHandshake.between(
        client.newEngine(allocator, SERVER.host(), SERVER.port()), server.newEngine(allocator));
  }

  private static byte[] pem(X509Certificate certificate) throws Exception {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return ("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
