package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
import dev.boshtap.decoders.wire.Ending.Reason;
import dev.boshtap.decoders.wire.Ending.Stage;
import dev.boshtap.decoders.wire.Side;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What exceptions of sockets and TLS say about who ended a connection, or why there is none. */
final class Endings {

  private static final String OLD_TLS =
      "; if it is an old server, name it in upstream.servers, with tls: 1.0";

  private static final String BROKEN_OFF =
      "the client broke off the TLS handshake when it saw boshtap's certificate; most likely it does"
          + " not trust boshtap's root CA, which `boshtap ca install` mends";

  private static final Pattern ALERT = Pattern.compile("(?:ALERT_|alert: )([A-Za-z_]+)");

  private Endings() {}

  /** Whether a client that failed in its handshake may have done so for our certificate. */
  static boolean mayBeForOurCertificate(Throwable thrown) {
    String said = text(thrown).toLowerCase(Locale.ROOT).replace('_', ' ');
    return thrown instanceof ClosedChannelException || isBrokenOff(said);
  }

  /**
   * A leg that stood threw: its peer reset it, the system gave it up, TLS broke on it, or a fault
   * of ours did.
   */
  static Ending ofBroken(Side leg, Throwable thrown, boolean closeNotify) {
    Throwable cause =
        thrown instanceof DecoderException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof SSLException) {
      return ofHandshake(leg, cause);
    }
    if (!(cause instanceof IOException)) {
      return new Ending.ByProxy(Reason.FAULT, cause.getClass().getSimpleName());
    }
    // Java has words of its own for the peer's RST, the same on every system and in every language.
    // All else is the system's: it gave the connection up, and of the peer nothing was heard.
    String said = text(cause);
    return said.startsWith("Connection reset") || said.startsWith("Broken pipe")
        ? new Ending.Closed(leg, Manner.RESET, closeNotify)
        : new Ending.Network(leg, Stage.TIMEOUT, said);
  }

  /** A connection to the server could not be made. */
  static Ending.Network ofConnect(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return new Ending.Network(Side.SERVER, Stage.DNS, "no such host: " + text(cause));
    }
    if (cause instanceof ProxyConnectException) {
      // The outermost words name the proxy; those inside do not.
      return new Ending.Network(
          Side.SERVER, Stage.UPSTREAM_PROXY, String.valueOf(cause.getMessage()));
    }
    if (cause instanceof ConnectTimeoutException) {
      return new Ending.Network(Side.SERVER, Stage.CONNECT, text(cause));
    }
    if (cause instanceof ConnectException
        && text(cause).toLowerCase(Locale.ROOT).contains("refused")) {
      return new Ending.Network(Side.SERVER, Stage.REFUSED, text(cause));
    }
    return new Ending.Network(Side.SERVER, Stage.CONNECT, text(cause));
  }

  /**
   * A TLS handshake failed on {@code leg}.
   *
   * @param reset whether the leg's peer was seen to reset it
   */
  static Ending.Network ofHandshake(Side leg, Throwable thrown, boolean reset) {
    return thrown instanceof ClosedChannelException
        ? new Ending.Network(
            leg,
            Stage.TLS,
            "the %s %s the connection during the TLS handshake"
                .formatted(leg.word(), reset ? "reset" : "closed"))
        : ofHandshake(leg, thrown);
  }

  /** A TLS handshake failed on {@code leg}, which still stands. */
  static Ending.Network ofHandshake(Side leg, Throwable thrown) {
    CertificateException certificate = find(thrown, CertificateException.class);
    if (certificate != null) {
      return new Ending.Network(leg, Stage.CERTIFICATE, oneLine(certificate.getMessage()));
    }
    String said = text(thrown);
    String lower = said.toLowerCase(Locale.ROOT).replace('_', ' ');
    boolean aboutCertificate = isAboutCertificate(lower);
    if (leg == Side.CLIENT) {
      return aboutCertificate
          ? new Ending.Network(
              leg,
              Stage.CERTIFICATE,
              "the client does not trust boshtap's root CA (" + alert(said) + ")")
          : new Ending.Network(leg, Stage.TLS, isBrokenOff(lower) ? BROKEN_OFF : said);
    }
    return new Ending.Network(
        leg, aboutCertificate ? Stage.CERTIFICATE : Stage.TLS, said + whatToTry(lower));
  }

  private static boolean isAboutCertificate(String said) {
    return said.contains("unknown ca")
        || said.contains("certificate unknown")
        || said.contains("bad certificate")
        || said.contains("unsupported certificate")
        || said.contains("certificate expired")
        || said.contains("certificate required")
        || said.contains("certificate verify failed");
  }

  /** A server's alert is a word; what it means for a Finesse is known. */
  private static String whatToTry(String said) {
    if (said.contains("certificate required") || said.contains("bad certificate")) {
      return "; if the server asks for a client certificate, name it in upstream.servers,"
          + " client-certificate: FILE";
    }
    if (said.contains("protocol") && (said.contains("version") || said.contains("unsupported"))) {
      return OLD_TLS;
    }
    if (said.contains("handshake failure") || said.contains("insufficient security")) {
      return OLD_TLS + "; if it asks for a client certificate, with client-certificate: FILE";
    }
    return "";
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    // The outermost of the type: our own trust manager's words, which name the way out, wrap the
    // platform's.
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  /** The words of the innermost cause that has any. */
  static String text(Throwable thrown) {
    String said = thrown.getClass().getSimpleName();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t.getMessage() != null && !t.getMessage().isBlank()) {
        said = t.getMessage();
      }
    }
    return oneLine(said);
  }

  private static String oneLine(@Nullable String text) {
    String said = text == null || text.isBlank() ? "no reason given" : text;
    return said.lines().findFirst().orElse(said).strip();
  }

  /**
   * OpenSSL sends its TLS 1.3 alert in a form that cannot be read at this point; each provider has
   * its own words for that. It most often means that our certificate was refused, which cannot be
   * known.
   */
  private static boolean isBrokenOff(String said) {
    return said.contains("bad packet length") || said.contains("aead");
  }

  /** The alert's name of RFC 8446, 6.2, which each provider wraps in words of its own. */
  private static String alert(String said) {
    Matcher alert = ALERT.matcher(said);
    return alert.find() ? "alert " + alert.group(1).toLowerCase(Locale.ROOT) : said;
  }
}
