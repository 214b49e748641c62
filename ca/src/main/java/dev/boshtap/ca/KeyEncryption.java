package dev.boshtap.ca;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * A private key under a passphrase, as OpenSSL writes and reads it: PKCS #8 with PBES2 (RFC 8018,
 * 6.2), PBKDF2 and AES-CBC.
 *
 * <p>Put together from Java's own ciphers: BouncyCastle's builder for this needs BouncyCastle as a
 * cryptographic provider, which not every Java accepts from within another jar.
 */
final class KeyEncryption {

  /** What OWASP's password storage cheat sheet asks of PBKDF2 with SHA-256. */
  private static final int ITERATIONS = 600_000;

  private static final int SALT_BYTES = 16;
  private static final int BLOCK_BYTES = 16;

  private static final Map<ASN1ObjectIdentifier, String> DERIVATIONS =
      Map.of(
          PKCSObjectIdentifiers.id_hmacWithSHA1, "PBKDF2WithHmacSHA1",
          PKCSObjectIdentifiers.id_hmacWithSHA256, "PBKDF2WithHmacSHA256",
          PKCSObjectIdentifiers.id_hmacWithSHA384, "PBKDF2WithHmacSHA384",
          PKCSObjectIdentifiers.id_hmacWithSHA512, "PBKDF2WithHmacSHA512");

  private static final Map<ASN1ObjectIdentifier, Integer> KEY_BITS =
      Map.of(
          NISTObjectIdentifiers.id_aes128_CBC, 128,
          NISTObjectIdentifiers.id_aes192_CBC, 192,
          NISTObjectIdentifiers.id_aes256_CBC, 256);

  private KeyEncryption() {}

  /** The key as a PEM writer takes it. */
  static PKCS8EncryptedPrivateKeyInfo encrypt(PrivateKey key, Passphrase passphrase) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_BYTES];
    byte[] start = new byte[BLOCK_BYTES];
    random.nextBytes(salt);
    random.nextBytes(start);
    PBKDF2Params derivation =
        new PBKDF2Params(
            salt,
            ITERATIONS,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, derivation, 256, start, passphrase);
      PBES2Parameters parameters =
          new PBES2Parameters(
              new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
              new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(start)));
      return new PKCS8EncryptedPrivateKeyInfo(
          new EncryptedPrivateKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
              cipher.doFinal(key.getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2 with AES-256", e);
    }
  }

  /** Whether the key is encrypted in the way that is read here. */
  static boolean isKnown(PKCS8EncryptedPrivateKeyInfo encrypted) {
    try {
      Scheme.of(encrypted);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The key; empty when the passphrase is not its own. */
  static Optional<PrivateKeyInfo> decrypt(
      PKCS8EncryptedPrivateKeyInfo encrypted, Passphrase passphrase) {
    Scheme scheme = Scheme.of(encrypted);
    try {
      Cipher cipher =
          cipher(
              Cipher.DECRYPT_MODE,
              scheme.derivation(),
              scheme.keyBits(),
              scheme.start(),
              passphrase);
      // A wrong passphrase nearly always leaves wrong padding, and else what is no key.
      return Optional.of(PrivateKeyInfo.getInstance(cipher.doFinal(encrypted.getEncryptedData())));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(
      int mode, PBKDF2Params derivation, int keyBits, byte[] start, Passphrase passphrase)
      throws GeneralSecurityException {
    PBEKeySpec spec =
        new PBEKeySpec(
            passphrase.characters(),
            derivation.getSalt(),
            derivation.getIterationCount().intValueExact(),
            keyBits);
    byte[] key =
        SecretKeyFactory.getInstance(DERIVATIONS.get(derivation.getPrf().getAlgorithm()))
            .generateSecret(spec)
            .getEncoded();
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
    return cipher;
  }

  /** How a key is encrypted. */
  private record Scheme(PBKDF2Params derivation, int keyBits, byte[] start) {

    /** Throws for anything but PBES2 with PBKDF2 and AES-CBC. */
    static Scheme of(PKCS8EncryptedPrivateKeyInfo encrypted) {
      EncryptedPrivateKeyInfo info;
      try {
        info = EncryptedPrivateKeyInfo.getInstance(encrypted.getEncoded());
      } catch (IOException e) {
        throw new IllegalArgumentException(e);
      }
      AlgorithmIdentifier algorithm = info.getEncryptionAlgorithm();
      require(algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2));
      PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
      KeyDerivationFunc function = parameters.getKeyDerivationFunc();
      require(function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2));
      PBKDF2Params derivation = PBKDF2Params.getInstance(function.getParameters());
      require(DERIVATIONS.containsKey(derivation.getPrf().getAlgorithm()));
      require(derivation.getIterationCount().bitLength() < Integer.SIZE);
      EncryptionScheme cipher = parameters.getEncryptionScheme();
      require(KEY_BITS.containsKey(cipher.getAlgorithm()));
      return new Scheme(
          derivation,
          KEY_BITS.get(cipher.getAlgorithm()),
          ASN1OctetString.getInstance(cipher.getParameters()).getOctets());
    }

    private static void require(boolean known) {
      if (!known) {
        throw new IllegalArgumentException("not PBES2 with PBKDF2 and AES-CBC");
      }
    }
  }
}
