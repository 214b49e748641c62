package dev.boshtap.decoders.wire;

import java.util.Locale;

/**
 * A host, by name or address, and a port; the target of a CONNECT (RFC 9110, 9.3.6).
 *
 * @param host lower case, an IPv6 address without its brackets, never empty, without spaces and
 *     control characters
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

  /** Checks both parts and puts the host in lower case. */
  public HostPort {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("host: empty (expected: a name or an address)");
    }
    if (host.chars().anyMatch(c -> c <= ' ' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "host: holds a space or a control character (expected: a name or an address)");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
    }
    host = host.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code host:port} or {@code [v6]:port}.
   *
   * @throws IllegalArgumentException naming the text and what was expected
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new IllegalArgumentException("\"" + text + "\" (expected: HOST:PORT)");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (expected: an IPv6 address in brackets, [ADDRESS]:PORT)");
    }
    try {
      return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (expected: HOST:PORT, port 1..65535)", e);
    }
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
