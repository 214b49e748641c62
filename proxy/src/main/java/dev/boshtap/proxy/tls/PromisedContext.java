package dev.boshtap.proxy.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;

/** Keeps a promise of a TLS context: the context is made elsewhere, and released if unwanted. */
final class PromisedContext {

  /** Makes a context, which its receiver releases. */
  @FunctionalInterface
  interface Making {
    SslContext now() throws SSLException;
  }

  private PromisedContext() {}

  /** Has {@code executor} make the context; never blocks. */
  static void keep(Promise<SslContext> promise, Executor executor, Making making) {
    try {
      executor.execute(
          () -> {
            try {
              SslContext context = making.now();
              if (!promise.trySuccess(context)) {
                ReferenceCountUtil.release(context); // who asked has gone
              }
            } catch (SSLException | RuntimeException e) {
              promise.tryFailure(e);
            }
          });
    } catch (RejectedExecutionException e) {
      promise.tryFailure(e);
    }
  }
}
