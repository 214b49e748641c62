package dev.boshtap.ca;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/** Reads a root CA from its two files, and says what is wrong with them. */
final class CaFiles {

  private CaFiles() {}

  static RootCa read(Path certificateFile, Path keyFile, Instant now) throws CaException {
    refuseLoose(keyFile);
    X509Certificate certificate = certificate(certificateFile);
    PrivateKey key = key(keyFile);
    if (certificate.getBasicConstraints() < 0) {
      throw new CaException(
          certificateFile + ": not a CA (expected: a certificate that may sign others)");
    }
    if (!belongTogether(certificate, key)) {
      throw new CaException(
          keyFile + ": not the key of " + certificateFile.getFileName() + " (expected: a pair)");
    }
    Instant end = certificate.getNotAfter().toInstant();
    if (!now.isBefore(end)) {
      throw new CaException(
          certificateFile
              + ": expired on "
              + end
              + " (move "
              + certificateFile.getParent()
              + " away to have a new CA made, and let browsers trust that one)");
    }
    return new RootCa(certificate, key);
  }

  private static void refuseLoose(Path keyFile) throws CaException {
    Optional<String> looseness;
    try {
      looseness = OwnerOnlyFiles.looseness(keyFile);
    } catch (IOException e) {
      throw unreadable(keyFile, e);
    }
    if (looseness.isPresent()) {
      throw new CaException(keyFile + ": " + looseness.get());
    }
  }

  private static X509Certificate certificate(Path file) throws CaException {
    try {
      if (pemObject(file) instanceof X509CertificateHolder holder) {
        return new JcaX509CertificateConverter().getCertificate(holder);
      }
    } catch (CertificateException e) {
      throw new CaException(file + ": damaged (expected: an X.509 certificate, PEM)", e);
    }
    throw new CaException(file + ": damaged (expected: an X.509 certificate, PEM)");
  }

  private static PrivateKey key(Path file) throws CaException {
    try {
      if (pemObject(file) instanceof PrivateKeyInfo info) {
        return new JcaPEMKeyConverter().getPrivateKey(info);
      }
    } catch (IOException e) {
      if (e instanceof CaException said) {
        throw said;
      }
      throw new CaException(file + ": damaged (expected: a private key, PKCS #8 PEM)", e);
    }
    throw new CaException(file + ": damaged (expected: a private key, PKCS #8 PEM)");
  }

  private static @Nullable Object pemObject(Path file) throws CaException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      return parser.readObject();
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return null; // the parser's words mean nothing to a person; what was expected does
    }
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    try {
      byte[] anything = certificate.getSubjectX500Principal().getEncoded();
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(anything);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // not EC keys, or not of one curve
    }
  }

  private static CaException unreadable(Path file, IOException e) {
    return new CaException(file + ": cannot be read (" + reason(e) + ")", e);
  }

  /** The system's reason without the path, which the message names already. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    }
    if (e instanceof FileSystemException said && said.getReason() != null) {
      return said.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
