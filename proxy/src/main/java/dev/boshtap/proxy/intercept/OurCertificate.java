package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Stage;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;

/**
 * What becomes of our certificate on one client leg. A client that does not trust our CA says so in
 * an alert, hangs up in the handshake, or, as TLS 1.3 lets it, hangs up right after it.
 */
final class OurCertificate {

  /** What a client's going says of our certificate. */
  enum Refusal {
    /** Nothing. */
    NONE,
    /** It was most likely for the certificate. */
    LIKELY,
    /** The client said that it was. */
    SAID
  }

  /** Who goes within this time of its handshake did not open the connection to keep it. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private boolean shown;
  private boolean handshakeDone;
  private long doneSince;

  /** The handshake goes on with a certificate of ours. */
  void shown() {
    shown = true;
  }

  /** The client had nothing against it in the handshake. */
  void handshakeDone() {
    handshakeDone = true;
    doneSince = System.nanoTime();
  }

  /** The handshake failed. */
  Refusal inHandshake(Ending.Network failure, Throwable cause) {
    if (!shown) {
      return Refusal.NONE;
    }
    if (failure.stage() == Stage.CERTIFICATE) {
      return Refusal.SAID;
    }
    return Endings.mayBeForOurCertificate(cause) ? Refusal.LIKELY : Refusal.NONE;
  }

  /** The connection ended before a byte of a request. */
  Refusal unused(Ending ending) {
    if (!handshakeDone) {
      return Refusal.NONE;
    }
    if (ending instanceof Ending.Network lost && lost.leg() == Side.CLIENT) {
      return lost.stage() == Stage.CERTIFICATE ? Refusal.SAID : atOnce();
    }
    return ending instanceof Ending.Closed closed && closed.by() == Side.CLIENT
        ? atOnce()
        : Refusal.NONE;
  }

  private Refusal atOnce() {
    return System.nanoTime() - doneSince < AT_ONCE.toNanos() ? Refusal.LIKELY : Refusal.NONE;
  }
}
