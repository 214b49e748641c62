package dev.boshtap.ca;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CA that somebody made elsewhere, as PEM or PKCS #12, and takes none that a browser would
 * not: it must be a CA, its key its own, its usages, algorithms and life in order, and its key
 * readable by its owner only.
 */
public final class CaImport {

  private CaImport() {}

  /**
   * A CA from elsewhere.
   *
   * @param root the CA
   * @param passphrase what it was under; it is kept under the same unless somebody decides
   *     otherwise
   */
  public record Imported(RootCa root, Optional<Passphrase> passphrase) {}

  /**
   * Reads a CA.
   *
   * @param file PEM with its certificate, those above it if there are any, and perhaps its key; or
   *     PKCS #12 with all of it
   * @param keyFile PEM with the key, if that is not in {@code file}
   * @param passphrases asked if the key is under one
   * @param now must be in the CA's life
   */
  public static Imported read(
      Path file, Optional<Path> keyFile, PassphraseSource passphrases, Instant now)
      throws CaException {
    byte[] content = CaFiles.bytes(file);
    if (!new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
      return fromPkcs12(file, content, passphrases, now);
    }
    PemFile certificates = PemFile.of(file, content);
    Path keyIn = keyFile.orElse(file);
    PemFile keys = keyFile.isPresent() ? PemFile.read(keyIn) : certificates;
    if (keyFile.isEmpty() && !keys.hasKey()) {
      throw new CaException(file + ": no private key in it (expected: one, or --from-key FILE)");
    }
    CaFiles.refuseLoose(keyIn);
    PemFile.OpenedKey opened = keys.key(passphrases);
    RootCa root = CaChecks.assemble(file, certificates.certificates(), keyIn, opened.key(), now);
    return new Imported(root, opened.passphrase());
  }

  private static Imported fromPkcs12(
      Path file, byte[] content, PassphraseSource passphrases, Instant now) throws CaException {
    Optional<KeyStore> unprotected = load(file, content, new char[0]);
    CaFiles.refuseLoose(file); // once it is known to be of the kind that holds a key
    if (unprotected.isPresent()) {
      return of(file, unprotected.get(), Optional.empty(), now);
    }
    Opening.Opened<KeyStore> opened =
        Opening.of(file, passphrases, secret -> loadIfIts(content, secret));
    return of(file, opened.content(), Optional.of(opened.passphrase()), now);
  }

  private static Imported of(
      Path file, KeyStore store, Optional<Passphrase> passphrase, Instant now) throws CaException {
    try {
      List<String> keys = new ArrayList<>();
      List<X509Certificate> certificates = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
          for (Certificate certificate : store.getCertificateChain(alias)) {
            certificates.add((X509Certificate) certificate);
          }
        } else if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
      if (keys.size() != 1) {
        throw new CaException(
            file + ": " + keys.size() + " private keys in it (expected: one, the CA's)");
      }
      char[] password = passphrase.map(Passphrase::characters).orElse(new char[0]);
      PrivateKey key = (PrivateKey) store.getKey(keys.get(0), password);
      return new Imported(CaChecks.assemble(file, certificates, file, key, now), passphrase);
    } catch (GeneralSecurityException e) {
      throw new CaException(file + ": its key cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static Optional<KeyStore> loadIfIts(byte[] content, Passphrase passphrase) {
    try {
      return load(Path.of(""), content, passphrase.characters());
    } catch (CaException e) {
      return Optional.empty();
    }
  }

  /** Empty when the password is wrong. */
  private static Optional<KeyStore> load(Path file, byte[] content, char[] password)
      throws CaException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password);
      return Optional.of(store);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        return Optional.empty();
      }
      throw new CaException(file + ": neither PEM nor PKCS #12", e);
    } catch (GeneralSecurityException e) {
      throw new CaException(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
