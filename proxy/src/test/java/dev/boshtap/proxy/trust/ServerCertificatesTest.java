package dev.boshtap.proxy.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.trust.TestCertificates.Held;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerCertificatesTest {

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final ServerCertificates certificates =
      new ServerCertificates(
          Duration.ofSeconds(5), Duration.ofSeconds(5), Optional.empty(), TlsProvider.BORINGSSL);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private static HostPort at(ServerSocket listening) {
    return new HostPort("127.0.0.1", listening.getLocalPort());
  }

  @Test
  void showsTheCertificateOfAServerNobodyTrusts() throws Exception {
    Held held = TestCertificates.selfSigned("finesse");
    try (SSLServerSocket listening = listen(held)) {
      Future<?> served = pool.submit(() -> serveOne(listening));

      assertThat(certificates.of(at(listening), ServerTlsOptions.DEFAULTS).chain())
          .containsExactly(held.certificate());
      served.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void saysThatNobodyListensOrThatItIsNotTls() throws Exception {
    HostPort nobody;
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = at(listening);
      Future<?> served =
          pool.submit(
              () -> {
                try (Socket client = listening.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                }
                return null;
              });
      assertThatThrownBy(() -> certificates.of(at(listening), ServerTlsOptions.DEFAULTS))
          .isInstanceOf(IOException.class);
      served.get(10, TimeUnit.SECONDS);
    }
    assertThatThrownBy(() -> certificates.of(nobody, ServerTlsOptions.DEFAULTS))
        .isInstanceOf(IOException.class);
  }

  private static Void serveOne(SSLServerSocket listening) throws IOException {
    try (SSLSocket client = (SSLSocket) listening.accept()) {
      client.startHandshake();
      client.getInputStream().read();
    }
    return null;
  }

  private static SSLServerSocket listen(Held held) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("server", held.key(), new char[0], new Certificate[] {held.certificate()});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
