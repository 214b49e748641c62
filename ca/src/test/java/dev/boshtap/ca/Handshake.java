package dev.boshtap.ca;

import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A TLS handshake in memory between a server with a leaf and a client that checks names. */
final class Handshake {

  private static final char[] NO_PASSWORD = new char[0];

  private Handshake() {}

  /** Returns when both are done; throws what the client says against the certificate. */
  static void between(Leaf leaf, KeyStore trusted, String host) throws Exception {
    SSLEngine server = serverContext(leaf).createSSLEngine();
    server.setUseClientMode(false);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext clientContext = SSLContext.getInstance("TLS");
    clientContext.init(null, trust.getTrustManagers(), null);
    SSLEngine client = clientContext.createSSLEngine(host, 8445);
    client.setUseClientMode(true);
    SSLParameters parameters = client.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    client.setSSLParameters(parameters);
    shake(client, server);
  }

  private static SSLContext serverContext(Leaf leaf) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("leaf", leaf.key(), NO_PASSWORD, leaf.chain().toArray(new Certificate[0]));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void shake(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    client.beginHandshake();
    server.beginHandshake();
    while (isShaking(client) || isShaking(server)) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
  }

  private static boolean isShaking(SSLEngine engine) {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    ByteBuffer none = ByteBuffer.allocate(0);
    ByteBuffer plain = ByteBuffer.allocate(1 << 15);
    switch (engine.getHandshakeStatus()) {
      case NEED_WRAP -> engine.wrap(none, out);
      case NEED_TASK -> engine.getDelegatedTask().run();
      default -> {
        in.flip();
        engine.unwrap(in, plain);
        in.compact();
      }
    }
  }
}
