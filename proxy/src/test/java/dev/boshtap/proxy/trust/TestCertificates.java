package dev.boshtap.proxy.trust;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as servers have them, made when a test needs them. */
final class TestCertificates {

  private TestCertificates() {}

  /** A certificate and its key. */
  record Held(X509Certificate certificate, PrivateKey key) {}

  /** Signed by itself, as Finesse's are when it is installed. */
  static Held selfSigned(String commonName, String... dnsNames) throws Exception {
    KeyPair pair = newKey();
    var builder = builder(name(commonName), name(commonName), pair);
    if (dnsNames.length > 0) {
      GeneralName[] names = new GeneralName[dnsNames.length];
      for (int i = 0; i < names.length; i++) {
        names[i] = new GeneralName(GeneralName.dNSName, dnsNames[i]);
      }
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    return new Held(sign(builder, pair), pair.getPrivate());
  }

  /** A certificate for clients, followed by the certificate of the CA that signed it. */
  static List<X509Certificate> clientChain(String commonName) throws Exception {
    KeyPair issuer = newKey();
    KeyPair client = newKey();
    var root = builder(name("issuer"), name("issuer"), issuer);
    root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    var leaf = builder(name("issuer"), name(commonName), client);
    leaf.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    return List.of(sign(leaf, issuer), sign(root, issuer));
  }

  private static KeyPair newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static X500Name name(String commonName) {
    return new X500Name("O=Example,CN=" + commonName);
  }

  private static JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name name, KeyPair pair) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.TEN,
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(Duration.ofDays(100))),
        name,
        pair.getPublic());
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuer)
      throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }
}
