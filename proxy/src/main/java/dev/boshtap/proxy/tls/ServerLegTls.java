package dev.boshtap.proxy.tls;

import dev.boshtap.decoders.wire.HostPort;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What Finesse sees of us, and whom we believe: one context for each server, as each may have a
 * pinned certificate of its own. TLS 1.2 and later, host names checked.
 */
public final class ServerLegTls implements AutoCloseable {

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final int SERVERS = 1_000;

  private final TlsProvider provider;
  private final Function<HostPort, X509ExtendedTrustManager> trust;
  private final ContextCache<HostPort, HostPort> contexts = new ContextCache<>(SERVERS);

  /**
   * Contexts that believe what {@code trust} believes.
   *
   * @param trust decides for each server; it reads its pins anew at each handshake
   */
  public ServerLegTls(TlsProvider provider, Function<HostPort, X509ExtendedTrustManager> trust) {
    this.provider = provider;
    this.trust = trust;
  }

  /**
   * The context for one server; the receiver releases it.
   *
   * @throws SSLException when the provider refuses its settings
   */
  public SslContext contextFor(HostPort server) throws SSLException {
    Optional<SslContext> known = contexts.get(server, server);
    if (known.isPresent()) {
      return known.get();
    }
    return contexts.put(
        server,
        server,
        SslContextBuilder.forClient()
            .sslProvider(provider.netty())
            .protocols(PROTOCOLS)
            .trustManager(trust.apply(server))
            .endpointIdentificationAlgorithm("HTTPS")
            .build());
  }

  /** Releases the contexts at hand; connections made with them are not disturbed. */
  @Override
  public void close() {
    contexts.clear();
  }
}
