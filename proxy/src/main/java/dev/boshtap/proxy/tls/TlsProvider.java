package dev.boshtap.proxy.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Which implementation of TLS is used on both legs. */
public enum TlsProvider {
  /** BoringSSL through netty-tcnative: less memory for each held poll, less processor time. */
  BORINGSSL,
  /** The Java platform's own. */
  JDK;

  /** Whether this machine has it. */
  public boolean isAvailable() {
    return this == JDK || OpenSsl.isAvailable();
  }

  /** Why it is not available, in one line; empty when it is. */
  public String unavailableBecause() {
    return isAvailable() ? "" : String.valueOf(OpenSsl.unavailabilityCause().getMessage());
  }

  /**
   * Netty's name for it. The variant that counts references is used, as its engines are freed with
   * their connection instead of by a finalizer.
   */
  SslProvider netty() {
    return this == BORINGSSL ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
  }
}
