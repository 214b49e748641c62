package dev.boshtap.proxy.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSLContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down the secrets of TLS connections, so that Wireshark can decrypt a capture of them: the
 * format of {@code SSLKEYLOGFILE} (RFC 9850), a line for each secret. Whoever has the file can read
 * the traffic it is of.
 *
 * <p>BoringSSL tells its secrets for TLS 1.2 and 1.3; Java's own TLS has no means to.
 */
public final class KeyLog implements AutoCloseable {

  /** Writes nothing down. */
  public static final KeyLog OFF = new KeyLog(null);

  private static final Logger LOG = LoggerFactory.getLogger(KeyLog.class);

  /** Beyond that the disk is stuck; connections are never kept waiting for it. */
  private static final int WAITING = 10_000;

  private final @Nullable OutputStream out;
  private final AtomicLong missing = new AtomicLong();
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          new DefaultThreadFactory("boshtap-keylog", true));

  private KeyLog(@Nullable OutputStream out) {
    this.out = out;
    writer.allowCoreThreadTimeOut(true);
  }

  /**
   * Writes down the secrets of every connection.
   *
   * @param out where to; closed with this
   */
  public static KeyLog to(OutputStream out) {
    return new KeyLog(out);
  }

  /** Whether the secrets of this provider's connections can be had here. */
  public static boolean isPossible(TlsProvider provider) {
    return provider == TlsProvider.BORINGSSL && provider.isAvailable() && Pointer.FIELD != null;
  }

  /** Watches a context that no connection was made with yet, and returns it. */
  SslContext watching(SslContext context) {
    if (out != null) {
      // The callback is called in the middle of a handshake, on its event loop.
      SSLContext.setKeyLogCallback(Pointer.of(context), (ssl, line) -> add(line));
    }
    return context;
  }

  private void add(byte[] line) {
    try {
      writer.execute(() -> write(line));
    } catch (RejectedExecutionException e) {
      isMissing("the disk cannot keep up");
    }
  }

  private void write(byte[] line) {
    if (out == null) {
      return;
    }
    try {
      byte[] whole = Arrays.copyOf(line, line.length + 1);
      whole[line.length] = '\n';
      out.write(whole);
      out.flush();
    } catch (IOException e) {
      isMissing(String.valueOf(e.getMessage()));
    }
  }

  /** Said once; how many there were, at the end. */
  private void isMissing(String why) {
    if (missing.getAndIncrement() == 0) {
      LOG.warn("the key log cannot be written: {}", why);
    }
  }

  /** Writes what is still to be written, and closes the file. */
  @Override
  public void close() {
    if (out == null) {
      return;
    }
    writer.shutdown();
    try {
      if (!writer.awaitTermination(2, TimeUnit.SECONDS)) {
        missing.addAndGet(Math.max(1, writer.getQueue().size()));
      }
      if (missing.get() > 0) {
        LOG.warn("the key log is not complete: {} secrets are not in it", missing);
      }
      out.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("the key log cannot be written: {}", e.getMessage());
    }
  }

  /**
   * netty-tcnative's own pointer to a context, which Netty keeps in a field and does not give away.
   * The pointer that it does give away is BoringSSL's; to use that one here ends the process.
   */
  private static final class Pointer {

    private static final @Nullable VarHandle FIELD = field();

    private Pointer() {}

    private static @Nullable VarHandle field() {
      try {
        return MethodHandles.privateLookupIn(
                ReferenceCountedOpenSslContext.class, MethodHandles.lookup())
            .findVarHandle(ReferenceCountedOpenSslContext.class, "ctx", long.class);
      } catch (ReflectiveOperationException e) {
        return null; // another Netty than the one this was written for
      }
    }

    static long of(SslContext context) {
      if (FIELD == null || !(context instanceof ReferenceCountedOpenSslContext openSsl)) {
        throw new IllegalStateException(context + " (expected: a context of BoringSSL)");
      }
      return (long) FIELD.get(openSsl);
    }
  }
}
