package dev.boshtap.proxy.trust;

import dev.boshtap.proxy.trust.CertificateProblem.Kind;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What a server staples to its certificate about whether that is revoked (OCSP, RFC 6960; stapling,
 * RFC 6066 8). Nothing is asked of anybody: a proxy that called at strange addresses in the middle
 * of a handshake would be a surprise, and Finesse stands where it could not.
 */
final class StapledStatus {

  private StapledStatus() {}

  /** The answer that came with the certificate in a handshake, if one did. */
  static Optional<byte[]> of(@Nullable SSLEngine engine) {
    if (engine instanceof ReferenceCountedOpenSslEngine openSsl) {
      return given(openSsl.getOcspResponse());
    }
    if (engine != null && engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
      return session.getStatusResponses().stream().findFirst().flatMap(StapledStatus::given);
    }
    return Optional.empty();
  }

  private static Optional<byte[]> given(byte @Nullable [] answer) {
    return answer == null || answer.length == 0 ? Optional.empty() : Optional.of(answer);
  }

  /**
   * That the certificate is revoked, if a valid answer of its issuer says so. An answer that is out
   * of date, or is somebody else's, says nothing.
   *
   * @param issuer whoever signed it
   */
  static Optional<CertificateFault> revoked(
      X509Certificate certificate, X509Certificate issuer, byte[] answer) {
    try {
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK, Option.SOFT_FAIL));
      checker.setOcspResponses(Map.of(certificate, answer));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
      parameters.setRevocationEnabled(false); // by the default checker; ours is added
      parameters.addCertPathChecker(checker);
      validator.validate(
          CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
          parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return e.getCause() instanceof CertificateRevokedException revoked
          ? Optional.of(fault(revoked))
          : Optional.empty(); // whatever else is wrong with it was looked for before
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot check certificates", e);
    }
  }

  private static CertificateFault fault(CertificateRevokedException revoked) {
    return new CertificateFault(
        Kind.REVOKED,
        "the certificate was revoked by its issuer on %s (%s)"
            .formatted(
                revoked.getRevocationDate().toInstant(),
                revoked.getRevocationReason().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }
}
