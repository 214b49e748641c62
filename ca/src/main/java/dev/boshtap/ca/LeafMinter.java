package dev.boshtap.ca;

import dev.boshtap.ca.Certificates.Life;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * Mints the certificate that boshtap shows to a browser in the place of a server's, one per host,
 * signed by the {@link RootCa}.
 *
 * <p>All leaves of one minter share one EC P-256 key, which lives as long as the minter: a new host
 * costs one signature. Leaves are remembered, the least recently used forgotten first, and minted
 * anew before they expire. Safe for use by several threads at once.
 */
public final class LeafMinter {

  /** How long leaves live, backdate included. */
  public static final Duration DEFAULT_LIFE = Duration.ofDays(30);

  /**
   * CA/B Forum SC-081v3 will demand 47 days of public CAs; clients that copy it must not refuse.
   */
  public static final Duration LONGEST_LIFE = Duration.ofDays(45);

  /** A leaf with less than this left is not handed out again. */
  private static final Duration REST = Duration.ofDays(1);

  private static final Duration SHORTEST_LIFE = Certificates.BACKDATE.plus(REST).plusDays(1);

  private final RootCa root;
  private final InstantSource clock;
  private final Duration life;
  private final KeyPair pair = Certificates.newKey();
  private final SubjectKeyIdentifier keyId = RootCa.keyId(pair.getPublic());
  private final AuthorityKeyIdentifier issuerKeyId;
  private final X500Name issuer;
  private final Map<String, Leaf> leaves;

  /** A minter of leaves of the {@linkplain #DEFAULT_LIFE usual life}. */
  public LeafMinter(RootCa root, InstantSource clock, int capacity) {
    this(root, clock, capacity, DEFAULT_LIFE);
  }

  /**
   * A minter with a key of its own.
   *
   * @param root signs
   * @param clock tells when a leaf begins and when it must be minted anew
   * @param capacity how many leaves are remembered, 1 or more
   * @param life the life of a leaf, a day of backdate included, 3 to 45 days
   */
  public LeafMinter(RootCa root, InstantSource clock, int capacity, Duration life) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
    }
    if (life.compareTo(SHORTEST_LIFE) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
      throw new IllegalArgumentException(
          "life: %s (expected: %d to %d days)"
              .formatted(life, SHORTEST_LIFE.toDays(), LONGEST_LIFE.toDays()));
    }
    this.root = root;
    this.clock = clock;
    this.life = life;
    this.issuer = X500Name.getInstance(subjectBytes(root.certificate()));
    this.issuerKeyId = new AuthorityKeyIdentifier(subjectKeyIdOf(root.certificate()));
    this.leaves =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Leaf> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * The leaf for a host, from memory or minted now (about a millisecond).
   *
   * <p>Any text has a leaf, for hosts come from the wire: one that no certificate can name gets a
   * leaf that clients refuse.
   *
   * @param host a DNS name, underscores allowed, or an IPv4 or IPv6 address, brackets or not
   */
  public Leaf leafFor(String host) {
    SubjectName name = SubjectName.of(host);
    Instant now = clock.instant();
    synchronized (leaves) {
      Leaf leaf = leaves.get(name.text());
      if (leaf == null || !isFresh(leaf, now)) {
        leaf = mint(name, now);
        leaves.put(name.text(), leaf);
      }
      return leaf;
    }
  }

  /** A clock that was set back makes a leaf too young, as a wait makes it too old. */
  private static boolean isFresh(Leaf leaf, Instant now) {
    return !now.isBefore(leaf.certificate().getNotBefore().toInstant())
        && now.plus(REST).isBefore(leaf.expires());
  }

  private Leaf mint(SubjectName name, Instant now) {
    Life dates = Life.backdated(now, life).within(root.certificate());
    boolean named = name.text().length() <= RootCa.COMMON_NAME_LIMIT;
    X500Name subject =
        named
            ? new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name.text()).build()
            : new X500Name(new RDN[0]);
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            Certificates.newSerial(),
            Date.from(dates.from()),
            Date.from(dates.until()),
            subject,
            pair.getPublic());
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          // RFC 5280, 4.2.1.6: with an empty subject this extension is critical.
          .addExtension(
              Extension.subjectAlternativeName, !named, new GeneralNames(name.alternative()))
          .addExtension(Extension.subjectKeyIdentifier, false, keyId)
          .addExtension(Extension.authorityKeyIdentifier, false, issuerKeyId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    X509Certificate certificate = Certificates.sign(builder, root.key());
    return new Leaf(
        name.text(), pair.getPrivate(), List.of(certificate, root.certificate()), dates.until());
  }

  private static byte[] subjectBytes(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getEncoded();
  }

  /** The bytes as they stand in the root, not recomputed: clients compare them. */
  private static byte[] subjectKeyIdOf(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    if (extension == null) {
      return RootCa.keyId(certificate.getPublicKey()).getKeyIdentifier();
    }
    return ASN1OctetString.getInstance(ASN1OctetString.getInstance(extension).getOctets())
        .getOctets();
  }
}
