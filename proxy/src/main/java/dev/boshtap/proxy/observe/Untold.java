package dev.boshtap.proxy.observe;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Since when one event loop has read something that it has not told yet: it forwards first. While
 * it does, another loop may read and tell what follows from it, an answer before its request;
 * whoever takes what was told waits for the mark, so that it has all in the order in which it was
 * read.
 *
 * <p>Set by its loop alone, read by any thread; costs the loop no waiting.
 */
public final class Untold {

  /** The loop is about to look at the clock: what it reads is of no known time yet. */
  static final Moment LOOKING = new Moment(Instant.MIN, Long.MIN_VALUE);

  private final AtomicReference<@Nullable Moment> since = new AtomicReference<>();

  /** Something was read, and is neither forwarded nor told; says when that is. */
  public Moment read(TimeSource time) {
    if (since.getPlain() != null) {
      return time.now();
    }
    since.set(LOOKING);
    Moment now = time.now();
    since.lazySet(now);
    return now;
  }

  /** All that was read is told. */
  public void told() {
    since.lazySet(null);
  }

  /** When the oldest of what is not told was read; null where all is told. */
  @Nullable Moment since() {
    return since.get();
  }
}
