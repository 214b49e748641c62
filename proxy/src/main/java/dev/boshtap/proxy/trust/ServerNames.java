package dev.boshtap.proxy.trust;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The names a certificate is for (RFC 9525). Java's own check refuses names with an underscore,
 * which Finesse servers have, and cannot say which names it found.
 *
 * @param names DNS names, lower case, perhaps with a wildcard label in front
 * @param addresses IP addresses as text
 */
record ServerNames(List<String> names, List<String> addresses) {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  static ServerNames of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    for (List<?> name : alternatives(certificate)) {
      if (name.get(0).equals(DNS_NAME)) {
        names.add(lower((String) name.get(1)));
      } else if (name.get(0).equals(IP_ADDRESS)) {
        addresses.add((String) name.get(1));
      }
    }
    if (names.isEmpty() && addresses.isEmpty()) {
      names.addAll(commonNames(certificate)); // the self-made certificates of old servers
    }
    return new ServerNames(names, addresses);
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> found = certificate.getSubjectAlternativeNames();
      return found == null ? List.of() : found;
    } catch (CertificateParsingException e) {
      return List.of(); // no name can be read, so none matches
    }
  }

  private static List<String> commonNames(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(value -> lower(value.toString()))
              .toList();
    } catch (InvalidNameException e) {
      return List.of();
    }
  }

  boolean cover(String host) {
    String wanted = lower(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(wanted);
    if (address != null) {
      return addresses.stream()
          .map(NetUtil::createByteArrayFromIpAddressString)
          .anyMatch(own -> Arrays.equals(own, address));
    }
    return names.stream().anyMatch(name -> covers(name, wanted));
  }

  /** A wildcard stands for one whole label, with two more behind it. */
  private static boolean covers(String name, String wanted) {
    if (!name.startsWith("*.")) {
      return name.equals(wanted);
    }
    int dot = wanted.indexOf('.');
    return dot > 0 && wanted.substring(dot).equals(name.substring(1)) && name.indexOf('.', 2) > 0;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>(names);
    all.addAll(addresses);
    return all.isEmpty() ? "no name" : String.join(", ", all);
  }
}
