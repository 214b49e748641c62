package dev.boshtap.simulator.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections in exactly one manner.
 *
 * <p>A FIN is sent by shutting down the output, not by closing: the kernel turns the close of a
 * socket with unread data into a RST, and a fault must be what it says. The socket itself is closed
 * when the peer closes its side, or after a short while.
 */
public final class Closing {

  private static final long LINGER_SECONDS = 2;

  private Closing() {}

  /** TLS close_notify, then FIN. */
  public static void clean(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      fin(channel);
    } else {
      tls.closeOutbound().addListener(done -> fin(channel));
    }
  }

  /** FIN alone; within TLS the peer must take it for a truncation. */
  public static void fin(Channel channel) {
    ((DuplexChannel) channel)
        .shutdownOutput()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                var unused =
                    channel
                        .eventLoop()
                        .schedule(() -> raw(channel), LINGER_SECONDS, TimeUnit.SECONDS);
              } else {
                raw(channel);
              }
            });
  }

  /** RST. */
  public static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    raw(channel);
  }

  /** Closes the socket past the TLS handler, which would say close_notify first. */
  private static void raw(Channel channel) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    } else {
      tls.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
  }
}
