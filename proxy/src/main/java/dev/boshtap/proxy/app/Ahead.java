package dev.boshtap.proxy.app;

import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.proxy.config.Config;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;

/**
 * Loads the native libraries that a run needs while the CA and the trusted certificates are read:
 * unpacking and linking them is a third of a start. Who needs one waits for it then, and meets its
 * failure then.
 */
final class Ahead {

  private static final ThreadFactory THREADS = new DefaultThreadFactory("boshtap-ahead", true);

  private Ahead() {}

  static void load(Config config) {
    THREADS.newThread(() -> config.tls().provider().isAvailable()).start();
    if (config.output().capture().enabled()) {
      THREADS.newThread(CaptureSink::load).start();
    }
  }
}
