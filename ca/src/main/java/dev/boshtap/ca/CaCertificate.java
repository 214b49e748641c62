package dev.boshtap.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * What a browser is told to trust: the certificate of this installation's CA, in the forms in which
 * it is handed out, with what a person compares and has to know. No key is needed for any of it.
 */
public sealed class CaCertificate permits RootCa {

  /** How long before its end a CA is to be renewed: trust must be installed again by then. */
  public static final Duration NOTICE = Duration.ofDays(30);

  private final List<X509Certificate> chain;
  private final NameLimits limits;

  /**
   * A CA.
   *
   * @param chain its certificate, then those above it, if somebody else signed it
   */
  CaCertificate(List<X509Certificate> chain) {
    this.chain = List.copyOf(chain);
    this.limits = NameLimits.of(this.chain.get(0));
  }

  /** The certificate: what is given to a browser. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The certificate, then those above it: one alone, unless a company's CA signed it. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** Which hosts it may sign for. */
  public NameLimits limits() {
    return limits;
  }

  /** The end of its life. */
  public Instant expires() {
    return certificate().getNotAfter().toInstant();
  }

  /** Whether its end is less than {@link #NOTICE} away. */
  public boolean expiresSoon(Instant now) {
    return now.plus(NOTICE).isAfter(expires());
  }

  /**
   * Why no client would accept a leaf for a host, in words that follow "boshtap's CA": it expired,
   * or the host is outside its {@link #limits()}. Empty when it may sign.
   */
  public Optional<String> refusal(String host, Instant now) {
    if (!now.isBefore(expires())) {
      return Optional.of("expired on " + expires());
    }
    for (X509Certificate above : chain) {
      NameLimits its = above.equals(certificate()) ? limits : NameLimits.of(above);
      if (!its.permits(host)) {
        return Optional.of("may sign for " + its + " only");
      }
    }
    return Optional.empty();
  }

  /** The certificate as PEM, lines ended by LF. */
  public String pem() {
    return pem(certificate());
  }

  static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().replace("\r\n", "\n");
  }

  /** The certificate as DER. */
  public byte[] der() {
    try {
      return certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A form in which Java keeps what it trusts. */
  public enum TrustStoreType {
    /** Any Java, and other programs (RFC 7292). */
    PKCS12,
    /** Java's own, for old programs that ask for it. */
    JKS
  }

  /**
   * A trust store for Java clients that holds the certificate, named {@code boshtap}, and no key.
   *
   * @param password guards its integrity; readers ask for one, although nothing is secret
   */
  public byte[] trustStore(TrustStoreType type, char[] password) {
    try {
      KeyStore store = KeyStore.getInstance(type.name());
      store.load(null, null);
      store.setCertificateEntry("boshtap", certificate());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(type + " could not be written", e);
    }
  }

  /** SHA-256 of the certificate as trust stores show it, {@code AB:CD:…}. */
  public String sha256Fingerprint() {
    return fingerprint("SHA-256");
  }

  /** SHA-1 of the certificate, by which Windows tools name it, {@code AB:CD:…}. */
  public String sha1Fingerprint() {
    return fingerprint("SHA-1");
  }

  /**
   * SHA-256 of the public key, base64, as key pins are written (RFC 7469, 2.4): what Chromium takes
   * in {@code --ignore-certificate-errors-spki-list}.
   */
  public String spkiPin() {
    return Base64.getEncoder()
        .encodeToString(digest("SHA-256", certificate().getPublicKey().getEncoded()));
  }

  private String fingerprint(String algorithm) {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest(algorithm, der()));
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  /** Names the subject and the fingerprint. */
  @Override
  public String toString() {
    return certificate().getSubjectX500Principal() + ", SHA-256 " + sha256Fingerprint();
  }
}
