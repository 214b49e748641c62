package dev.boshtap.decoders.websocket;

import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Set;

/** A message, or a control frame, while it comes. Keeps of its payload what the limit allows. */
final class MessageBuilder {

  private final Side from;
  private final int opcode;
  private final boolean compressed;
  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(128);
  private final Set<SocketFault> faults = EnumSet.noneOf(SocketFault.class);
  private long size;
  private long onWire;
  private int frames;
  private boolean broken;

  MessageBuilder(Side from, int opcode, boolean compressed, int limit) {
    this.from = from;
    this.opcode = opcode;
    this.compressed = compressed;
    this.limit = limit;
  }

  boolean isCompressed() {
    return compressed;
  }

  void frame(FrameHead head) {
    frames++;
    onWire += head.size();
  }

  void onWire(long bytes) {
    onWire += bytes;
  }

  /** More of the payload, as the peer reads it. */
  void add(byte[] bytes, int start, int length) {
    size += length;
    if (!broken) {
      kept.write(bytes, start, Math.min(length, limit - kept.size()));
    }
  }

  /** Some of the payload is not known: what comes behind is not joined to what came before. */
  void miss(long count) {
    size += count;
    broken = true;
  }

  void fault(SocketFault fault) {
    faults.add(fault);
    if (fault == SocketFault.NOT_INFLATED) {
      // How much came out before the break depends on how the bytes were cut into pieces.
      kept.reset();
      broken = true;
    }
  }

  /** How much of the payload came so far. */
  long size() {
    return size;
  }

  /** How much of it is kept at most. */
  int limit() {
    return limit;
  }

  SocketMessage build() {
    byte[] payload = kept.toByteArray();
    if (size > payload.length && !broken) {
      faults.add(SocketFault.TOO_LARGE);
    }
    boolean sizeUnknown =
        faults.contains(SocketFault.UNFINISHED)
            || faults.contains(SocketFault.NOT_INFLATED)
            || (compressed && (broken || faults.contains(SocketFault.TOO_LARGE)));
    if (opcode == SocketMessage.CLOSE && isBadClose(payload)) {
      faults.add(SocketFault.BAD_CLOSE_CODE);
    }
    return new SocketMessage(
        from,
        opcode,
        payload,
        sizeUnknown ? -1 : size - payload.length,
        onWire,
        frames,
        compressed,
        faults);
  }

  /** Codes that may not stand in a frame (RFC 6455, 7.4). */
  private static boolean isBadClose(byte[] payload) {
    if (payload.length < 2) {
      return payload.length == 1;
    }
    int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    return switch (code) {
      case 1004, 1005, 1006, 1015 -> true;
      default -> code < 1000 || code > 4999;
    };
  }
}
