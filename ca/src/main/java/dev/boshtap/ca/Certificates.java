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
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What root and leaf have in common: keys, serial numbers, lives, signatures. */
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

  /** A fresh EC P-256 key. */
  static KeyPair newKey() {
    return newKey("EC", new ECGenParameterSpec("secp256r1"));
  }

  /** A fresh RSA key of 2048 bits; takes a tenth of a second or several. */
  static KeyPair newRsaKey() {
    return newKey("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  }

  private static KeyPair newKey(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters, RANDOM);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("this Java makes no " + algorithm + " keys", e);
    }
  }

  /** A positive number of up to 128 random bits (RFC 5280, 4.1.2.2 asks for more than zero). */
  static BigInteger newSerial() {
    return new BigInteger(128, RANDOM).max(BigInteger.ONE);
  }

  /**
   * The algorithm that a key signs with, its hash as strong as the key (RFC 5758, 3.2; NIST SP
   * 800-57).
   *
   * @throws IllegalArgumentException for a key that signs no certificates for browsers
   */
  static String signatureBy(PrivateKey key) {
    if (key instanceof ECPrivateKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      return bits <= 256 ? "SHA256withECDSA" : bits <= 384 ? "SHA384withECDSA" : "SHA512withECDSA";
    }
    if (key instanceof RSAPrivateKey) {
      return "SHA256withRSA";
    }
    throw new IllegalArgumentException(key.getAlgorithm() + " key (expected: EC or RSA)");
  }

  static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    String algorithm = signatureBy(key);
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with " + algorithm, e);
    }
  }
}
