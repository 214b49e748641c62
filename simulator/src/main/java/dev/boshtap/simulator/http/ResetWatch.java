package dev.boshtap.simulator.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;

/**
 * Tells of a RST that a write met first. The system reports a RST once; when a write gets the
 * report, Netty closes the connection and no reader ever hears of it.
 */
final class ResetWatch extends ChannelOutboundHandlerAdapter {

  /** The event that is fired. */
  enum PeerReset {
    SEEN
  }

  /** Whether the system's report is of a RST. */
  static boolean isReset(Throwable cause) {
    return cause instanceof IOException
        && cause.getMessage() != null
        && cause.getMessage().contains("reset");
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ctx.write(message, promise.unvoid())
        .addListener(
            written -> {
              if (!written.isSuccess() && isReset(written.cause())) {
                ctx.fireUserEventTriggered(PeerReset.SEEN);
              }
            });
  }
}
