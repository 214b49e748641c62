package dev.boshtap.bench.load;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** The TLS of origin and generator: the quick one, so that they are not what is waited for. */
final class TlsLibrary {

  private TlsLibrary() {}

  static SslProvider netty() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }
}
