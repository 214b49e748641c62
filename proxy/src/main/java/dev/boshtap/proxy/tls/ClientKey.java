package dev.boshtap.proxy.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate that shows a server who we are, and its key.
 *
 * @param key the certificate's key; never shown
 * @param chain the certificate first, perhaps followed by those of its issuers
 */
public record ClientKey(PrivateKey key, List<X509Certificate> chain) {

  /** Keeps the list as it is now. */
  public ClientKey {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: empty (expected: a certificate)");
    }
  }

  /** Whose it is; nothing of the key. */
  @Override
  public String toString() {
    return chain.get(0).getSubjectX500Principal().getName();
  }
}
