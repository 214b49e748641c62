package dev.boshtap.proxy.trust;

import dev.boshtap.proxy.trust.CertificateProblem.Kind;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/**
 * Finds out why a chain of certificates did not verify, to tell a person. It decides nothing: Java
 * does that, whose own words are mostly "unable to find valid certification path".
 */
final class CertificateDiagnosis {

  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private final Chain chain;

  private CertificateDiagnosis(Chain chain) {
    this.chain = chain;
  }

  /** The first thing that is wrong, in the order in which a person would have to mend it. */
  static CertificateFault of(Chain chain, CertificateException why) {
    CertificateDiagnosis diagnosis = new CertificateDiagnosis(chain);
    return Stream.<Function<CertificateDiagnosis, Optional<CertificateFault>>>of(
            CertificateDiagnosis::outOfTime,
            CertificateDiagnosis::weak,
            CertificateDiagnosis::badSignature,
            CertificateDiagnosis::unknownIssuer,
            CertificateDiagnosis::againstTheRules)
        .flatMap(look -> look.apply(diagnosis).stream())
        .findFirst()
        .orElseGet(() -> unusable(why));
  }

  /** For when nobody at all is trusted. */
  static CertificateFault ofStranger(Chain chain) {
    return new CertificateDiagnosis(chain).unknownIssuer().orElseThrow();
  }

  /**
   * An anchor may itself be allowed some names only, and Java does not look at what an anchor says
   * of itself (RFC 5280, 6.1.1 leaves that open). Browsers do: Chrome since 112.
   */
  static Optional<CertificateFault> ofAnchorsConstraints(Chain chain) {
    Optional<X509Certificate> anchor =
        chain.anchor().filter(issuer -> issuer.getExtensionValue(NAME_CONSTRAINTS) != null);
    if (anchor.isEmpty() || Chain.isSelfSigned(chain.own())) {
      return Optional.empty();
    }
    return pathProblem(
            Stream.concat(
                    chain.path().stream().filter(sent -> !sent.equals(anchor.get())),
                    anchor.stream())
                .toList(),
            anchor.get())
        .filter(fault -> fault.kind() == Kind.NAME_CONSTRAINTS);
  }

  private Optional<CertificateFault> outOfTime() {
    for (X509Certificate certificate : chain.path()) {
      try {
        certificate.checkValidity();
      } catch (CertificateExpiredException e) {
        return Optional.of(
            new CertificateFault(
                Kind.EXPIRED,
                whose(certificate) + " expired on " + certificate.getNotAfter().toInstant()));
      } catch (CertificateNotYetValidException e) {
        return Optional.of(
            new CertificateFault(
                Kind.NOT_YET_VALID,
                whose(certificate)
                    + " is not valid before "
                    + certificate.getNotBefore().toInstant()));
      }
    }
    return Optional.empty();
  }

  private Optional<CertificateFault> weak() {
    return chain.path().stream()
        .flatMap(
            certificate ->
                (Chain.isSelfSigned(certificate)
                        ? Strength.weakKey(certificate, whose(certificate))
                        : Strength.weakness(certificate, whose(certificate)))
                    .stream())
        .findFirst();
  }

  private Optional<CertificateFault> badSignature() {
    List<X509Certificate> path = chain.path();
    return IntStream.range(0, path.size())
        .filter(i -> i + 1 < path.size() || chain.anchor().isPresent())
        .filter(i -> !Chain.isSelfSigned(path.get(i)))
        .filter(
            i ->
                !Chain.isSignedBy(
                    path.get(i),
                    i + 1 < path.size() ? path.get(i + 1) : chain.anchor().orElseThrow()))
        .mapToObj(
            i ->
                new CertificateFault(
                    Kind.BROKEN_CHAIN,
                    "the chain is broken: %s names %s as its issuer, whose key did not sign it"
                        .formatted(whose(path.get(i)), issuerName(path.get(i)))))
        .findFirst();
  }

  private Optional<CertificateFault> unknownIssuer() {
    X509Certificate last = chain.last();
    if (chain.anchor().isPresent()) {
      return Optional.empty();
    }
    if (!Chain.isSelfSigned(last)) {
      return Optional.of(
          new CertificateFault(
              Kind.MISSING_ISSUER,
              "its chain has no end: the server sent no certificate of %s, who issued %s, and none is"
                      .formatted(issuerName(last), whose(last))
                  + " known here"
                  + whereToGetIt(last)));
    }
    return Optional.of(
        chain.path().size() == 1
            ? new CertificateFault(
                Kind.SELF_SIGNED,
                "the certificate is self-signed, and its issuer is not known here")
            : new CertificateFault(
                Kind.UNKNOWN_ISSUER,
                "the certificate's issuer is not known here (" + issuerName(last) + ")"));
  }

  /** Where a certificate says its issuer's can be had (RFC 5280, 4.2.2.1). */
  private static String whereToGetIt(X509Certificate certificate) {
    try {
      Extensions extensions = new JcaX509CertificateHolder(certificate).getExtensions();
      AuthorityInformationAccess access =
          extensions == null ? null : AuthorityInformationAccess.fromExtensions(extensions);
      if (access == null) {
        return "";
      }
      return Stream.of(access.getAccessDescriptions())
          .filter(at -> at.getAccessMethod().equals(AccessDescription.id_ad_caIssuers))
          .map(at -> " (it should be at " + at.getAccessLocation().getName() + ")")
          .findFirst()
          .orElse("");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return "";
    }
  }

  private Optional<CertificateFault> againstTheRules() {
    X509Certificate anchor = chain.anchor().orElseThrow();
    return pathProblem(chain.path().stream().filter(sent -> !sent.equals(anchor)).toList(), anchor);
  }

  /**
   * What a check of exactly this path finds, and says more plainly than one that tries them all.
   */
  private static Optional<CertificateFault> pathProblem(
      List<X509Certificate> path, X509Certificate anchor) {
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return rule(e, path);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot check certificates", e);
    }
  }

  private static Optional<CertificateFault> rule(
      CertPathValidatorException e, List<X509Certificate> path) {
    if (e.getReason() == PKIXReason.INVALID_NAME) {
      return Optional.of(
          new CertificateFault(
              Kind.NAME_CONSTRAINTS,
              "an issuer in its chain may not sign for its names, " + ServerNames.of(path.get(0))));
    }
    if (e.getReason() == PKIXReason.NOT_CA_CERT
        || e.getReason() == PKIXReason.PATH_TOO_LONG
        || e.getReason() == PKIXReason.INVALID_KEY_USAGE) {
      int at = Math.max(e.getIndex(), 0);
      return Optional.of(
          new CertificateFault(
              Kind.BROKEN_CHAIN,
              "the chain is broken: %s was used to sign and may not be"
                  .formatted(path.get(at).getSubjectX500Principal().getName())));
    }
    return Optional.empty();
  }

  private static CertificateFault unusable(CertificateException why) {
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new CertificateFault(
        Kind.UNUSABLE, "the certificate is not usable: " + root.getMessage());
  }

  private String whose(X509Certificate certificate) {
    return certificate.equals(chain.own())
        ? "the certificate"
        : "the certificate of its issuer " + certificate.getSubjectX500Principal().getName();
  }

  private static String issuerName(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().getName();
  }
}
