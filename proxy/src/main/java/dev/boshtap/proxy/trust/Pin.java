package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A certificate that is trusted for one server by itself, whoever signed it.
 *
 * @param target the server
 * @param sha256 the certificate's fingerprint, {@code AB:CD:…}
 * @param subject whose the certificate is, for a person; as {@link #subject} says
 * @param since when it was pinned
 */
public record Pin(HostPort target, String sha256, String subject, Instant since) {

  /** Whether this is the pinned certificate. */
  public boolean matches(X509Certificate certificate) {
    return sha256.equalsIgnoreCase(fingerprint(certificate));
  }

  /**
   * Whose a certificate is, for a person: its subject, or where that is empty the names in its
   * place (RFC 5280, 4.2.1.6).
   */
  public static String subject(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return subject.isEmpty() ? ServerNames.of(certificate).toString() : subject;
  }

  /** SHA-256 of a certificate as trust stores show it, {@code AB:CD:…}. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("no SHA-256 of a certificate", e);
    }
  }
}
