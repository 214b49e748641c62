package dev.boshtap.decoders.websocket;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in the bytes of one side, however these are cut into pieces, and takes the masks
 * off. Holds no payload.
 *
 * <p>Where bytes are missing within a payload it goes on behind them. Where more is missing, nobody
 * knows where a frame begins; then a piece is read again that is a whole number of sound frames by
 * itself, as the pieces that peers write nearly always are.
 */
final class FrameParser {

  /** Who is told of frames; each has a head, its payload in pieces, and an end. */
  interface Listener {
    void frameBegins(FrameHead head);

    /** The next bytes of the payload, unmasked; not to be kept. */
    void payload(byte[] bytes, int from, int length);

    /** So many bytes of the payload are missing. */
    void payloadMissing(long count);

    void frameEnds();

    /** So many bytes are missing, or were not understood, and with them the frame under way. */
    void lost(long count);

    /** Whether a frame with this head may be what this side sends; asked after a loss. */
    boolean isSound(FrameHead head);
  }

  private final Listener listener;
  private final byte[] headBytes = new byte[FrameHead.LONGEST];
  private int headLength;
  private @Nullable FrameHead head;
  private long done;
  private boolean lost;

  FrameParser(Listener listener) {
    this.listener = listener;
  }

  /** Takes the next bytes. */
  void read(byte[] bytes) {
    if (lost && !isFramesByItself(bytes)) {
      listener.lost(bytes.length);
      return;
    }
    lost = false;
    int at = 0;
    while (at < bytes.length && !lost) {
      at = head == null ? readHead(bytes, at) : readPayload(bytes, at);
    }
    if (at < bytes.length) {
      listener.lost(bytes.length - at);
    }
  }

  /** So many bytes come now that were not recorded. */
  void skip(long count) {
    if (count <= 0) {
      return;
    }
    if (head == null || lost || count > head.length() - done) {
      lose(count);
      return;
    }
    listener.payloadMissing(count);
    done += count;
    endIfDone();
  }

  private int readHead(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && (headLength < 2 || headLength < FrameHead.sizeOf(headBytes, 0))) {
      headBytes[headLength++] = bytes[at++];
    }
    if (headLength < 2 || headLength < FrameHead.sizeOf(headBytes, 0)) {
      return at;
    }
    headLength = 0;
    FrameHead read = FrameHead.read(headBytes, 0);
    if (read.length() < 0) {
      // No frame is that long, and nobody could wait for its end.
      listener.frameBegins(read);
      lose(read.size());
      return at;
    }
    head = read;
    done = 0;
    listener.frameBegins(read);
    endIfDone();
    return at;
  }

  private int readPayload(byte[] bytes, int from) {
    FrameHead current = Objects.requireNonNull(head);
    int length = (int) Math.min(bytes.length - from, current.length() - done);
    byte[] mask = current.mask();
    if (mask == null) {
      listener.payload(bytes, from, length);
    } else {
      byte[] plain = new byte[length];
      for (int i = 0; i < length; i++) {
        plain[i] = (byte) (bytes[from + i] ^ mask[(int) (done + i & 3)]);
      }
      listener.payload(plain, 0, length);
    }
    done += length;
    endIfDone();
    return from + length;
  }

  private void endIfDone() {
    if (head != null && done == head.length()) {
      head = null;
      listener.frameEnds();
    }
  }

  private void lose(long count) {
    lost = true;
    head = null;
    headLength = 0;
    listener.lost(count);
  }

  private boolean isFramesByItself(byte[] bytes) {
    int at = 0;
    while (at + 2 <= bytes.length && at + FrameHead.sizeOf(bytes, at) <= bytes.length) {
      FrameHead next = FrameHead.read(bytes, at);
      long end = at + next.size() + next.length();
      if (next.length() < 0 || end > bytes.length || !listener.isSound(next)) {
        return false;
      }
      at = (int) end;
    }
    return at == bytes.length;
  }
}
