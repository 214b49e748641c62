package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.tls.ServerTrust;
import dev.boshtap.proxy.trust.CertificateProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a server is who it says. A pinned certificate is good for its own {@code
 * HOST:PORT}, whatever else it is; every other must be signed by the platform's or the user's
 * certificates and bear the server's name. There is no switch that turns this off.
 *
 * <p>Safe for use by several threads.
 */
public final class UpstreamTrust implements ServerTrust {

  private static final Logger log = LoggerFactory.getLogger(UpstreamTrust.class);

  private final Pins pins;
  private final Anchors anchors;
  private final Optional<Consumer<Pin>> onFirstUse;

  private UpstreamTrust(Pins pins, Anchors anchors, Optional<Consumer<Pin>> onFirstUse) {
    this.pins = pins;
    this.anchors = anchors;
    this.onFirstUse = onFirstUse;
  }

  /**
   * Trusts what verifies and what is pinned.
   *
   * @param pins the pinned certificates
   * @param pemFiles certificates trusted beside the platform's
   * @throws IOException if certificates cannot be read; the message says so in one line
   */
  public static UpstreamTrust strict(Pins pins, List<Path> pemFiles) throws IOException {
    return new UpstreamTrust(pins, Anchors.with(pemFiles), Optional.empty());
  }

  /**
   * Trusts, beside that, a certificate that does not verify if it is the first seen of its server,
   * and pins it.
   *
   * @param onFirstUse is told of each new pin, on the thread of the handshake
   * @throws IOException if certificates cannot be read; the message says so in one line
   */
  public static UpstreamTrust onFirstUse(Pins pins, List<Path> pemFiles, Consumer<Pin> onFirstUse)
      throws IOException {
    return new UpstreamTrust(pins, Anchors.with(pemFiles), Optional.of(onFirstUse));
  }

  /** Reads the platform's certificates, for which the first server would have to wait. */
  public void prepare() {
    anchors.verifier();
  }

  /**
   * The trust manager for connections to one server. It checks the server's name itself, so it does
   * not matter whether the TLS engine was told to.
   */
  @Override
  public X509ExtendedTrustManager managerFor(HostPort target) {
    return new ServerTrustManager(this, target);
  }

  @Override
  public Optional<Pin> stateFor(HostPort target) {
    return pins.lookup(target);
  }

  /**
   * What is wrong with a chain that a server showed, pins aside; empty if it verifies.
   *
   * @param stapled what the server stapled to it about whether it is revoked (OCSP), if it did
   */
  public Optional<CertificateProblem> problem(
      HostPort target, List<X509Certificate> sent, Optional<byte[]> stapled) {
    return fault(target.host(), sent, stapled)
        .map(found -> new CertificateProblem(found.kind(), target, found.what(), null));
  }

  private Optional<CertificateFault> fault(
      String host, List<X509Certificate> sent, Optional<byte[]> stapled) {
    Optional<X509TrustManager> verifier = anchors.verifier();
    if (verifier.isEmpty()) {
      return Optional.of(CertificateDiagnosis.ofStranger(Chain.of(sent, new X509Certificate[0])));
    }
    Chain chain = Chain.of(sent, verifier.get().getAcceptedIssuers());
    try {
      // Java's word for "not known here": which key exchange was agreed on does not matter to us.
      verifier.get().checkServerTrusted(sent.toArray(new X509Certificate[0]), "UNKNOWN");
    } catch (CertificateException e) {
      return Optional.of(CertificateDiagnosis.of(chain, e));
    }
    return CertificateDiagnosis.ofAnchorsConstraints(chain)
        .or(() -> revoked(chain, stapled))
        .or(() -> wrongName(host, sent.get(0)));
  }

  private static Optional<CertificateFault> revoked(Chain chain, Optional<byte[]> stapled) {
    return stapled.flatMap(
        answer ->
            chain.issuer().flatMap(issuer -> StapledStatus.revoked(chain.own(), issuer, answer)));
  }

  private static Optional<CertificateFault> wrongName(String host, X509Certificate own) {
    ServerNames names = ServerNames.of(own);
    return names.cover(host)
        ? Optional.empty()
        : Optional.of(
            new CertificateFault(Kind.WRONG_NAME, "the certificate is for another name: " + names));
  }

  void check(HostPort target, List<X509Certificate> chain, Optional<byte[]> stapled)
      throws CertificateProblem {
    X509Certificate leaf = chain.get(0);
    Optional<Pin> pin = pins.lookup(target);
    if (pin.isPresent() && pin.get().matches(leaf)) {
      return;
    }
    Optional<CertificateProblem> problem = problem(target, chain, stapled);
    if (pin.isPresent()) {
      // Even if it verifies: that is what an inspecting proxy's does whose CA is installed here.
      throw refusal(changed(pin.get(), leaf, problem));
    }
    if (problem.isEmpty()) {
      return;
    }
    if (onFirstUse.isEmpty() || problem.get().kind() == Kind.REVOKED) {
      throw refusal(problem.get());
    }
    try {
      onFirstUse.get().accept(pins.record(target, leaf));
    } catch (IOException e) {
      CertificateProblem cause = problem.get();
      throw new CertificateProblem(
          cause.kind(),
          target,
          cause.what() + " (and cannot be pinned: " + e.getMessage() + ")",
          e);
    }
  }

  private static CertificateProblem refusal(CertificateProblem problem) {
    log.info("{} refused: {}", problem.target(), problem.getMessage());
    return problem;
  }

  private static CertificateProblem changed(
      Pin pin, X509Certificate leaf, Optional<CertificateProblem> problem) {
    return new CertificateProblem(
        Kind.CHANGED_PIN,
        pin.target(),
        "THE CERTIFICATE HAS CHANGED since it was pinned on %s (SHA-256 was %s, now %s; %s)"
            .formatted(
                pin.since(),
                pin.sha256(),
                Pin.fingerprint(leaf),
                problem
                    .map(CertificateProblem::what)
                    .orElse("without the pin it would be trusted")),
        problem.orElse(null));
  }
}
