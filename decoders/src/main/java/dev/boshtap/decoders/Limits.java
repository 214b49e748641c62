package dev.boshtap.decoders;

import java.time.Duration;

/**
 * The limits that verdicts and decoding stand on, in one place.
 *
 * @param pollMargin how long after the granted wait a poll is overdue (5 s: when JabberWerx has
 *     given up)
 * @param defaultWait the wait a poll is measured against while its session's is unknown
 * @param inflatedBody the most a body may grow to when its content coding is removed, in bytes
 * @param xmlDepth the deepest nesting of elements that is read
 * @param raw the most that is kept of a text that could not be read, in characters
 * @param sessions the most BOSH sessions remembered at a time
 * @param sockets the limits for WebSockets
 * @param signs the limits of {@link dev.boshtap.decoders.event.Sign}s
 */
public record Limits(
    Duration pollMargin,
    Duration defaultWait,
    int inflatedBody,
    int xmlDepth,
    int raw,
    int sessions,
    SocketLimits sockets,
    SignLimits signs) {

  /** The limits boshtap ships with. */
  public static final Limits DEFAULTS =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          16 << 20,
          64,
          2_000,
          20_000,
          SocketLimits.DEFAULTS,
          SignLimits.DEFAULTS);

  /** With the usual limits for WebSockets and signs. */
  public Limits(
      Duration pollMargin,
      Duration defaultWait,
      int inflatedBody,
      int xmlDepth,
      int raw,
      int sessions) {
    this(
        pollMargin,
        defaultWait,
        inflatedBody,
        xmlDepth,
        raw,
        sessions,
        SocketLimits.DEFAULTS,
        SignLimits.DEFAULTS);
  }

  /** Checks each limit. */
  public Limits {
    if (pollMargin.isNegative()) {
      throw new IllegalArgumentException("pollMargin: " + pollMargin + " (expected: >= 0)");
    }
    if (inflatedBody < 1 || xmlDepth < 1 || raw < 0 || sessions < 1) {
      throw new IllegalArgumentException(
          "limits: inflatedBody %d, xmlDepth %d, raw %d, sessions %d (expected: >= 1)"
              .formatted(inflatedBody, xmlDepth, raw, sessions));
    }
  }

  /** These, but for the margin. */
  public Limits withPollMargin(Duration margin) {
    return new Limits(margin, defaultWait, inflatedBody, xmlDepth, raw, sessions, sockets, signs);
  }
}
