package dev.boshtap.proxy.trust;

import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A TLS handshake in memory between two engines. */
final class EngineHandshake {

  private EngineHandshake() {}

  /**
   * Returns when both are done; throws what either says. Reference-counted engines are released.
   */
  static void between(SSLEngine client, SSLEngine server) throws SSLException {
    try {
      ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
      ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
      client.beginHandshake();
      server.beginHandshake();
      for (int step = 0; isShaking(client) || isShaking(server); step++) {
        if (step > 1_000) {
          throw new SSLException("no end of the handshake");
        }
        step(client, toClient, toServer);
        step(server, toServer, toClient);
      }
    } finally {
      ReferenceCountUtil.release(client);
      ReferenceCountUtil.release(server);
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
      case NEED_TASK -> {
        Runnable task = engine.getDelegatedTask();
        if (task != null) {
          task.run();
        }
      }
      default -> {
        in.flip();
        engine.unwrap(in, plain);
        in.compact();
      }
    }
  }
}
