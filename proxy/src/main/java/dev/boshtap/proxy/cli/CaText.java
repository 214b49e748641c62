package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaCertificate;
import dev.boshtap.exporters.Printable;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;

/** The root CA for a person. */
final class CaText {

  private CaText() {}

  /** Subject, issuer if it has another, key, hosts, life and fingerprints, a line each. */
  static String of(CaCertificate ca, Instant now) {
    var certificate = ca.certificate();
    String subject = certificate.getSubjectX500Principal().getName();
    String issuer = certificate.getIssuerX500Principal().getName();
    StringBuilder text = new StringBuilder();
    line(text, "subject", Printable.text(subject));
    if (!issuer.equals(subject)) {
      line(text, "issuer", Printable.text(issuer));
    }
    line(text, "key", key(certificate.getPublicKey()));
    line(text, "signs for", Printable.text(ca.limits().toString()));
    line(
        text,
        "valid",
        certificate.getNotBefore().toInstant() + " to " + ca.expires() + left(ca.expires(), now));
    line(text, "SHA-256", ca.sha256Fingerprint());
    line(text, "SHA-1", ca.sha1Fingerprint());
    line(text, "SPKI", ca.spkiPin());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-12s %s%n".formatted(name, value));
  }

  private static String key(PublicKey key) {
    if (key instanceof ECPublicKey ec) {
      return "EC, " + ec.getParams().getOrder().bitLength() + " bits";
    }
    return key instanceof RSAPublicKey rsa
        ? "RSA, " + rsa.getModulus().bitLength() + " bits"
        : key.getAlgorithm();
  }

  private static String left(Instant end, Instant now) {
    return now.isBefore(end)
        ? " (" + Duration.between(now, end).toDays() + " days left)"
        : " (EXPIRED)";
  }
}
