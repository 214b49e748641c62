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

  /** What is wrong, and what can be done about it beside pinning. */
  public enum Kind {
    /** It is signed by itself, as a Finesse's is after its installation. */
    SELF_SIGNED("if it is the server's own, type"),
    /** It is signed, and nobody who is trusted stands at the end of its chain. */
    UNKNOWN_ISSUER(
        "to trust what that issuer signs, name its certificate in upstream.trusted-certificates; to"
            + " trust this one, type"),
    /** Its issuer's certificate was not sent, and is not known here. */
    MISSING_ISSUER(
        "have the server send its whole chain, or name the missing certificate in"
            + " upstream.trusted-certificates; to trust this one, type"),
    /** A signature or a right to sign in its chain does not hold. */
    BROKEN_CHAIN("have the server's chain mended; to trust this certificate all the same, type"),
    /** Its time is over. */
    EXPIRED("have it renewed; until then, type"),
    /** Its time has not come: one of the two clocks is wrong. */
    NOT_YET_VALID("is the clock right, here and there? To trust it all the same, type"),
    /** It is another server's. */
    WRONG_NAME("use one of these names; to trust it under this one, type"),
    /** It is signed by means of a digest that can be forged. */
    WEAK_SIGNATURE("have it signed anew; to trust it all the same, type"),
    /** Its key, or the key of one of its issuers, can be broken. */
    WEAK_KEY("have a longer key made; to trust it all the same, type"),
    /** One of its issuers may not sign for this name. */
    NAME_CONSTRAINTS("to trust it all the same, type"),
    /** Its issuer says by a stapled answer that it must not be used any more. */
    REVOKED(
        "do not go on unless its issuer or the server's administrator says why; to trust it all the"
            + " same, type"),
    /** Another certificate was pinned for this server. */
    CHANGED_PIN(
        "somebody may stand between: ask the server's administrator whether it was renewed, and if"
            + " it was, type"),
    /** It cannot serve, for what it is or what stands in it. */
    UNUSABLE("to trust it all the same, type");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }
  }

  private final Kind kind;
  private final transient HostPort target;
  private final String what;

  CertificateProblem(Kind kind, HostPort target, String what, @Nullable Throwable cause) {
    super(what + "; " + kind.remedy + ": " + command(target), cause);
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
