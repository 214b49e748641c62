package dev.boshtap.proxy.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;

/**
 * How little a TLS connection keeps while nothing is said on it, as on the two of each held poll.
 * Java's own TLS has nothing to set.
 */
final class IdleMemory {

  /**
   * Room for what BoringSSL has to say while it reads, such as an alert or the answer to a key
   * update: some 30 bytes. Of a handshake it says as much as there is room for, and the rest when
   * it is asked to write. Netty gives 2 kB to each connection for as long as it lasts.
   */
  static final int SAID_WHILE_READING = 128;

  /**
   * Sessions to take up again with one server. Each is used once with TLS 1.3, and each handshake
   * brings new ones: this is how many desktops can come back in the same moment without a whole
   * handshake for any. Netty would keep 20,480, which is one for each poll.
   */
  static final int SESSIONS = 256;

  private IdleMemory() {}

  /** The same context, for connections that keep little. */
  static SslContext little(SslContext context) {
    if (context instanceof ReferenceCountedOpenSslContext boring) {
      boring.setBioNonApplicationBufferSize(SAID_WHILE_READING);
    }
    return context;
  }
}
