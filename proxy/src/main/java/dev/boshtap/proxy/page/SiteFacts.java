package dev.boshtap.proxy.page;

import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.config.Intercept;
import java.net.InetSocketAddress;

/**
 * What the pages tell that stays while the proxy runs.
 *
 * @param listening the address the proxy listens on, its port known
 * @param intercept what is decrypted
 * @param ca what browsers must trust
 * @param version boshtap's version
 */
public record SiteFacts(
    InetSocketAddress listening, Intercept intercept, RootCa ca, String version) {

  /** How a browser on this machine reaches the proxy, {@code host:port}. */
  public String proxyAddress() {
    var address = listening.getAddress();
    if (address == null || address.isAnyLocalAddress()) {
      return "127.0.0.1:" + listening.getPort();
    }
    String host = address.getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + listening.getPort();
  }
}
