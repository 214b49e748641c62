package dev.boshtap.ca;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What root and leaf have in common: P-256 keys, serial numbers, lives, ECDSA signatures. */
final class Certificates {

  /** Clocks of browsers lag: a certificate is valid from a day before it is made. */
  static final Duration BACKDATE = Duration.ofDays(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private Certificates() {}

  /** From and until when a certificate is valid; whole seconds, as X.509 has them. */
  record Life(Instant from, Instant until) {
    static Life backdated(Instant now, Duration whole) {
      Instant from = Instant.ofEpochSecond(now.minus(BACKDATE).getEpochSecond());
      return new Life(from, from.plus(whole));
    }

    Life within(X509Certificate issuer) {
      Instant end = issuer.getNotAfter().toInstant();
      return until.isAfter(end) ? new Life(from, end) : this;
    }
  }

  static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("this Java has no EC P-256 keys", e);
    }
  }

  /** A positive number of up to 128 random bits (RFC 5280, 4.1.2.2 asks for more than zero). */
  static BigInteger newSerial() {
    return new BigInteger(128, RANDOM).max(BigInteger.ONE);
  }

  static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with ECDSA and SHA-256", e);
    }
  }
}
