package dev.boshtap.proxy.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * A bounded memory of TLS contexts, the least recently used forgotten first. It holds one reference
 * to each and gives each receiver one of his own, so that forgetting never takes a context away
 * from under a handshake.
 *
 * @param <K> what a context is for
 * @param <V> what a context was made from
 */
final class ContextCache<K, V> implements AutoCloseable {

  private record Entry<V>(V from, SslContext context) {}

  private final int capacity;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  ContextCache(int capacity) {
    this.capacity = capacity;
  }

  /** The context for {@code key}, if it was made from {@code from}; the receiver releases it. */
  synchronized Optional<SslContext> get(K key, V from) {
    Entry<V> entry = entries.get(key);
    return entry != null && entry.from().equals(from)
        ? Optional.of(ReferenceCountUtil.retain(entry.context()))
        : Optional.empty();
  }

  /**
   * Refuses once all was forgotten, so that what still waits for a context is told at once that
   * there will be none.
   */
  synchronized void checkOpen() throws SSLException {
    if (closed) {
      throw new SSLException("boshtap is stopping");
    }
  }

  /** Remembers a new context and returns it; the receiver releases it. */
  synchronized SslContext put(K key, V from, SslContext context) {
    if (closed) {
      return context; // it was in the making when all was forgotten
    }
    Entry<V> before = entries.put(key, new Entry<>(from, context));
    if (before != null) {
      ReferenceCountUtil.release(before.context());
    }
    ReferenceCountUtil.retain(context);
    if (entries.size() > capacity) {
      var eldest = entries.values().iterator();
      ReferenceCountUtil.release(eldest.next().context());
      eldest.remove();
    }
    return context;
  }

  /** Forgets all, and remembers no more. */
  @Override
  public synchronized void close() {
    closed = true;
    entries.values().forEach(entry -> ReferenceCountUtil.release(entry.context()));
    entries.clear();
  }
}
