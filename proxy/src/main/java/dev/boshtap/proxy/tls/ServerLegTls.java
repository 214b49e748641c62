package dev.boshtap.proxy.tls;

import dev.boshtap.decoders.wire.HostPort;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.concurrent.Promise;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * What Finesse sees of us, and whom we believe: one context for each server, as each may have a
 * pinned certificate, a TLS version and a client certificate of its own. Where nobody asked for
 * anything else: TLS 1.2 and later, with forward secrecy. Host names are checked, and stapled
 * answers about revocation are asked for.
 *
 * <p>Sessions are resumed, for {@link #SESSION_LIFE} and no longer than the pin by which the server
 * was believed: a change of it makes a new context.
 */
public final class ServerLegTls implements AutoCloseable {

  /** Within this time a server that was believed once is believed without its certificate. */
  static final Duration SESSION_LIFE = Duration.ofMinutes(5);

  private static final int SERVERS = 1_000;

  private final TlsProvider provider;
  private final ServerTrust trust;
  private final Function<HostPort, ServerTlsOptions> options;
  private final KeyLog keyLog;
  private final ContextCache<HostPort, Optional<?>> contexts = new ContextCache<>(SERVERS);

  /**
   * Contexts that believe what {@code trust} believes.
   *
   * @param options what holds for each server
   * @param keyLog told of the secrets of all connections
   */
  public ServerLegTls(
      TlsProvider provider,
      ServerTrust trust,
      Function<HostPort, ServerTlsOptions> options,
      KeyLog keyLog) {
    this.provider = provider;
    this.trust = trust;
    this.options = options;
    this.keyLog = keyLog;
  }

  /**
   * Gives the context for one server to {@code promise}, whose receiver releases it.
   *
   * @param executor where pins are read and contexts are built
   */
  public void contextFor(HostPort server, Executor executor, Promise<SslContext> promise) {
    PromisedContext.keep(promise, executor, () -> contextNow(server));
  }

  private SslContext contextNow(HostPort server) throws SSLException {
    contexts.checkOpen();
    Optional<?> state = trust.stateFor(server);
    Optional<SslContext> known = contexts.get(server, state);
    return known.isPresent() ? known.get() : contexts.put(server, state, newContext(server));
  }

  private SslContext newContext(HostPort server) throws SSLException {
    ServerTlsOptions own = options.apply(server);
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(provider.netty())
            .protocols(own.versions().protocols())
            .ciphers(Ciphers.of(own.versions()), SupportedCipherSuiteFilter.INSTANCE)
            .trustManager(trust.managerFor(server))
            .endpointIdentificationAlgorithm("HTTPS")
            .sessionTimeout(SESSION_LIFE.toSeconds())
            .sessionCacheSize(IdleMemory.SESSIONS)
            // Java's own TLS asks for stapled answers by itself.
            .enableOcsp(provider == TlsProvider.BORINGSSL);
    own.clientKey()
        .ifPresent(
            key -> builder.keyManager(key.key(), key.chain().toArray(X509Certificate[]::new)));
    return keyLog.watching(IdleMemory.little(builder.build()));
  }

  /**
   * Releases the contexts at hand; connections made with them are not disturbed. What is asked for
   * from now on, or waits to be made, is refused.
   */
  @Override
  public void close() {
    contexts.close();
  }
}
