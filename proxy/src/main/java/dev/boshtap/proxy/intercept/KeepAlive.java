package dev.boshtap.proxy.intercept;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * TCP keep-alive on both legs: a peer whose machine or network is gone is noticed while a poll is
 * held, instead of hours later. Chromium probes its own connections after 45 s; the server leg then
 * looks to a firewall as the browser's connection would.
 */
final class KeepAlive {

  private static final int IDLE_SECONDS = 45;
  private static final int BETWEEN_SECONDS = 15;
  private static final int PROBES = 6;

  private KeepAlive() {}

  static void on(Channel channel) {
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, BETWEEN_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
  }

  /** Where the system has no such option its own times hold. */
  private static void set(Channel channel, SocketOption<Integer> option, int value) {
    ChannelOption<Integer> known = NioChannelOption.of(option);
    if (channel.config().getOptions().containsKey(known)) {
      channel.config().setOption(known, value);
    }
  }
}
