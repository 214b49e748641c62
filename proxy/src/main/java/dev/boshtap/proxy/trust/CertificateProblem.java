package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Why a server's certificate is not trusted, in words for the person who wants to reach the server,
 * with the command that would trust it.
 */
public final class CertificateProblem extends CertificateException {

  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Kind {
    /** Nobody who is trusted has signed it. */
    UNKNOWN_ISSUER,
    /** Its time is over. */
    EXPIRED,
    /** Its time has not come: one of the two clocks is wrong. */
    NOT_YET_VALID,
    /** It is another server's. */
    WRONG_NAME,
    /** Another certificate was pinned for this server. */
    CHANGED_PIN,
    /** It cannot serve, for what it is or how it is signed. */
    UNUSABLE
  }

  private final Kind kind;
  private final transient HostPort target;
  private final String what;

  CertificateProblem(Kind kind, HostPort target, String what, @Nullable Throwable cause) {
    super(target + ": " + what + "; to trust it: " + command(target), cause);
    this.kind = kind;
    this.target = target;
    this.what = what;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The server whose certificate it is. */
  public HostPort target() {
    return target;
  }

  /** What is wrong, in words. */
  public String what() {
    return what;
  }

  /** What to type to have the certificate pinned. */
  public String command() {
    return command(target);
  }

  private static String command(HostPort target) {
    return "boshtap trust add " + target;
  }
}
