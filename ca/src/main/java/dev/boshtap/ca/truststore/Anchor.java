package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The certificate that stores are to trust, or to trust no longer.
 *
 * @param certificate the root
 * @param file the same, PEM, for the programs that want a file
 */
public record Anchor(X509Certificate certificate, Path file) {

  /** The first certificate in a file of PEM. */
  public static Anchor read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return new Anchor((X509Certificate) factory.generateCertificate(in), file);
    } catch (CertificateException e) {
      throw new IOException(file + ": damaged (expected: an X.509 certificate, PEM)", e);
    }
  }

  /** SHA-256 of the certificate, 64 hexadecimal digits. */
  public String sha256() {
    return HexFormat.of().formatHex(digest("SHA-256"));
  }

  /** SHA-1 of the certificate, 40 hexadecimal digits, by which Windows and macOS name it. */
  public String sha1() {
    return HexFormat.of().withUpperCase().formatHex(digest("SHA-1"));
  }

  /** What it is called in stores that want a name: {@code boshtap-} and enough of its SHA-256. */
  public String nickname() {
    return "boshtap-" + sha256().substring(0, 16);
  }

  /** Whether a certificate, DER, is this one. */
  boolean is(byte[] der) {
    return MessageDigest.isEqual(der(), der);
  }

  private byte[] digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm).digest(der());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  private byte[] der() {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether this certificate is among those in a file of PEM; a missing file holds none. */
  boolean isIn(Path file) throws IOException {
    return PemBlocks.in(file).anyMatch(this::is);
  }
}
