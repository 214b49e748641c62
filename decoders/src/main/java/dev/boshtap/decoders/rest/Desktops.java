package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells desktops apart by what their requests carry. Of credentials only the login id is read, of
 * cookies only that they are the same; neither is kept.
 */
final class Desktops {

  private static final String BASIC = "Basic ";

  private Desktops() {}

  /** The login id of HTTP Basic credentials (RFC 7617), in base64 or as redaction left it. */
  static @Nullable String loginId(Exchange exchange) {
    String credentials = exchange.request().header("Authorization").orElse("");
    if (!credentials.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    String given = credentials.substring(BASIC.length()).strip();
    String plain = given.indexOf(':') < 0 ? decoded(given) : given;
    int colon = plain.indexOf(':');
    return colon <= 0 ? null : plain.substring(0, colon);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** A name for whoever asks: the login id, else the cookies, else the address without its port. */
  static String name(Exchange exchange, @Nullable String loginId) {
    if (loginId != null) {
      return loginId;
    }
    Optional<String> session =
        cookie(exchange, "JSESSIONID").or(() -> cookie(exchange, "finesse_ag_extension"));
    if (session.isPresent()) {
      return "cookie " + session.get().hashCode();
    }
    String client = exchange.connection().client();
    int colon = client.lastIndexOf(':');
    return colon < 0 ? client : client.substring(0, colon);
  }

  /** The value of a request's cookie, its name compared without case. */
  static Optional<String> cookie(Exchange exchange, String name) {
    for (var header : exchange.request().headers()) {
      if (header.name().equalsIgnoreCase("Cookie")) {
        for (String pair : header.value().split(";", -1)) {
          int equals = pair.indexOf('=');
          if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
            return Optional.of(pair.substring(equals + 1).strip());
          }
        }
      }
    }
    return Optional.empty();
  }
}
