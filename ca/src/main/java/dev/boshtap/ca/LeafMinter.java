package dev.boshtap.ca;

import dev.boshtap.ca.Certificates.Life;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * <p>All leaves of one minter share one key, which lives as long as the minter: a new host costs
 * one signature. Leaves are remembered, the least recently used forgotten first, and minted anew
 * before they expire. Safe for use by several threads at once; none waits for another's signature.
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
  private final KeyPair pair;
  private final SubjectKeyIdentifier keyId;
  private final AuthorityKeyIdentifier issuerKeyId;
  private final X500Name issuer;
  private final Map<String, Leaf> leaves;

  /** A minter of leaves of the {@linkplain #DEFAULT_LIFE usual life} and key. */
  public LeafMinter(RootCa root, InstantSource clock, int capacity) {
    this(root, clock, capacity, DEFAULT_LIFE, LeafKey.EC);
  }

  /**
   * A minter with a key of its own.
   *
   * @param root signs
   * @param clock tells when a leaf begins and when it must be minted anew
   * @param capacity how many leaves are remembered, 1 or more
   * @param life the life of a leaf, a day of backdate included, 3 to 45 days
   * @param keyKind what kind of key its leaves have
   */
  public LeafMinter(
      RootCa root, InstantSource clock, int capacity, Duration life, LeafKey keyKind) {
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
    this.pair = keyKind == LeafKey.RSA ? Certificates.newRsaKey() : Certificates.newKey();
    this.keyId = RootCa.keyId(pair.getPublic());
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
    return known(name, now).orElseGet(() -> remember(mint(name, now), now));
  }

  /** Why no client would accept a leaf for a host, as {@link CaCertificate#refusal} says it. */
  public Optional<String> refusal(String host) {
    return root.refusal(host, clock.instant());
  }

  private Optional<Leaf> known(SubjectName name, Instant now) {
    synchronized (leaves) {
      return Optional.ofNullable(leaves.get(name.text())).filter(leaf -> isFresh(leaf, now));
    }
  }

  /** Of two threads that minted for one host at once, both use the leaf of the first. */
  private Leaf remember(Leaf minted, Instant now) {
    synchronized (leaves) {
      Leaf first = leaves.get(minted.host());
      if (first != null && isFresh(first, now)) {
        return first;
      }
      leaves.put(minted.host(), minted);
      return minted;
    }
  }

  /** How many leaves are remembered. */
  int remembered() {
    synchronized (leaves) {
      return leaves.size();
    }
  }

  /** A clock that was set back makes a leaf too young, as a wait makes it too old. */
  private static boolean isFresh(Leaf leaf, Instant now) {
    return !now.isBefore(leaf.certificate().getNotBefore().toInstant())
        && now.plus(REST).isBefore(leaf.expires());
  }

  private Leaf mint(SubjectName name, Instant now) {
    Life dates = Life.backdated(now, life).within(root.certificate());
    // OpenSSL takes an address in a common name for a DNS name, and holds it to the root's limits.
    boolean named = !name.isAddress() && name.text().length() <= RootCa.COMMON_NAME_LIMIT;
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
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(Certificates.sign(builder, root.key()));
    chain.addAll(root.chain());
    return new Leaf(name.text(), pair.getPrivate(), chain, dates.until());
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
