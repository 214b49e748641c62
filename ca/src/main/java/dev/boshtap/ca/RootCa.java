package dev.boshtap.ca;

import dev.boshtap.ca.Certificates.Life;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * The root CA of one installation: what a browser is told to trust, and what signs the leaves. An
 * EC P-256 key that exists nowhere else, able to sign end certificates only (path length 0), for
 * two years.
 *
 * <p>The private key never leaves this package.
 */
public final class RootCa {

  private static final Duration LIFE = Duration.ofDays(2 * 365);

  /** RFC 5280, appendix A.1: ub-common-name. */
  static final int COMMON_NAME_LIMIT = 64;

  private final X509Certificate certificate;
  private final PrivateKey key;

  RootCa(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Makes a root with a fresh key, in memory only.
   *
   * @param owner whose it is, {@code user@host}: a person who finds it in a trust store should know
   * @param clock gives the date of making
   */
  public static RootCa create(String owner, InstantSource clock) {
    KeyPair pair = Certificates.newKey();
    Instant now = clock.instant();
    Life life = Life.backdated(now, LIFE);
    SubjectKeyIdentifier keyId = keyId(pair.getPublic());
    X500Name name = name(owner, now, keyId);
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            Certificates.newSerial(),
            Date.from(life.from()),
            Date.from(life.until()),
            name,
            pair.getPublic());
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
          .addExtension(Extension.subjectKeyIdentifier, false, keyId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RootCa(Certificates.sign(builder, pair.getPrivate()), pair.getPrivate());
  }

  /**
   * Owner and date are for a person. The start of the key's id tells two roots of one owner and day
   * apart: software that finds an issuer by its name alone would otherwise take either.
   */
  private static X500Name name(String owner, Instant now, SubjectKeyIdentifier keyId) {
    String start = "boshtap CA ";
    String date = " " + now.atOffset(ZoneOffset.UTC).toLocalDate();
    int room = COMMON_NAME_LIMIT - start.length() - date.length();
    String shown = owner.length() <= room ? owner : owner.substring(0, room);
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, "boshtap")
        .addRDN(BCStyle.OU, HexFormat.of().formatHex(keyId.getKeyIdentifier(), 0, 8))
        .addRDN(BCStyle.CN, start + shown + date)
        .build();
  }

  static SubjectKeyIdentifier keyId(PublicKey key) {
    try {
      return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }

  /** The certificate: what is given to a browser. */
  public X509Certificate certificate() {
    return certificate;
  }

  PrivateKey key() {
    return key;
  }

  /** The certificate as PEM, lines ended by LF. */
  public String pem() {
    return pem(certificate);
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
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A PKCS #12 trust store that holds the certificate and no key.
   *
   * @param password guards its integrity; PKCS #12 readers ask for one, although nothing is secret
   */
  public byte[] pkcs12TrustStore(char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("boshtap", certificate);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("PKCS #12 could not be written", e);
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
        .encodeToString(digest("SHA-256", certificate.getPublicKey().getEncoded()));
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

  /** Names the subject and the fingerprint, never the key. */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal() + ", SHA-256 " + sha256Fingerprint();
  }
}
