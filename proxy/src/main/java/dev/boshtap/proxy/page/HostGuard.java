package dev.boshtap.proxy.page;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Knows the names under which the proxy answers for itself. */
final class HostGuard {

  private final InetSocketAddress listening;

  HostGuard(InetSocketAddress listening) {
    this.listening = listening;
  }

  /**
   * Whether a Host header names us: {@code boshtap}, {@code localhost}, a loopback address, or the
   * address we listen on; any address at all when we listen on all of them. A name of somebody
   * else's that resolves to us is not one of these.
   */
  boolean admits(String header) {
    String host = withoutPort(header).toLowerCase(Locale.ROOT);
    if (host.equals("boshtap") || host.equals("localhost")) {
      return true;
    }
    if (host.equals(listening.getHostString().toLowerCase(Locale.ROOT))) {
      return true;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      InetAddress own = listening.getAddress();
      return address.isLoopbackAddress()
          || (own != null && (own.isAnyLocalAddress() || own.equals(address)));
    } catch (UnknownHostException e) {
      return false; // never: the array has the length of an address
    }
  }

  private static String withoutPort(String header) {
    if (header.startsWith("[")) {
      int end = header.indexOf(']');
      return end < 0 ? header : header.substring(1, end);
    }
    int colon = header.indexOf(':');
    return colon < 0 ? header : header.substring(0, colon);
  }
}
