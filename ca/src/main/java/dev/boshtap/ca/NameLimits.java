package dev.boshtap.ca;

import com.google.common.net.InternetDomainName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts a CA may sign for, so that its key is of no use for any other name (name constraints,
 * RFC 5280, 4.2.1.10). Browsers and OpenSSL hold a root to them; Java does not.
 *
 * <p>Limits are equal when they are written alike in a certificate.
 */
public final class NameLimits {

  /** No limits: any host. */
  public static final NameLimits NONE = new NameLimits(null);

  private static final GeneralSubtree EVERY_DNS_NAME =
      new GeneralSubtree(new GeneralName(GeneralName.dNSName, ""));

  private final @Nullable NameConstraints constraints;

  private NameLimits(@Nullable NameConstraints constraints) {
    this.constraints = constraints;
  }

  /**
   * The limits that let a CA sign for these hosts and their neighbours: of {@code
   * fin1.example.com}, every name in {@code example.com}, as the second Finesse and the single
   * sign-on have theirs there; of an address, that address. A domain that strangers share, such as
   * {@code com} or {@code co.uk}, is never opened: there it is the host alone.
   *
   * @param hosts names or addresses; none for {@link #NONE}
   */
  public static NameLimits forHosts(Collection<String> hosts) {
    TreeSet<String> domains = new TreeSet<>();
    TreeMap<String, GeneralSubtree> addresses = new TreeMap<>();
    boolean v4 = false;
    boolean v6 = false;
    for (String host : hosts) {
      SubjectName name = SubjectName.of(host);
      if (name.isAddress()) {
        byte[] address = name.address();
        v4 |= address.length == 4;
        v6 |= address.length == 16;
        addresses.put(name.text(), network(address, (byte) 0xff));
      } else {
        domains.add(domainOf(name.text()));
      }
    }
    if (domains.isEmpty() && addresses.isEmpty()) {
      return NONE;
    }
    List<GeneralSubtree> permitted = new ArrayList<>();
    domains.stream()
        .filter(domain -> domains.stream().noneMatch(other -> domain.endsWith("." + other)))
        .forEach(
            domain ->
                permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))));
    permitted.addAll(addresses.values());
    // A kind of name that is not mentioned is not limited, so what is not permitted is excluded, in
    // the forms that CA/B BR 7.1.2.5.2 gives for "none at all".
    List<GeneralSubtree> excluded = new ArrayList<>();
    if (domains.isEmpty()) {
      excluded.add(EVERY_DNS_NAME);
    }
    if (!v4) {
      excluded.add(network(new byte[4], (byte) 0));
    }
    if (!v6) {
      excluded.add(network(new byte[16], (byte) 0));
    }
    return new NameLimits(
        new NameConstraints(
            permitted.toArray(GeneralSubtree[]::new),
            excluded.isEmpty() ? null : excluded.toArray(GeneralSubtree[]::new)));
  }

  /** An address and a mask of the same byte throughout. */
  private static GeneralSubtree network(byte[] address, byte mask) {
    byte[] both = Arrays.copyOf(address, 2 * address.length);
    Arrays.fill(both, address.length, both.length, mask);
    return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(both)));
  }

  private static String domainOf(String host) {
    if (!InternetDomainName.isValid(host)) {
      return host;
    }
    InternetDomainName name = InternetDomainName.from(host);
    if (!name.hasParent()) {
      return host;
    }
    InternetDomainName parent = name.parent();
    // The list knows nothing of fin1.local, so one label alone is never a domain of one's own.
    return parent.isPublicSuffix() || !parent.hasParent() ? host : parent.toString();
  }

  /**
   * The limits that stand in a CA's certificate.
   *
   * @throws IllegalArgumentException if they cannot be read
   */
  static NameLimits of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.nameConstraints.getId());
    return extension == null
        ? NONE
        : new NameLimits(
            NameConstraints.getInstance(ASN1OctetString.getInstance(extension).getOctets()));
  }

  /** What is written in a certificate; empty for {@link #NONE}. */
  Optional<NameConstraints> extension() {
    return Optional.ofNullable(constraints);
  }

  /** Whether there are none. */
  public boolean isNone() {
    return constraints == null;
  }

  /**
   * Whether a CA with these limits may sign for a host.
   *
   * @param host a DNS name or an address, brackets or not
   */
  public boolean permits(String host) {
    if (constraints == null) {
      return true;
    }
    GeneralName name = SubjectName.of(host).alternative();
    PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
    GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
    if (permitted != null) {
      validator.intersectPermittedSubtree(permitted);
    }
    for (GeneralSubtree subtree : excluded()) {
      // The validator takes the empty name, which is every name, for no name at all.
      if (subtree.equals(EVERY_DNS_NAME) && name.getTagNo() == GeneralName.dNSName) {
        return false;
      }
      validator.addExcludedSubtree(subtree);
    }
    try {
      validator.checkPermitted(name);
      validator.checkExcluded(name);
      return true;
    } catch (NameConstraintValidatorException e) {
      return false;
    }
  }

  private GeneralSubtree[] excluded() {
    GeneralSubtree[] excluded = constraints == null ? null : constraints.getExcludedSubtrees();
    return excluded == null ? new GeneralSubtree[0] : excluded;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NameLimits limits
        && Optional.ofNullable(constraints).equals(Optional.ofNullable(limits.constraints));
  }

  @Override
  public int hashCode() {
    return constraints == null ? 0 : constraints.hashCode();
  }

  /**
   * For a person: {@code any host}, or the domains and addresses that are permitted, with a comma
   * between them.
   */
  @Override
  public String toString() {
    if (constraints == null) {
      return "any host";
    }
    GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
    if (permitted == null) {
      return "any host but some";
    }
    return String.join(", ", Arrays.stream(permitted).map(NameLimits::text).toList());
  }

  private static String text(GeneralSubtree subtree) {
    GeneralName base = subtree.getBase();
    if (base.getTagNo() != GeneralName.iPAddress) {
      return base.getName().toString();
    }
    byte[] both = ASN1OctetString.getInstance(base.getName()).getOctets();
    byte[] address = Arrays.copyOf(both, both.length / 2);
    byte[] mask = Arrays.copyOfRange(both, both.length / 2, both.length);
    int bits = 0;
    for (byte part : mask) {
      bits += Integer.bitCount(part & 0xff);
    }
    try {
      String shown = InetAddress.getByAddress(address).getHostAddress();
      return bits == 8 * mask.length ? shown : shown + "/" + bits;
    } catch (UnknownHostException e) {
      return base.getName().toString();
    }
  }
}
