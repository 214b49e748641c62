package dev.boshtap.decoders.websocket;

import dev.boshtap.decoders.wire.SocketFault;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the compressed messages of one side, piece by piece (RFC 7692, 7.2.2). Holds the window
 * that messages may refer to (32 KiB, outside the heap) from the first compressed message until
 * {@link #close}.
 */
final class MessageInflater implements AutoCloseable {

  /** What a sender leaves out at the end of each message (RFC 7692, 7.2.1). */
  private static final byte[] TAIL = {0, 0, -1, -1};

  /** How much more may come out of a message than is kept of it before that is given up. */
  private static final int PATIENCE = 16;

  private final boolean hasContext;
  private final byte[] chunk = new byte[4_096];
  private @Nullable Inflater inflater;

  /** Whether the window is known: all that came before was inflated. */
  private boolean inContext = true;

  private boolean fed;
  private @Nullable SocketFault fault;

  /**
   * For one side.
   *
   * @param hasContext whether its messages may refer to earlier ones
   */
  MessageInflater(boolean hasContext) {
    this.hasContext = hasContext;
  }

  /** Inflates the next bytes of a message into it. */
  void inflate(byte[] bytes, int from, int length, MessageBuilder into) {
    if (fault != null || length == 0) {
      return;
    }
    Inflater working = working();
    fed = true;
    int rest = length;
    try {
      do {
        if (working.finished()) {
          // A sender may end its deflate stream within a message (RFC 7692, 7.2.3.4).
          working.reset();
        }
        working.setInput(bytes, from + length - rest, rest);
        drain(working, into);
        rest = working.getRemaining();
      } while (rest > 0 && fault == null);
    } catch (DataFormatException e) {
      fault = SocketFault.NOT_INFLATED;
    }
  }

  private void drain(Inflater working, MessageBuilder into) throws DataFormatException {
    for (int count = working.inflate(chunk); count > 0; count = working.inflate(chunk)) {
      into.add(chunk, 0, count);
      if (into.size() > (long) PATIENCE * into.limit()) {
        fault = SocketFault.TOO_LARGE;
        return;
      }
    }
    if (working.getRemaining() > 0 && !working.finished()) {
      fault = SocketFault.NOT_INFLATED; // It wants a dictionary, which deflate has none of.
    }
  }

  /** The message is complete; says what went wrong with it, if anything did. */
  @Nullable SocketFault messageEnds(MessageBuilder into) {
    if (fed && !working().finished()) {
      inflate(TAIL, 0, TAIL.length, into);
    }
    return endOfMessage();
  }

  /** Some of the message is not known, and so nothing of it behind that. */
  void lose() {
    fault = SocketFault.NOT_INFLATED;
  }

  /** The message will not be complete: what comes later may refer to what is not known. */
  void messageLost() {
    lose();
    endOfMessage();
  }

  private @Nullable SocketFault endOfMessage() {
    SocketFault was = fault;
    fault = null;
    fed = false;
    inContext &= was == null;
    if (inflater != null && (!hasContext || !inContext || inflater.finished())) {
      inflater.reset();
    }
    return was;
  }

  private Inflater working() {
    Inflater known = inflater;
    if (known == null) {
      known = new Inflater(true);
      inflater = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }
}
