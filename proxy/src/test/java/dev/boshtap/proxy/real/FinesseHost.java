package dev.boshtap.proxy.real;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.RootCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The name, address and certificate that a server of the tests has: a name of our own, because
 * browsers send nothing for localhost through a proxy, and on Linux a loopback address of our own,
 * so that port 7443 is free whatever else runs on the machine.
 */
final class FinesseHost {

  static final String NAME = "fin1.boshtap.test";

  /** Where Finesse speaks BOSH. */
  static final int BOSH_PORT = 7443;

  private static final AtomicInteger HOSTS = new AtomicInteger();

  private final InetAddress address = ownLoopback();
  private final RootCa ca;

  /** A server by itself. */
  FinesseHost() {
    ca = RootCa.create("test servers", InstantSource.system());
  }

  /** Another address of a server, at which it is the same. */
  FinesseHost(FinesseHost same) {
    ca = same.ca;
  }

  private static InetAddress ownLoopback() {
    byte[] address = {127, 0, 0, 1};
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      // All of 127.0.0.0/8 is loopback there. Process numbers tell parallel runs apart, and a count
      // the tests that run at a time in one of them.
      long pid = ProcessHandle.current().pid();
      int test = HOSTS.getAndIncrement() & 0x3f;
      address =
          new byte[] {
            127, (byte) (test | 0x40), (byte) (pid >> 7 & 0x7f), (byte) ((pid & 0x7f) + 1)
          };
    }
    try {
      return InetAddress.getByAddress(NAME, address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  InetAddress address() {
    return address;
  }

  /** The address as text. */
  String ip() {
    return address.getHostAddress();
  }

  /** A port that is free on the address now. */
  int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    }
  }

  /** Writes a file that resolves the name, and no other, for {@code -Djdk.net.hosts.file}. */
  Path writeHosts(Path folder) throws IOException {
    return Files.writeString(folder.resolve("hosts"), ip() + " " + NAME + "\n");
  }

  /** Writes the CA that signed the server's certificate, as PEM. */
  Path writeCa(Path folder) throws IOException {
    return Files.writeString(folder.resolve("test-ca.pem"), ca.pem());
  }

  /** For a TLS server that has the name. */
  SSLContext serverTls() throws GeneralSecurityException, IOException {
    Leaf leaf = new LeafMinter(ca, InstantSource.system(), 1).leafFor(NAME);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "leaf", leaf.key(), new char[0], leaf.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** For a TLS client that trusts one CA only. */
  static SSLContext clientTls(X509Certificate root) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", root);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
