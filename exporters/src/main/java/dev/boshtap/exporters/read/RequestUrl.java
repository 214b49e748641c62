package dev.boshtap.exporters.read;

import dev.boshtap.decoders.wire.HostPort;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL taken apart into what a request to its server says.
 *
 * @param server host and port, the scheme's port where the URL names none
 * @param target path and query, as they stand
 */
public record RequestUrl(HostPort server, String target) {

  /** What RFC 3986 has no place for, though browsers send it in a target. */
  private static final String ILLEGAL = "\"<>\\^`{|}";

  /** The URL of a request to a server that is spoken to over TLS. */
  public static String text(HostPort server, String target) {
    boolean absolute = target.startsWith("http://") || target.startsWith("https://");
    String raw =
        absolute ? target : "https://" + server + (target.startsWith("/") ? "" : "/") + target;
    StringBuilder url = new StringBuilder(raw.length());
    for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c <= ' ' || c >= 0x7f || ILLEGAL.indexOf(c) >= 0) {
        url.append("%%%02X".formatted((int) c));
      } else {
        url.append(c);
      }
    }
    return url.toString();
  }

  /** The parts, or none for a URL that names no server: {@code data:}, {@code blob:}, nonsense. */
  public static Optional<RequestUrl> parse(String url) {
    int colon = url.indexOf("://");
    if (colon < 0) {
      return authority(url);
    }
    int port =
        switch (url.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "https", "wss" -> 443;
          case "http", "ws" -> 80;
          default -> 0;
        };
    if (port == 0) {
      return Optional.empty();
    }
    String rest = url.substring(colon + 3);
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String authority = rest.substring(rest.lastIndexOf('@', Math.max(end - 1, 0)) + 1, end);
    String target = rest.substring(end);
    int fragment = target.indexOf('#');
    if (fragment >= 0) {
      target = target.substring(0, fragment);
    }
    return server(authority, port)
        .map(new Target(target.startsWith("/") ? target : "/" + target)::of);
  }

  /** The target of a CONNECT, which some tools write as it is. */
  private static Optional<RequestUrl> authority(String text) {
    return text.matches("[\\w.-]+:\\d{1,5}") || text.matches("\\[[0-9A-Fa-f:.]+\\]:\\d{1,5}")
        ? server(text, 443).map(new Target("/")::of)
        : Optional.empty();
  }

  private record Target(String text) {
    RequestUrl of(HostPort server) {
      return new RequestUrl(server, text);
    }
  }

  private static Optional<HostPort> server(String authority, int port) {
    boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    try {
      return Optional.of(HostPort.parse(hasPort ? authority : authority + ":" + port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
