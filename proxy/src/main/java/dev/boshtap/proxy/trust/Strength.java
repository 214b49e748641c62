package dev.boshtap.proxy.trust;

import dev.boshtap.proxy.trust.CertificateProblem.Kind;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses certificates that can be forged: signed over MD5 or SHA-1, or with an RSA or DSA key
 * under 2048 bits (CA/Browser Forum Baseline Requirements, 6.1.5 and 7.1.3.2). Java refuses these
 * only for the CAs that it ships. The anchor of a chain is not looked at: it is trusted for what it
 * is.
 */
final class Strength extends PKIXCertPathChecker {

  private static final int SHORTEST_KEY = 2048;
  private static final List<String> BROKEN_DIGESTS = List.of("MD2", "MD4", "MD5", "SHA1", "SHA-1");

  /** What is weak about a certificate, if something is. */
  static Optional<CertificateFault> weakness(X509Certificate certificate, String whose) {
    String algorithm = signatureAlgorithm(certificate);
    if (BROKEN_DIGESTS.stream().anyMatch(algorithm::contains)) {
      return Optional.of(
          new CertificateFault(
              Kind.WEAK_SIGNATURE,
              whose + " is signed with " + algorithm + ", which can be forged"));
    }
    return weakKey(certificate, whose);
  }

  /** Whether its key is too short; for what signed itself, the signature says nothing. */
  static Optional<CertificateFault> weakKey(X509Certificate certificate, String whose) {
    int bits = bits(certificate.getPublicKey());
    return bits >= SHORTEST_KEY
        ? Optional.empty()
        : Optional.of(
            new CertificateFault(
                Kind.WEAK_KEY,
                "%s has a key of %d bits (expected: %s of %d or more)"
                    .formatted(
                        whose, bits, certificate.getPublicKey().getAlgorithm(), SHORTEST_KEY)));
  }

  private static String signatureAlgorithm(X509Certificate certificate) {
    String name = certificate.getSigAlgName();
    if (name.equals("RSASSA-PSS") && certificate.getSigAlgParams() != null) {
      try {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(name);
        parameters.init(certificate.getSigAlgParams());
        name += " " + parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
      } catch (GeneralSecurityException | IOException e) {
        return name; // the path check will not be able to verify it either
      }
    }
    return name.toUpperCase(Locale.ROOT);
  }

  /** Elliptic curves are named curves: the TLS libraries and Java know no weak ones any more. */
  private static int bits(PublicKey key) {
    if (key instanceof RSAKey rsa) {
      return rsa.getModulus().bitLength();
    }
    return key instanceof DSAKey dsa ? dsa.getParams().getP().bitLength() : Integer.MAX_VALUE;
  }

  @Override
  public void init(boolean forward) {}

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public @Nullable Set<String> getSupportedExtensions() {
    return null;
  }

  @Override
  public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions)
      throws CertPathValidatorException {
    Optional<CertificateFault> weakness = weakness((X509Certificate) certificate, "a certificate");
    if (weakness.isPresent()) {
      throw new CertPathValidatorException(weakness.get().what());
    }
  }
}
