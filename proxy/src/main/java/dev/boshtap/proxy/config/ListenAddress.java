package dev.boshtap.proxy.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where the proxy listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 0 to 65535; 0 takes any free port
 */
public record ListenAddress(String host, int port) {

  static final String EXPECTED = "HOST:PORT, port 0..65535";

  /** Checks both parts. */
  public ListenAddress {
    if (host.isEmpty() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "\"" + host + ":" + port + "\" (expected: " + EXPECTED + ")");
    }
  }

  /**
   * Reads {@code host:port} or {@code [v6]:port}.
   *
   * @throws IllegalArgumentException naming the text and what was expected
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    if (bracketed != NetUtil.isValidIpV6Address(host)) {
      throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")");
    }
    try {
      return new ListenAddress(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")", e);
    }
  }

  /** Whether this machine alone can reach it, judged by the text: no name is looked up. */
  public boolean isLoopback() {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // never: the array has the length of an address
    }
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
