package dev.boshtap.decoders.wire;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message on a WebSocket, or one control frame (RFC 6455, 5.4 and 5.5), as the peer reads it:
 * unmasked, its fragments joined, inflated. The array is not to be changed.
 *
 * @param from who sent it
 * @param opcode {@link #TEXT}, {@link #BINARY}, {@link #CLOSE}, {@link #PING}, {@link #PONG}, or a
 *     number without a meaning, as it came
 * @param payload its first bytes, up to a limit
 * @param missing how many more bytes the payload has; -1 where that is not known
 * @param onWire the bytes of its frames, their heads included
 * @param frames how many frames it came in
 * @param compressed whether it came compressed (RFC 7692)
 * @param faults what is wrong with it, seldom anything
 */
public record SocketMessage(
    Side from,
    int opcode,
    byte[] payload,
    long missing,
    long onWire,
    int frames,
    boolean compressed,
    Set<SocketFault> faults) {

  /** The opcodes that have a meaning (RFC 6455, 11.8). */
  public static final int TEXT = 1;

  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** Keeps its own copy of the faults, in their order. */
  public SocketMessage {
    faults = faults.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(faults));
  }

  /** Whether every byte of the payload is here. */
  public boolean isWhole() {
    return missing == 0 && !faults.contains(SocketFault.UNFINISHED);
  }

  /** The same with another payload in the place of what is here. */
  public SocketMessage withPayload(byte[] other) {
    return new SocketMessage(from, opcode, other, missing, onWire, frames, compressed, faults);
  }

  /** Whether it is a control frame, by its opcode (RFC 6455, 5.5). */
  public boolean isControl() {
    return (opcode & 8) != 0;
  }

  /** The payload as text, where malformed bytes became U+FFFD. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The code in a Close, or null where there is none (RFC 6455, 5.5.1). */
  public @Nullable Integer closeCode() {
    return opcode == CLOSE && payload.length >= 2
        ? (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF)
        : null;
  }

  /** The reason in a Close, or null where there is none. */
  public @Nullable String closeReason() {
    return opcode == CLOSE && payload.length > 2
        ? new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)
        : null;
  }
}
