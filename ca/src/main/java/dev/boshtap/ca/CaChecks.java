package dev.boshtap.ca;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Whether certificates and a key make a CA whose leaves a browser accepts (RFC 5280, 6.1.4). */
final class CaChecks {

  private static final int KEY_CERT_SIGN = 5;
  private static final int LEAST_RSA_BITS = 2048;
  private static final int LEAST_EC_BITS = 256;

  private CaChecks() {}

  /**
   * The CA that a key signs as, with the certificates above it.
   *
   * @param file where the certificates stand, for messages
   * @param keyFile where the key stands
   * @param found the certificates, in any order, others among them
   */
  static RootCa assemble(
      Path file, List<X509Certificate> found, Path keyFile, PrivateKey key, Instant now)
      throws CaException {
    X509Certificate own = null;
    for (X509Certificate certificate : found) {
      if (belongTogether(certificate, key)) {
        own = certificate;
      }
    }
    if (own == null) {
      refuseNoCa(file, found.get(0));
      throw new CaException(
          keyFile + ": not the key of " + file.getFileName() + " (expected: a pair)");
    }
    List<X509Certificate> chain = chainFrom(own, found);
    for (X509Certificate certificate : chain) {
      check(file, certificate, now);
    }
    return new RootCa(chain, key);
  }

  private static List<X509Certificate> chainFrom(X509Certificate own, List<X509Certificate> found) {
    List<X509Certificate> chain = new ArrayList<>(List.of(own));
    X509Certificate last = own;
    while (!isSignedBy(last, last) && chain.size() <= found.size()) {
      X509Certificate below = last;
      var above = found.stream().filter(one -> !chain.contains(one) && isSignedBy(below, one));
      last = above.findFirst().orElse(null);
      if (last == null) {
        break;
      }
      chain.add(last);
    }
    return chain;
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void check(Path file, X509Certificate certificate, Instant now)
      throws CaException {
    refuseNoCa(file, certificate);
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      throw refused(file, "its key usage does not let it sign certificates", "keyCertSign");
    }
    if (!isForServers(certificate)) {
      throw refused(file, "its extended key usage leaves out servers", "serverAuth, or none");
    }
    refuseWeakKey(file, certificate);
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (!isSignedBy(certificate, certificate)
        && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD"))) {
      throw refused(file, "signed with " + certificate.getSigAlgName(), "SHA-256 or better");
    }
    try {
      NameLimits.of(certificate);
    } catch (IllegalArgumentException e) {
      throw refused(file, "its name constraints cannot be read", "RFC 5280, 4.2.1.10");
    }
    Instant begin = certificate.getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      throw refused(file, "not valid before " + begin, "one that is valid now");
    }
    Instant end = certificate.getNotAfter().toInstant();
    if (!now.isBefore(end)) {
      throw new CaException(
          file
              + ": expired on "
              + end
              + " (`boshtap ca rotate` makes a new CA; let browsers trust that one)");
    }
  }

  private static void refuseNoCa(Path file, X509Certificate certificate) throws CaException {
    if (certificate.getBasicConstraints() < 0) {
      throw refused(file, "not a CA", "a certificate that may sign others");
    }
  }

  private static boolean isForServers(X509Certificate certificate) {
    try {
      List<String> usages = certificate.getExtendedKeyUsage();
      return usages == null
          || usages.contains(KeyPurposeId.id_kp_serverAuth.getId())
          || usages.contains(KeyPurposeId.anyExtendedKeyUsage.getId());
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static void refuseWeakKey(Path file, X509Certificate certificate) throws CaException {
    String expected = "EC of 256 bits or more, or RSA of 2048 or more";
    if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < LEAST_RSA_BITS) {
        throw refused(file, "RSA key of " + bits + " bits", expected);
      }
    } else if (certificate.getPublicKey() instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      if (bits < LEAST_EC_BITS) {
        throw refused(file, "EC key of " + bits + " bits", expected);
      }
    } else {
      throw refused(file, certificate.getPublicKey().getAlgorithm() + " key", expected);
    }
  }

  private static CaException refused(Path file, String found, String expected) {
    return new CaException(file + ": " + found + " (expected: " + expected + ")");
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    try {
      byte[] anything = certificate.getSubjectX500Principal().getEncoded();
      Signature signature = Signature.getInstance(Certificates.signatureBy(key));
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(anything);
      return signature.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // not of one curve, or of a kind that signs no certificates
    }
  }
}
