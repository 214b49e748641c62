package dev.boshtap.proxy.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.jcajce.JcaCertificateID;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Certificates with anything right or wrong about them, made when a test needs them. */
public final class TestPki {

  private TestPki() {}

  /** A certificate and its keys. */
  public record Held(X509Certificate certificate, KeyPair keys) {}

  /** A key pair on P-256. */
  public static KeyPair ec() {
    return keys("EC", 256);
  }

  /** An RSA key pair. */
  public static KeyPair rsa(int bits) {
    return keys("RSA", bits);
  }

  private static KeyPair keys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate to be issued; each setter is for what a test is about. */
  public static final class Request {

    private record Ext(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

    private final String name;
    private final List<Ext> extensions = new ArrayList<>();
    private KeyPair keys = ec();
    private Instant from = Instant.now().minus(Duration.ofDays(1));
    private Instant to = Instant.now().plus(Duration.ofDays(90));
    private String digest = "SHA256";

    /** For a subject of this common name, with a P-256 key, valid now, signed over SHA-256. */
    public Request(String commonName) {
      this.name = commonName;
    }

    /** With these keys. */
    public Request keys(KeyPair own) {
      keys = own;
      return this;
    }

    /** Valid from now plus one time to now plus the other. */
    public Request valid(Duration begin, Duration end) {
      from = Instant.now().plus(begin);
      to = Instant.now().plus(end);
      return this;
    }

    /** Signed over this digest. */
    public Request digest(String algorithm) {
      digest = algorithm;
      return this;
    }

    /** For these DNS names. */
    public Request dns(String... names) {
      GeneralName[] all = new GeneralName[names.length];
      for (int i = 0; i < names.length; i++) {
        all[i] = new GeneralName(GeneralName.dNSName, names[i]);
      }
      return with(Extension.subjectAlternativeName, false, new GeneralNames(all));
    }

    /** A CA. */
    public Request ca() {
      return with(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    /** May sign for names under this domain only. */
    public Request permitted(String domain) {
      GeneralSubtree tree = new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain));
      return with(
          Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {tree}, null));
    }

    /** Says where its issuer's certificate can be had. */
    public Request issuerAt(String url) {
      return with(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(
              AccessDescription.id_ad_caIssuers,
              new GeneralName(GeneralName.uniformResourceIdentifier, url)));
    }

    private Request with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
      extensions.add(new Ext(id, critical, value));
      return this;
    }

    /** Signed with its own key. */
    public Held selfSigned() {
      return signed("CN=" + name, keys);
    }

    /** Signed with the issuer's key. */
    public Held by(Held issuer) {
      return signed(issuer.certificate().getSubjectX500Principal().getName(), issuer.keys());
    }

    /** Signed with a key of somebody whose name is the issuer's. */
    public Held byImpostorOf(Held issuer) {
      return signed(issuer.certificate().getSubjectX500Principal().getName(), ec());
    }

    private Held signed(String issuer, KeyPair by) {
      try {
        JcaX509v3CertificateBuilder builder =
            new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                new BigInteger(64, new SecureRandom()),
                Date.from(from),
                Date.from(to),
                new X500Name("CN=" + name),
                keys.getPublic());
        for (Ext extension : extensions) {
          builder.addExtension(extension.id(), extension.critical(), extension.value());
        }
        return new Held(
            new JcaX509CertificateConverter()
                .getCertificate(
                    builder.build(
                        new JcaContentSignerBuilder(digest + "with" + algorithm(by))
                            .build(by.getPrivate()))),
            keys);
      } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String algorithm(KeyPair keys) {
    String name = keys.getPublic().getAlgorithm();
    return name.equals("EC") ? "ECDSA" : name;
  }

  /**
   * An OCSP answer that is good for an hour.
   *
   * @param status {@link #revoked()}, or null for good
   */
  public static byte[] ocsp(
      X509Certificate of, Held issuer, KeyPair signer, @Nullable CertificateStatus status) {
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      BasicOCSPRespBuilder builder =
          new JcaBasicOCSPRespBuilder(signer.getPublic(), digests.get(CertificateID.HASH_SHA1));
      Instant now = Instant.now();
      builder.addResponse(
          new JcaCertificateID(
              digests.get(CertificateID.HASH_SHA1), issuer.certificate(), of.getSerialNumber()),
          status,
          Date.from(now.minusSeconds(60)),
          Date.from(now.plusSeconds(3600)));
      BasicOCSPResp answer =
          builder.build(
              new JcaContentSignerBuilder("SHA256with" + algorithm(signer))
                  .build(signer.getPrivate()),
              null,
              Date.from(now));
      return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, answer).getEncoded();
    } catch (GeneralSecurityException | OperatorCreationException | OCSPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** That a certificate was revoked a day ago. */
  public static CertificateStatus revoked() {
    return new RevokedStatus(
        Date.from(Instant.now().minus(Duration.ofDays(1))), CRLReason.keyCompromise);
  }
}
