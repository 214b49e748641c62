package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks a server for its certificates, to show them to a person. Nothing else is said to it. */
public final class ServerCertificates {

  private final Duration connectTimeout;
  private final Duration handshakeTimeout;
  private final Proxy proxy;

  /**
   * A way to servers.
   *
   * @param proxy an HTTP proxy that is asked to CONNECT, if there is one on the way
   */
  public ServerCertificates(
      Duration connectTimeout, Duration handshakeTimeout, Optional<HostPort> proxy) {
    this.connectTimeout = connectTimeout;
    this.handshakeTimeout = handshakeTimeout;
    this.proxy =
        proxy
            .map(at -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(at.host(), at.port())))
            .orElse(Proxy.NO_PROXY);
  }

  /**
   * The chain a server shows, its own certificate first.
   *
   * @throws IOException if there is no way to it, or it does not speak TLS 1.2 or later
   */
  public List<X509Certificate> of(HostPort server) throws IOException {
    Witness witness = new Witness();
    try (Socket tcp = new Socket(proxy)) {
      tcp.connect(
          new InetSocketAddress(server.host(), server.port()), (int) connectTimeout.toMillis());
      tcp.setSoTimeout((int) handshakeTimeout.toMillis());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {witness}, new SecureRandom());
      try (SSLSocket tls =
          (SSLSocket)
              context.getSocketFactory().createSocket(tcp, server.host(), server.port(), true)) {
        tls.startHandshake();
      }
    } catch (IOException e) {
      if (witness.chain.isEmpty()) {
        throw e;
      }
      // It showed its certificate and then found fault with us: that is all that was asked.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
    return witness.chain;
  }

  /** Accepts whatever is shown, and remembers it; nothing is sent over what it accepts. */
  private static final class Witness extends X509ExtendedTrustManager {

    private List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType) {
      chain = List.of(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, Socket socket) {
      chain = List.of(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, SSLEngine engine) {
      chain = List.of(shown);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType) {
      throw refusal();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, Socket socket) {
      throw refusal();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, SSLEngine engine) {
      throw refusal();
    }

    private static IllegalStateException refusal() {
      return new IllegalStateException("a client was to be checked (expected: servers only)");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
