package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.trust.CertificateProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server is who it says. A pinned certificate is good for its own {@code
 * HOST:PORT}, whatever else it is; every other must be signed by the platform's or the user's
 * certificates and bear the server's name. There is no switch that turns this off.
 *
 * <p>Safe for use by several threads.
 */
public final class UpstreamTrust {

  private final Pins pins;
  private final Optional<X509TrustManager> verifier;
  private final Optional<Consumer<Pin>> onFirstUse;

  private UpstreamTrust(
      Pins pins, Optional<X509TrustManager> verifier, Optional<Consumer<Pin>> onFirstUse) {
    this.pins = pins;
    this.verifier = verifier;
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
    return new UpstreamTrust(pins, Anchors.verifier(pemFiles), Optional.empty());
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
    return new UpstreamTrust(pins, Anchors.verifier(pemFiles), Optional.of(onFirstUse));
  }

  /**
   * The trust manager for connections to one server. It checks the server's name itself, so it does
   * not matter whether the TLS engine was told to.
   */
  public X509ExtendedTrustManager managerFor(HostPort target) {
    return new ServerTrustManager(this, target);
  }

  /** What is wrong with a chain that a server showed, pins aside; empty if it verifies. */
  public Optional<CertificateProblem> problem(HostPort target, List<X509Certificate> chain) {
    X509Certificate leaf = chain.get(0);
    if (verifier.isEmpty()) {
      return Optional.of(unknownIssuer(target, leaf, null));
    }
    try {
      // Java's word for "not known here": which key exchange was agreed on does not matter to us.
      verifier.get().checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN");
    } catch (CertificateException e) {
      return Optional.of(explain(target, chain, e));
    }
    ServerNames names = ServerNames.of(leaf);
    return names.cover(target.host())
        ? Optional.empty()
        : Optional.of(
            new CertificateProblem(
                Kind.WRONG_NAME, target, "the certificate is for another name: " + names, null));
  }

  void check(HostPort target, List<X509Certificate> chain) throws CertificateProblem {
    X509Certificate leaf = chain.get(0);
    Optional<Pin> pin = pins.lookup(target);
    if (pin.isPresent() && pin.get().matches(leaf)) {
      return;
    }
    Optional<CertificateProblem> problem = problem(target, chain);
    if (problem.isEmpty()) {
      return;
    }
    if (pin.isPresent()) {
      throw changed(pin.get(), leaf, problem.get());
    }
    if (onFirstUse.isEmpty()) {
      throw problem.get();
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

  private static CertificateProblem changed(
      Pin pin, X509Certificate leaf, CertificateProblem problem) {
    return new CertificateProblem(
        Kind.CHANGED_PIN,
        pin.target(),
        "the certificate is not the one pinned on %s (now SHA-256 %s; %s)"
            .formatted(pin.since(), Pin.fingerprint(leaf), problem.what()),
        problem);
  }

  private static CertificateProblem explain(
      HostPort target, List<X509Certificate> chain, CertificateException why) {
    for (X509Certificate certificate : chain) {
      String whose =
          certificate.equals(chain.get(0)) ? "the certificate" : "an issuer's certificate";
      try {
        certificate.checkValidity();
      } catch (CertificateExpiredException e) {
        Instant end = certificate.getNotAfter().toInstant();
        return new CertificateProblem(Kind.EXPIRED, target, whose + " expired on " + end, why);
      } catch (CertificateNotYetValidException e) {
        Instant from = certificate.getNotBefore().toInstant();
        return new CertificateProblem(
            Kind.NOT_YET_VALID, target, whose + " is not valid before " + from, why);
      }
    }
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The path builder gives up like this when no anchor has signed, and says why in all other
    // cases.
    return root instanceof CertPathBuilderException
        ? unknownIssuer(target, chain.get(0), why)
        : new CertificateProblem(
            Kind.UNUSABLE, target, "the certificate is not usable: " + root.getMessage(), why);
  }

  private static CertificateProblem unknownIssuer(
      HostPort target, X509Certificate leaf, @Nullable CertificateException why) {
    boolean selfSigned = leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal());
    return new CertificateProblem(
        Kind.UNKNOWN_ISSUER,
        target,
        "the certificate's issuer is not known here ("
            + (selfSigned ? "self-signed" : leaf.getIssuerX500Principal().getName())
            + ")",
        why);
  }
}
