package dev.boshtap.proxy.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A network whose machines may use the proxy, {@code 10.1.2.0/24} or a single address. */
public final class ClientNetwork {

  static final String EXPECTED = "an address or a network such as 10.1.2.0/24, not everybody (/0)";

  private final String cidr;
  private final IpSubnetFilterRule rule;

  private ClientNetwork(String cidr, IpSubnetFilterRule rule) {
    this.cidr = cidr;
    this.rule = rule;
  }

  /**
   * Reads a network in CIDR notation (RFC 4632, RFC 4291). One of everybody, {@code /0}, is
   * refused: it would make an open proxy.
   *
   * @throws IllegalArgumentException naming the text and what was expected
   */
  public static ClientNetwork parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    int bits = bits(address);
    try {
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix >= 1 && prefix <= bits) {
        return new ClientNetwork(
            address + "/" + prefix,
            new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")", e);
    }
    throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")");
  }

  /** Names are not looked up: only an address has bits. */
  private static int bits(String address) {
    return NetUtil.isValidIpV4Address(address) ? 32 : NetUtil.isValidIpV6Address(address) ? 128 : 0;
  }

  /** Whether a client that connects from here is of this network. */
  public boolean contains(InetAddress client) {
    return rule.matches(new InetSocketAddress(client, 0)); // the rule ignores the port
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientNetwork network && network.cidr.equals(cidr);
  }

  @Override
  public int hashCode() {
    return cidr.hashCode();
  }

  @Override
  public String toString() {
    return cidr;
  }
}
