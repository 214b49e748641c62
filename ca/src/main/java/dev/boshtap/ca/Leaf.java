package dev.boshtap.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a TLS server needs to answer for one host: the key, and the chain that proves it.
 *
 * @param host the name or address as it stands in the certificate
 * @param key the private key, shared by all leaves of one {@link LeafMinter}
 * @param chain the leaf, then the CA that signed it, then those above that
 * @param expires the end of the leaf's life
 */
public record Leaf(String host, PrivateKey key, List<X509Certificate> chain, Instant expires) {

  /** Keeps the chain as it is now. */
  public Leaf {
    chain = List.copyOf(chain);
  }

  /** The leaf certificate itself. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Names the host and the expiry, never the key. */
  @Override
  public String toString() {
    return "Leaf[" + host + ", expires " + expires + "]";
  }
}
