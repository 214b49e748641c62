package dev.boshtap.proxy.tls;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * What the browser sees of us: a context for each host name, holding a leaf of our CA. Minting and
 * building are done off the event loops. TLS 1.2 and later with forward secrecy, whatever is spoken
 * with the servers; no ALPN, so browsers speak HTTP/1.1.
 */
public final class ClientLegTls implements AutoCloseable {

  private static final int HOSTS = 1_000;

  private final TlsProvider provider;
  private final LeafMinter minter;
  private final Executor executor;
  private final KeyLog keyLog;
  private final ContextCache<String, Leaf> contexts = new ContextCache<>(HOSTS);

  /**
   * Contexts with leaves of {@code minter}.
   *
   * @param executor where leaves are minted
   * @param keyLog told of the secrets of all connections
   */
  public ClientLegTls(TlsProvider provider, LeafMinter minter, Executor executor, KeyLog keyLog) {
    this.provider = provider;
    this.minter = minter;
    this.executor = executor;
    this.keyLog = keyLog;
  }

  /**
   * Gives the context for {@code host} to {@code promise}, whose receiver releases it. Never
   * blocks: when the host's leaf is not at hand, it is minted by the executor.
   */
  public void contextFor(String host, Promise<SslContext> promise) {
    PromisedContext.keep(promise, executor, () -> contextNow(host));
  }

  /** Has the context for a host made, so that it is at hand when a client asks for it. */
  public void prepare(String host) {
    Promise<SslContext> made = ImmediateEventExecutor.INSTANCE.newPromise();
    made.addListener(
        future -> {
          if (future.isSuccess()) {
            ReferenceCountUtil.release(future.getNow());
          }
        });
    contextFor(host, made);
  }

  private SslContext contextNow(String host) throws SSLException {
    contexts.checkOpen();
    Optional<String> refusal = minter.refusal(host);
    if (refusal.isPresent()) {
      throw new SSLException("no certificate for " + host + ": boshtap's CA " + refusal.get());
    }
    // The minter renews a leaf before it expires; the context of an older leaf is then replaced.
    Leaf leaf = minter.leafFor(host);
    Optional<SslContext> known = contexts.get(host, leaf);
    if (known.isPresent()) {
      return known.get();
    }
    return contexts.put(
        host,
        leaf,
        keyLog.watching(
            IdleMemory.little(
                SslContextBuilder.forServer(
                        leaf.key(), leaf.chain().toArray(X509Certificate[]::new))
                    .sslProvider(provider.netty())
                    .trustManager(NobodyTrusted.INSTANCE)
                    .protocols(TlsVersion.Range.MODERN.protocols())
                    .ciphers(Ciphers.MODERN, SupportedCipherSuiteFilter.INSTANCE)
                    .build())));
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
