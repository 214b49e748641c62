package dev.boshtap.proxy.intercept;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a client sends while the server leg does not stand yet. */
final class EarlyBytes {

  /** How much is kept before the client is not read any more. */
  private static final int ENOUGH = 256 << 10;

  private final Deque<ByteBuf> waiting = new ArrayDeque<>(2);
  private int size;

  /** Takes over one reference. */
  void add(ByteBuf bytes) {
    waiting.addLast(bytes);
    size += bytes.readableBytes();
  }

  boolean isEnough() {
    return size > ENOUGH;
  }

  /** Writes all of it, in order, without flushing. */
  void writeTo(LegHandler leg) {
    for (ByteBuf bytes = waiting.pollFirst(); bytes != null; bytes = waiting.pollFirst()) {
      leg.write(bytes);
    }
    size = 0;
  }

  void release() {
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    size = 0;
  }
}
