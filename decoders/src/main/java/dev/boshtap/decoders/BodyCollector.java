package dev.boshtap.decoders;

import dev.boshtap.decoders.wire.Body;
import java.util.ArrayList;
import java.util.List;

/** Puts the pieces of one body together again, once, when it is asked for. */
final class BodyCollector {

  private static final byte[] NOTHING = new byte[0];

  private final List<byte[]> pieces = new ArrayList<>(1);
  private long collected;

  void add(byte[] piece) {
    if (piece.length > 0) {
      pieces.add(piece);
      collected += piece.length;
    }
  }

  long collected() {
    return collected;
  }

  /**
   * The body as far as it came.
   *
   * @param size its whole size on the wire as told; what was collected is the least it can be
   * @param lost how much of it there was no room for
   */
  Body body(long size, long lost) {
    return new Body(joined(), Math.max(size, collected), lost);
  }

  /** A body whose coding a file took off: its size on the wire is not that of what is here. */
  Body decoded(long size) {
    return new Body(joined(), size, 0);
  }

  private byte[] joined() {
    if (pieces.isEmpty()) {
      return NOTHING;
    }
    if (pieces.size() > 1) {
      byte[] whole = new byte[Math.toIntExact(collected)];
      int at = 0;
      for (byte[] piece : pieces) {
        System.arraycopy(piece, 0, whole, at, piece.length);
        at += piece.length;
      }
      pieces.clear();
      pieces.add(whole);
    }
    return pieces.get(0);
  }
}
