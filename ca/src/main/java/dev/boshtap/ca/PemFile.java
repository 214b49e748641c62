package dev.boshtap.ca;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * What was found in a PEM file (RFC 7468): certificates, keys. Of a file that is damaged anywhere
 * nothing was found.
 */
final class PemFile {

  private static final String EXPECTED_KEY = "expected: a private key, PKCS #8 PEM";

  private final Path file;
  private final List<Object> objects;

  private PemFile(Path file, List<Object> objects) {
    this.file = file;
    this.objects = objects;
  }

  static PemFile read(Path file) throws CaException {
    return of(file, CaFiles.bytes(file));
  }

  static PemFile of(Path file, byte[] content) {
    List<Object> found = new ArrayList<>();
    String text = new String(content, StandardCharsets.ISO_8859_1);
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        found.add(next);
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      found.clear(); // the parser's words mean nothing to a person; what was expected does
    }
    return new PemFile(file, found);
  }

  /** Its certificates, in their order; at least one. */
  List<X509Certificate> certificates() throws CaException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Object object : objects) {
        if (object instanceof X509CertificateHolder holder) {
          certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
    } catch (CertificateException e) {
      certificates.clear();
    }
    if (certificates.isEmpty()) {
      throw new CaException(file + ": damaged (expected: an X.509 certificate, PEM)");
    }
    return certificates;
  }

  boolean hasKey() {
    return objects.stream().anyMatch(PemFile::isKey);
  }

  boolean isEncrypted() {
    return objects.stream()
        .anyMatch(
            object ->
                object instanceof PKCS8EncryptedPrivateKeyInfo
                    || object instanceof PEMEncryptedKeyPair);
  }

  private static boolean isKey(Object object) {
    return object instanceof PrivateKeyInfo
        || object instanceof PEMKeyPair
        || object instanceof PKCS8EncryptedPrivateKeyInfo
        || object instanceof PEMEncryptedKeyPair;
  }

  /** Its first private key, opened if need be. */
  OpenedKey key(PassphraseSource passphrases) throws CaException {
    Object object =
        objects.stream()
            .filter(PemFile::isKey)
            .findFirst()
            .orElseThrow(() -> new CaException(file + ": damaged (" + EXPECTED_KEY + ")"));
    if (isUnreadable(object)) {
      throw new CaException(
          file
              + ": encrypted in a way that is not read here (expected: PBES2 with PBKDF2 and AES;"
              + " `openssl pkcs8 -topk8 -v2 aes256` writes that)");
    }
    if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
      Opening.Opened<PrivateKeyInfo> opened =
          Opening.of(file, passphrases, secret -> KeyEncryption.decrypt(encrypted, secret));
      return new OpenedKey(converted(opened.content()), Optional.of(opened.passphrase()));
    }
    PrivateKeyInfo plain =
        object instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) object;
    return new OpenedKey(converted(plain), Optional.empty());
  }

  private static boolean isUnreadable(Object key) {
    return key instanceof PEMEncryptedKeyPair
        || (key instanceof PKCS8EncryptedPrivateKeyInfo encrypted
            && !KeyEncryption.isKnown(encrypted));
  }

  private PrivateKey converted(PrivateKeyInfo info) throws CaException {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(info);
    } catch (IOException e) {
      throw new CaException(file + ": damaged (" + EXPECTED_KEY + ")", e);
    }
  }

  /** A key, and the passphrase that it was under. */
  record OpenedKey(PrivateKey key, Optional<Passphrase> passphrase) {}
}
