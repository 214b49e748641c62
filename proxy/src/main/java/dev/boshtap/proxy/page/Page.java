package dev.boshtap.proxy.page;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer of the proxy's own.
 *
 * @param status the HTTP status code
 * @param contentType the media type
 * @param headers further header fields, by name
 * @param body the body
 */
public record Page(int status, String contentType, Map<String, String> headers, byte[] body) {

  /** Nothing may be loaded, run, framed or sent from these pages. */
  private static final Map<String, String> HARMLESS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");

  /** Keeps the headers as they are now. */
  public Page {
    headers = Map.copyOf(headers);
  }

  static Page of(int status, String contentType, byte[] body) {
    return new Page(status, contentType, HARMLESS, body);
  }

  static Page of(int status, String contentType, String text) {
    return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }
}
