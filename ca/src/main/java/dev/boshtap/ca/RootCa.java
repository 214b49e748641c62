package dev.boshtap.ca;

import dev.boshtap.ca.Certificates.Life;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * The CA of one installation with its key: what signs the leaves. One that is made here has an EC
 * P-256 key that exists nowhere else, may sign end certificates only (path length 0), for the hosts
 * within its {@link NameLimits}, for two years.
 *
 * <p>The private key never leaves this package.
 */
public final class RootCa extends CaCertificate {

  private static final Duration LIFE = Duration.ofDays(2 * 365);

  /** RFC 5280, appendix A.1: ub-common-name. */
  static final int COMMON_NAME_LIMIT = 64;

  private final PrivateKey key;

  RootCa(List<X509Certificate> chain, PrivateKey key) {
    super(chain);
    this.key = key;
  }

  /**
   * Makes a root with a fresh key, in memory only, that may sign for any host.
   *
   * @param owner whose it is, {@code user@host}: a person who finds it in a trust store should know
   * @param clock gives the date of making
   */
  public static RootCa create(String owner, InstantSource clock) {
    return create(owner, clock, NameLimits.NONE);
  }

  /**
   * Makes a root with a fresh key, in memory only.
   *
   * @param owner whose it is, {@code user@host}
   * @param clock gives the date of making
   * @param limits which hosts it may sign for
   */
  public static RootCa create(String owner, InstantSource clock, NameLimits limits) {
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
      if (limits.extension().isPresent()) {
        NameConstraints constraints = limits.extension().get();
        builder.addExtension(Extension.nameConstraints, true, constraints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    X509Certificate certificate = Certificates.sign(builder, pair.getPrivate());
    return new RootCa(List.of(certificate), pair.getPrivate());
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

  PrivateKey key() {
    return key;
  }
}
