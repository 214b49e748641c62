package dev.boshtap.proxy.trust;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The certificates that a server sent, put in order, and the anchor they lead to by name. A server
 * may send them in any order, and others with them.
 *
 * @param path the server's own first, each followed by the one that its issuer's name names
 * @param anchor a trusted certificate by the name of the last one's issuer; the one that signed it,
 *     if there is one
 */
record Chain(List<X509Certificate> path, Optional<X509Certificate> anchor) {

  static Chain of(List<X509Certificate> sent, X509Certificate[] anchors) {
    List<X509Certificate> path = new ArrayList<>();
    Optional<X509Certificate> next = Optional.of(sent.get(0));
    while (next.isPresent()) {
      X509Certificate last = next.get();
      path.add(last);
      next =
          isSelfSigned(last)
              ? Optional.empty()
              : issuerOf(last, sent.stream().filter(other -> !path.contains(other)).toList());
    }
    return new Chain(path, issuerOf(path.get(path.size() - 1), Arrays.asList(anchors)));
  }

  X509Certificate own() {
    return path.get(0);
  }

  X509Certificate last() {
    return path.get(path.size() - 1);
  }

  /** Whoever signed the server's own certificate, if that is known. */
  Optional<X509Certificate> issuer() {
    return (path.size() > 1 ? Optional.of(path.get(1)) : anchor)
        .filter(issuer -> isSignedBy(own(), issuer));
  }

  /** By name; of several by that name the one that signed it, if one did. */
  private static Optional<X509Certificate> issuerOf(
      X509Certificate certificate, List<X509Certificate> among) {
    List<X509Certificate> named =
        among.stream()
            .filter(
                other ->
                    other.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
            .toList();
    return named.stream()
        .filter(other -> isSignedBy(certificate, other))
        .findFirst()
        .or(() -> named.stream().findFirst());
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
        && isSignedBy(certificate, certificate);
  }

  static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
