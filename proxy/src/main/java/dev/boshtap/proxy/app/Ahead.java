package dev.boshtap.proxy.app;

import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.trust.UpstreamTrust;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;
import org.slf4j.LoggerFactory;

/**
 * Does what takes long beside a start, or after it. Who needs it waits for it then, and meets its
 * failure then.
 */
final class Ahead {

  private static final ThreadFactory THREADS = new DefaultThreadFactory("boshtap-ahead", true);

  private Ahead() {}

  /**
   * Loads the native libraries that a run needs by default, while its options, its CA and all else
   * are read: unpacking and linking them is a third of a start.
   */
  static void load() {
    LoggerFactory.getILoggerFactory(); // Who asks while another thread begins it gets a stand-in.
    THREADS.newThread(CaptureSink::load).start();
    THREADS.newThread(TlsProvider.BORINGSSL::isAvailable).start();
  }

  /** Reads what the first connection needs, once it may come. */
  static void prepare(UpstreamTrust trust) {
    THREADS.newThread(trust::prepare).start();
  }
}
