package dev.boshtap.proxy.tls;

import java.util.Optional;

/**
 * How TLS is spoken with one server.
 *
 * @param versions which versions; one before 1.2 also permits cipher suites without forward secrecy
 * @param clientKey what we show a server that asks who we are
 */
public record ServerTlsOptions(TlsVersion.Range versions, Optional<ClientKey> clientKey) {

  /** TLS 1.2 and later, and no certificate of ours. */
  public static final ServerTlsOptions DEFAULTS =
      new ServerTlsOptions(TlsVersion.Range.MODERN, Optional.empty());
}
