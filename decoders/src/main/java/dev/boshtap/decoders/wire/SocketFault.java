package dev.boshtap.decoders.wire;

import java.util.Locale;
import java.util.Optional;

/**
 * What can be wrong with a WebSocket message, or with our copy of it (RFC 6455, 5; RFC 7692). It is
 * told with the message and never stops the reading.
 */
public enum SocketFault {
  /** A client's frame without a mask (RFC 6455, 5.1). */
  NOT_MASKED,
  /** A server's frame with a mask (RFC 6455, 5.1). */
  MASKED,
  /** A reserved bit that no extension gave a meaning (RFC 6455, 5.2). */
  RESERVED_BIT,
  /** An opcode without a meaning (RFC 6455, 5.2). */
  RESERVED_OPCODE,
  /** A length written in more bytes than it takes (RFC 6455, 5.2). */
  LENGTH_NOT_MINIMAL,
  /** A control frame in fragments (RFC 6455, 5.5). */
  CONTROL_FRAGMENTED,
  /** A control frame of more than 125 bytes (RFC 6455, 5.5). */
  CONTROL_TOO_LONG,
  /** A continuation with nothing to continue (RFC 6455, 5.4). */
  NO_BEGINNING,
  /** It was not finished: another message began, or the connection ended (RFC 6455, 5.4). */
  UNFINISHED,
  /** A close code that may not be sent, or half of one (RFC 6455, 7.4). */
  BAD_CLOSE_CODE,
  /** It came after the same side's Close (RFC 6455, 5.5.1). */
  AFTER_CLOSE,
  /** It could not be inflated to its end (RFC 7692, 7.2.2). */
  NOT_INFLATED,
  /** It was larger than what is kept of one message. */
  TOO_LARGE,
  /** Some of it was forwarded and not recorded. */
  NOT_RECORDED;

  /** The word used in files, for example {@code not-masked}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The fault of that word, if there is one. */
  public static Optional<SocketFault> of(String word) {
    for (SocketFault fault : values()) {
      if (fault.word().equals(word)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
