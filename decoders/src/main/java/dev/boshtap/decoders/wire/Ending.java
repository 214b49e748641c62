package dev.boshtap.decoders.wire;

import java.util.Locale;
import java.util.Optional;

/**
 * How an exchange or a connection came to its end: who ended it, and in which manner. It is never
 * guessed: the leg on which an ending was seen first ended it, and what cannot be known is {@link
 * Unknown}.
 *
 * <p>{@link #endedBy()} and {@link #how()} are the words of the event contract; every reader of an
 * ending goes through them or through the cases, so a new case does not compile until it answers
 * both.
 */
public sealed interface Ending {

  /** The answer came whole; nobody hung up on it. */
  Ending ANSWERED = new Answered();

  /** Nothing has ended: the exchange is open, or was when recording stopped. */
  Ending OPEN = new Open();

  /**
   * {@code client}, {@code server}, {@code proxy}, {@code network} or {@code unknown}, if ended.
   */
  Optional<String> endedBy();

  /**
   * {@code clean}, {@code reset}, {@code timeout}, or a word for the stage that failed ({@code
   * dns}, {@code refused}, {@code connect}, {@code tls}, {@code certificate}) or for the proxy's
   * reason ({@code shutdown}, {@code policy}, {@code fault}).
   */
  Optional<String> how();

  /** One line for a person, for example {@code client closed the connection}. */
  String text();

  /** The answer came whole. */
  record Answered() implements Ending {
    @Override
    public Optional<String> endedBy() {
      return Optional.empty();
    }

    @Override
    public Optional<String> how() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return "answered";
    }
  }

  /** Still open. */
  record Open() implements Ending {
    @Override
    public Optional<String> endedBy() {
      return Optional.empty();
    }

    @Override
    public Optional<String> how() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return "still open";
    }
  }

  /** The manner in which a peer closes a connection. */
  enum Manner {
    /** The peer sent FIN. */
    CLEAN,
    /**
     * The peer sent RST. Not by itself a crash: a TLS 1.3 client that closes with unread session
     * tickets resets the connection too.
     */
    RESET
  }

  /**
   * A peer closed its connection before the answer was whole.
   *
   * @param by who
   * @param manner FIN or RST
   * @param closeNotify whether TLS close_notify (RFC 8446, 6.1) came before
   */
  record Closed(Side by, Manner manner, boolean closeNotify) implements Ending {
    @Override
    public Optional<String> endedBy() {
      return Optional.of(by.word());
    }

    @Override
    public Optional<String> how() {
      return Optional.of(manner.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String text() {
      return by.word()
          + (manner == Manner.RESET ? " reset the connection" : " closed the connection")
          + (manner == Manner.CLEAN && !closeNotify ? " (no TLS close_notify)" : "");
    }
  }

  /** Why the proxy itself ended something. */
  enum Reason {
    /** boshtap was stopped. */
    SHUTDOWN,
    /** A rule of boshtap's own: a limit, a refused certificate, an idle connection reaped. */
    POLICY,
    /** Something in boshtap failed, for example for want of memory. */
    FAULT
  }

  /**
   * The proxy ended it.
   *
   * @param reason why
   * @param detail one line for a person, perhaps empty
   */
  record ByProxy(Reason reason, String detail) implements Ending {
    @Override
    public Optional<String> endedBy() {
      return Optional.of("proxy");
    }

    @Override
    public Optional<String> how() {
      return Optional.of(reason.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String text() {
      return "boshtap "
          + switch (reason) {
            case SHUTDOWN -> "was stopped";
            case POLICY -> "ended it";
            case FAULT -> "failed";
          }
          + (detail.isEmpty() ? "" : ": " + detail);
    }
  }

  /** What was being done on a leg when the network, or the agreement on TLS, failed. */
  enum Stage {
    /** The server's name was being resolved. */
    DNS,
    /** The server answered the connect with RST: nothing listens there, or a firewall says so. */
    REFUSED,
    /** The connect got no answer or no route. */
    CONNECT,
    /** An upstream proxy did not let us through. */
    UPSTREAM_PROXY,
    /** The TLS handshake failed. */
    TLS,
    /**
     * The TLS handshake failed for the certificate: ours refused by the client, or the server's by
     * us.
     */
    CERTIFICATE,
    /**
     * The connection stood, and the system gave it up: keep-alive or retransmission timeout, the
     * network is down.
     */
    TIMEOUT;

    /** The word used in events. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * No peer hung up: the way to one could not be made, or was lost.
   *
   * @param leg the leg that failed
   * @param stage what was being done
   * @param cause the library's or system's words, for a person; never empty
   */
  record Network(Side leg, Stage stage, String cause) implements Ending {
    @Override
    public Optional<String> endedBy() {
      return Optional.of("network");
    }

    @Override
    public Optional<String> how() {
      return Optional.of(stage.word());
    }

    @Override
    public String text() {
      return switch (stage) {
        case TIMEOUT -> "the connection to the " + leg.word() + " was lost: " + cause;
        // In the handshake or later: that it stood before is not denied.
        case TLS -> "TLS with the " + leg.word() + " failed: " + cause;
        default -> "no connection to the " + leg.word() + " (" + stage.word() + "): " + cause;
      };
    }
  }

  /**
   * It ended, and the source does not say by whom: a file made by a tool that saw one side only.
   *
   * @param said what the source says, for example {@code net::ERR_ABORTED}; perhaps empty
   * @param timed whether the source says when it was; else nothing is to be made of the time
   */
  record Unknown(String said, boolean timed) implements Ending {
    /** At a known time. */
    public Unknown(String said) {
      this(said, true);
    }

    @Override
    public Optional<String> endedBy() {
      return Optional.of("unknown");
    }

    @Override
    public Optional<String> how() {
      return Optional.of("unknown");
    }

    @Override
    public String text() {
      return "ended without an answer; the source does not say by whom"
          + (timed ? "" : ", nor when")
          + (said.isEmpty() ? "" : " (" + said + ")");
    }
  }
}
