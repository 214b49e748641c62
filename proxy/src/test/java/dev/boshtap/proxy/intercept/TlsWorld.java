package dev.boshtap.proxy.intercept;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.RootCa;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.tls.ServerTrust;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Keys and certificates of one test run: a CA for the servers, a CA of ours, nothing on disk. */
final class TlsWorld {

  static final String HOST = "localhost";

  final RootCa serverCa = RootCa.create("test servers", InstantSource.system());
  final RootCa proxyCa = RootCa.create("test proxy", InstantSource.system());
  private final LeafMinter serverLeaves = new LeafMinter(serverCa, InstantSource.system(), 10);

  LeafMinter proxyLeaves() {
    return new LeafMinter(proxyCa, InstantSource.system(), 100);
  }

  /** For a TLS server that is {@link #HOST}. */
  SSLContext serverContext() {
    try {
      Leaf leaf = serverLeaves.leafFor(HOST);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "leaf", leaf.key(), new char[0], leaf.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Believes what the servers' CA signed. */
  ServerTrust trust() {
    return believing(serverCa.certificate());
  }

  /** Believes a certificate, and what it signed. */
  static ServerTrust believing(X509Certificate root) {
    return new ServerTrust() {
      @Override
      public X509ExtendedTrustManager managerFor(HostPort server) {
        return trusting(root);
      }

      @Override
      public Optional<?> stateFor(HostPort server) {
        return Optional.empty();
      }
    };
  }

  /** For a client that trusts only {@code root}. */
  static SSLContext clientContext(X509Certificate root) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new X509ExtendedTrustManager[] {trusting(root)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static X509ExtendedTrustManager trusting(X509Certificate root) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("root", root);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
