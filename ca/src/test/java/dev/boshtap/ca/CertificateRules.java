package dev.boshtap.ca;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/**
 * What certificate linters look for, as far as it applies to a private root and its leaves: RFC
 * 5280, and the CA/Browser Forum's baseline requirements (BR) where clients hold private
 * certificates to them.
 */
final class CertificateRules {

  private static final Duration LONGEST_LEAF = Duration.ofDays(45);
  private static final Set<String> SIGNATURES =
      Set.of("SHA256WITHECDSA", "SHA384WITHECDSA", "SHA512WITHECDSA", "SHA256WITHRSA");
  private static final Set<ASN1ObjectIdentifier> KNOWN_CRITICAL =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.nameConstraints,
          Extension.subjectAlternativeName);

  private CertificateRules() {}

  /** A certificate, and the one whose key signed it. */
  record Pair(X509CertificateHolder certificate, X509CertificateHolder issuer) {

    <T> boolean has(ASN1ObjectIdentifier type, Reading<T> reading, Predicate<T> condition) {
      Extension extension = certificate.getExtension(type);
      return extension != null && condition.test(reading.of(extension.getParsedValue()));
    }

    boolean lacks(ASN1ObjectIdentifier type) {
      return certificate.getExtension(type) == null;
    }

    boolean isCritical(ASN1ObjectIdentifier type) {
      Extension extension = certificate.getExtension(type);
      return extension != null && extension.isCritical();
    }

    boolean hasEmptySubject() {
      return certificate.getSubject().getRDNs().length == 0;
    }

    List<GeneralName> names() {
      GeneralNames names =
          GeneralNames.fromExtensions(
              certificate.getExtensions(), Extension.subjectAlternativeName);
      return names == null ? List.of() : List.of(names.getNames());
    }
  }

  private interface Reading<T> {
    T of(Object value);
  }

  /**
   * A rule.
   *
   * @param text where it stands, and what it asks for
   * @param holds whether a certificate keeps it
   */
  private record Rule(String text, Predicate<Pair> holds) {}

  private static final List<Rule> ALL =
      List.of(
          new Rule("RFC 5280 4.1: DER", CertificateRules::isDer),
          new Rule("RFC 5280 4.1.2.1: version 3", it -> it.certificate().getVersionNumber() == 3),
          new Rule("RFC 5280 4.1.2.2: serial positive, 20 octets", CertificateRules::isSerialFit),
          new Rule(
              "BR 7.1: serial of 64 bits or more",
              it -> it.certificate().getSerialNumber().bitLength() >= 64),
          new Rule("RFC 5280 4.1.1.2: one algorithm", CertificateRules::namesOneAlgorithm),
          new Rule("BR 7.1.3.2: signature over SHA-2", CertificateRules::isSignedWell),
          new Rule("RFC 5280 6.1.3: signed by the issuer", CertificateRules::isSignedByIssuer),
          new Rule(
              "RFC 5280 7.1: issuer as the issuer's subject, byte by byte",
              it ->
                  it.issuer().getSubject().getRDNs().length > 0
                      && encoded(it.certificate().getIssuer(), it.issuer().getSubject())),
          new Rule("RFC 5280 4.1.2.5: UTCTime to 2049", CertificateRules::writesTimesAsItShould),
          new Rule(
              "RFC 5280 4.1.2.5: begins before it ends", CertificateRules::hasALifeInItsIssuers),
          new Rule("BR 6.1.5: a strong key", CertificateRules::hasStrongKey),
          new Rule("RFC 5280 4.1.2.8: no unique identifiers", CertificateRules::hasNoUniqueIds),
          new Rule(
              "RFC 5280 4.2: critical extensions that clients know",
              it -> KNOWN_CRITICAL.containsAll(it.certificate().getCriticalExtensionOIDs())),
          new Rule("RFC 5280 A.1: subject of short, usual strings", CertificateRules::isNameFit),
          new Rule(
              "RFC 5280 4.2.1.2: subject key identifier, not critical",
              it ->
                  it.has(
                          Extension.subjectKeyIdentifier,
                          SubjectKeyIdentifier::getInstance,
                          id -> id.getKeyIdentifier().length == 20)
                      && !it.isCritical(Extension.subjectKeyIdentifier)),
          new Rule(
              "RFC 5280 4.2.1.1: authority key identifier", CertificateRules::pointsToItsIssuer));

  private static final List<Rule> ROOT =
      List.of(
          new Rule(
              "RFC 5280 4.2.1.9: CA, path length 0, critical",
              it ->
                  it.isCritical(Extension.basicConstraints)
                      && it.has(
                          Extension.basicConstraints,
                          BasicConstraints::getInstance,
                          value ->
                              value.isCA()
                                  && value.getPathLenConstraint() != null
                                  && value.getPathLenConstraint().signum() == 0)),
          new Rule("RFC 5280 4.2.1.3: keyCertSign", it -> usage(it, KeyUsage.keyCertSign)),
          new Rule("BR 7.1.2.1: no EKU", it -> it.lacks(Extension.extendedKeyUsage)),
          new Rule("BR 7.1.2.1: no SAN", it -> it.lacks(Extension.subjectAlternativeName)),
          new Rule("RFC 5280 4.2.1.10: name constraints", CertificateRules::areConstraintsFit));

  private static final List<Rule> LEAF =
      List.of(
          new Rule(
              "RFC 5280 4.2.1.9: no CA",
              it ->
                  it.lacks(Extension.basicConstraints)
                      || it.has(
                          Extension.basicConstraints,
                          BasicConstraints::getInstance,
                          value -> !value.isCA() && value.getPathLenConstraint() == null)),
          new Rule("BR 7.1.2.7.11: digitalSignature", it -> usage(it, KeyUsage.digitalSignature)),
          new Rule(
              "BR 7.1.2.7.10: serverAuth alone, not critical",
              it ->
                  !it.isCritical(Extension.extendedKeyUsage)
                      && it.has(
                          Extension.extendedKeyUsage,
                          ExtendedKeyUsage::getInstance,
                          value ->
                              Arrays.equals(
                                  value.getUsages(),
                                  new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth}))),
          new Rule("RFC 5280 4.2.1.6: one fit name", CertificateRules::areNamesFit),
          new Rule(
              "RFC 5280 4.2.1.6: SAN critical if and only if the subject is empty",
              it -> it.isCritical(Extension.subjectAlternativeName) == it.hasEmptySubject()),
          new Rule("BR 7.1.4.3: CN is one of the names", CertificateRules::isCommonNameAmongNames),
          new Rule(
              "45 days at most, backdate included",
              it ->
                  Duration.between(
                              it.certificate().getNotBefore().toInstant(),
                              it.certificate().getNotAfter().toInstant())
                          .compareTo(LONGEST_LEAF)
                      <= 0),
          new Rule(
              "a key and a key identifier of its own",
              it ->
                  !it.certificate()
                          .getSubjectPublicKeyInfo()
                          .equals(it.issuer().getSubjectPublicKeyInfo())
                      && !Arrays.equals(keyId(it.certificate()), keyId(it.issuer()))),
          new Rule("RFC 5280 4.2.1.10: no constraints", it -> it.lacks(Extension.nameConstraints)));

  /** The rules that a root breaks. */
  static List<String> brokenByRoot(X509CertificateHolder root) {
    return broken(new Pair(root, root), ROOT);
  }

  /** The rules that a leaf breaks. */
  static List<String> brokenByLeaf(X509CertificateHolder leaf, X509CertificateHolder root) {
    return broken(new Pair(leaf, root), LEAF);
  }

  private static List<String> broken(Pair pair, List<Rule> own) {
    return Stream.concat(ALL.stream(), own.stream())
        .filter(rule -> !rule.holds().test(pair))
        .map(Rule::text)
        .toList();
  }

  private static boolean isDer(Pair it) {
    try {
      return Arrays.equals(
          it.certificate().getEncoded(),
          it.certificate().toASN1Structure().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isSerialFit(Pair it) {
    var serial = it.certificate().getSerialNumber();
    return serial.signum() > 0 && serial.toByteArray().length <= 20;
  }

  private static boolean namesOneAlgorithm(Pair it) {
    var whole = it.certificate().toASN1Structure();
    return whole.getTBSCertificate().getSignature().equals(whole.getSignatureAlgorithm());
  }

  private static boolean isSignedWell(Pair it) {
    try {
      return SIGNATURES.contains(
          new JcaX509CertificateConverter()
              .getCertificate(it.certificate())
              .getSigAlgName()
              .toUpperCase(Locale.ROOT));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isSignedByIssuer(Pair it) {
    try {
      var converter = new JcaX509CertificateConverter();
      converter
          .getCertificate(it.certificate())
          .verify(converter.getCertificate(it.issuer()).getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean encoded(X500Name one, X500Name other) {
    try {
      return Arrays.equals(one.getEncoded(ASN1Encoding.DER), other.getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasALifeInItsIssuers(Pair it) {
    Instant begin = it.certificate().getNotBefore().toInstant();
    Instant end = it.certificate().getNotAfter().toInstant();
    return begin.isBefore(end)
        && !begin.isBefore(it.issuer().getNotBefore().toInstant())
        && !end.isAfter(it.issuer().getNotAfter().toInstant());
  }

  private static boolean writesTimesAsItShould(Pair it) {
    var body = it.certificate().toASN1Structure().getTBSCertificate();
    return isTimeFit(body.getStartDate()) && isTimeFit(body.getEndDate());
  }

  private static boolean isTimeFit(Time time) {
    boolean late = !time.getDate().toInstant().isBefore(Instant.parse("2050-01-01T00:00:00Z"));
    return late
        ? time.toASN1Primitive() instanceof ASN1GeneralizedTime
        : time.toASN1Primitive() instanceof ASN1UTCTime;
  }

  private static boolean hasStrongKey(Pair it) {
    try {
      PublicKey key =
          new JcaX509CertificateConverter().getCertificate(it.certificate()).getPublicKey();
      if (key instanceof RSAPublicKey rsa) {
        return rsa.getModulus().bitLength() >= 2048
            && rsa.getModulus().bitLength() % 8 == 0
            && rsa.getPublicExponent().testBit(0)
            && rsa.getPublicExponent().bitLength() >= 17;
      }
      return key instanceof ECPublicKey ec
          && Set.of(256, 384, 521).contains(ec.getParams().getOrder().bitLength());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean hasNoUniqueIds(Pair it) {
    var body = it.certificate().toASN1Structure().getTBSCertificate();
    return body.getIssuerUniqueId() == null && body.getSubjectUniqueId() == null;
  }

  private static boolean isNameFit(Pair it) {
    return Stream.of(it.certificate().getSubject().getRDNs())
        .flatMap(rdn -> Stream.of(rdn.getTypesAndValues()))
        .allMatch(CertificateRules::isAttributeFit);
  }

  private static boolean isAttributeFit(AttributeTypeAndValue attribute) {
    String text = attribute.getValue().toString();
    boolean usual =
        attribute.getValue() instanceof DERUTF8String
            || attribute.getValue() instanceof DERPrintableString;
    return usual && !text.isBlank() && text.length() <= 64;
  }

  /** A self-signed one may do without (RFC 5280, 4.2.1.1). */
  private static boolean pointsToItsIssuer(Pair it) {
    boolean selfSigned = it.certificate().equals(it.issuer());
    if (it.lacks(Extension.authorityKeyIdentifier)) {
      return selfSigned;
    }
    return !it.isCritical(Extension.authorityKeyIdentifier)
        && it.has(
            Extension.authorityKeyIdentifier,
            AuthorityKeyIdentifier::getInstance,
            id ->
                Arrays.equals(id.getKeyIdentifierOctets(), keyId(it.issuer()))
                    && id.getAuthorityCertIssuer() == null
                    && id.getAuthorityCertSerialNumber() == null);
  }

  private static byte[] keyId(X509CertificateHolder certificate) {
    SubjectKeyIdentifier id = SubjectKeyIdentifier.fromExtensions(certificate.getExtensions());
    return id == null ? new byte[0] : id.getKeyIdentifier();
  }

  private static boolean usage(Pair it, int only) {
    return it.isCritical(Extension.keyUsage)
        && it.has(
            Extension.keyUsage,
            value -> KeyUsage.getInstance(ASN1BitString.getInstance(value)),
            value -> value.equals(new KeyUsage(only)));
  }

  private static boolean areConstraintsFit(Pair it) {
    if (it.lacks(Extension.nameConstraints)) {
      return true;
    }
    return it.isCritical(Extension.nameConstraints)
        && it.has(
            Extension.nameConstraints,
            NameConstraints::getInstance,
            value ->
                (value.getPermittedSubtrees() != null || value.getExcludedSubtrees() != null)
                    && subtrees(value).allMatch(CertificateRules::isSubtreeFit));
  }

  private static Stream<GeneralSubtree> subtrees(NameConstraints constraints) {
    return Stream.of(constraints.getPermittedSubtrees(), constraints.getExcludedSubtrees())
        .filter(Objects::nonNull)
        .flatMap(Stream::of);
  }

  private static boolean isSubtreeFit(GeneralSubtree subtree) {
    boolean whole = subtree.getMinimum().signum() == 0 && subtree.getMaximum() == null;
    GeneralName base = subtree.getBase();
    if (base.getTagNo() == GeneralName.dNSName) {
      String name = base.getName().toString();
      return whole && !name.startsWith(".") && !name.contains("*");
    }
    int length = ASN1OctetString.getInstance(base.getName()).getOctets().length;
    return whole && base.getTagNo() == GeneralName.iPAddress && (length == 8 || length == 32);
  }

  private static boolean areNamesFit(Pair it) {
    return it.names().size() == 1 && it.names().stream().allMatch(CertificateRules::isFit);
  }

  /** Underscores apart, which BR 7.1.4.2.1 forbids, and names of machines have. */
  private static boolean isFit(GeneralName name) {
    if (name.getTagNo() == GeneralName.iPAddress) {
      int length = ASN1OctetString.getInstance(name.getName()).getOctets().length;
      return length == 4 || length == 16;
    }
    String text = name.getName().toString();
    return name.getTagNo() == GeneralName.dNSName
        && text.length() <= 253
        && Stream.of(text.split("\\.", -1))
            .allMatch(label -> label.matches("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"));
  }

  private static boolean isCommonNameAmongNames(Pair it) {
    for (RDN rdn : it.certificate().getSubject().getRDNs(BCStyle.CN)) {
      String common = rdn.getFirst().getValue().toString();
      if (it.names().stream().noneMatch(name -> name.getName().toString().equals(common))) {
        return false;
      }
    }
    return true;
  }
}
