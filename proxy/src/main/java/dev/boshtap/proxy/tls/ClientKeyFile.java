package dev.boshtap.proxy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Reads a client certificate and its key as people have them: PKCS12, or PEM in one file or two.
 */
public final class ClientKeyFile {

  private static final String EXPECTED = "a certificate and its key, PEM or PKCS12";

  /** Java's own names of those that Java does not know by their number. */
  private static final Map<String, String> KEY_ALGORITHMS =
      Map.of(
          PKCSObjectIdentifiers.rsaEncryption.getId(), "RSA",
          X9ObjectIdentifiers.id_ecPublicKey.getId(), "EC");

  private ClientKeyFile() {}

  /**
   * Reads them.
   *
   * @param certificate PKCS12, or PEM with the certificate first
   * @param key PEM, where {@code certificate} does not hold the key
   * @param passphrase of the key; empty if it has none
   * @throws IOException if they cannot be read, or do not belong together; the message says so in
   *     one line
   */
  public static ClientKey read(Path certificate, Optional<Path> key, char[] passphrase)
      throws IOException {
    byte[] content = bytes(certificate);
    // DER, and no PEM: a PKCS12 file is one ASN.1 SEQUENCE.
    if (content.length > 0 && content[0] == 0x30) {
      return pkcs12(certificate, content, passphrase);
    }
    Pem pem = new Pem(passphrase);
    pem.read(certificate, content);
    if (key.isPresent()) {
      pem.read(key.get(), bytes(key.get()));
    }
    if (pem.certificates.isEmpty() || pem.keys.isEmpty()) {
      throw new IOException(
          "%s: no %s in it (expected: %s)"
              .formatted(
                  certificate, pem.certificates.isEmpty() ? "certificate" : "key", EXPECTED));
    }
    if (!belong(pem.keys.get(0), pem.certificates.get(0))) {
      throw new IOException(
          certificate + ": the key is another certificate's (expected: " + EXPECTED + ")");
    }
    return new ClientKey(pem.keys.get(0), pem.certificates);
  }

  /** Whether what the key signs is verified by the certificate. */
  private static boolean belong(PrivateKey key, X509Certificate certificate) {
    try {
      Signature signature = Signature.getInstance(algorithm(key));
      byte[] probe = {1};
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC", "ECDSA" -> "SHA256withECDSA";
      default -> key.getAlgorithm(); // Ed25519 and its like are keys and signatures in one
    };
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: " + EXPECTED + ")", e);
    }
  }

  private static ClientKey pkcs12(Path file, byte[] content, char[] passphrase) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), passphrase);
      for (String alias : Collections.list(store.aliases())) {
        Certificate[] chain = store.getCertificateChain(alias);
        if (chain != null && store.getKey(alias, passphrase) instanceof PrivateKey key) {
          return new ClientKey(key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable(file, e);
    }
    throw new IOException(file + ": no key in it (expected: " + EXPECTED + ")");
  }

  private static IOException unreadable(Path file, Exception cause) {
    return new IOException(
        file + ": cannot be read, or another passphrase is needed (expected: " + EXPECTED + ")",
        cause);
  }

  /** What PEM files hold, in the order found. */
  private static final class Pem {

    private final char[] passphrase;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> keys = new ArrayList<>();

    Pem(char[] passphrase) {
      this.passphrase = passphrase;
    }

    void read(Path file, byte[] content) throws IOException {
      try (Reader text = new StringReader(new String(content, StandardCharsets.ISO_8859_1));
          PEMParser parser = new PEMParser(text)) {
        for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
          take(next);
        }
      } catch (IOException
          | CertificateException
          | OperatorCreationException
          | PKCSException
          | IllegalArgumentException e) {
        throw unreadable(file, e);
      }
    }

    private void take(Object found)
        throws IOException, CertificateException, OperatorCreationException, PKCSException {
      if (found instanceof X509CertificateHolder certificate) {
        certificates.add(new JcaX509CertificateConverter().getCertificate(certificate));
      } else if (found instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
        key(
            encrypted.decryptPrivateKeyInfo(
                new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(passphrase)));
      } else if (found instanceof PrivateKeyInfo plain) {
        key(plain);
      } else if (found instanceof PEMEncryptedKeyPair encrypted) {
        key(
            encrypted
                .decryptKeyPair(
                    new JcePEMDecryptorProviderBuilder()
                        .setProvider(new BouncyCastleProvider())
                        .build(passphrase))
                .getPrivateKeyInfo());
      } else if (found instanceof PEMKeyPair plain) {
        key(plain.getPrivateKeyInfo());
      }
    }

    private void key(PrivateKeyInfo info) throws IOException {
      String oid = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
      try {
        keys.add(
            KeyFactory.getInstance(KEY_ALGORITHMS.getOrDefault(oid, oid))
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded())));
      } catch (GeneralSecurityException e) {
        throw new IOException("a key that Java does not know", e);
      }
    }
  }
}
