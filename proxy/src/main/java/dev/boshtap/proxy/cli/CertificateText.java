package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.Printable;
import dev.boshtap.proxy.trust.Pin;
import java.security.cert.X509Certificate;

/** A certificate for a person. */
final class CertificateText {

  private CertificateText() {}

  /** Subject, issuer, life and fingerprint, a line each. */
  static String of(X509Certificate certificate) {
    return "subject      %s%nissuer       %s%nvalid        %s to %s%nSHA-256      %s%n"
        .formatted(
            Printable.text(Pin.subject(certificate)),
            Printable.text(certificate.getIssuerX500Principal().getName()),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant(),
            Pin.fingerprint(certificate));
  }
}
