package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One leg's place in its pipeline, right behind TLS. It hands bytes and endings to its {@link
 * Interception} first; only then the same bytes go on to the framing behind it. It can write to its
 * leg and end it in each manner, and decides nothing.
 */
final class LegHandler extends ChannelDuplexHandler {

  /** How long a peer may take nothing of what is left before its FIN is not waited for. */
  private static final Duration LINGER = Duration.ofSeconds(60);

  private final Interception interception;
  private final Side side;
  private final List<ByteBuf> unread = new ArrayList<>(4);
  private final ChannelFutureListener writeDone = this::writeDone;
  private ChannelHandlerContext ctx;
  private boolean framing = true;
  private boolean closeNotify;
  private long bytesRead;

  LegHandler(Interception interception, Side side) {
    this.interception = interception;
    this.side = side;
  }

  // --- what Netty tells ---

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    releaseUnread();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    bytesRead += bytes.readableBytes();
    if (framing) {
      unread.add(bytes.retain());
    }
    // The other leg gets a duplicate with indices of its own.
    interception.bytesRead(side, bytes.duplicate());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    interception.readComplete(side);
    passOn();
  }

  /** Gives what was forwarded to the framing behind. */
  private void passOn() {
    if (unread.isEmpty()) {
      return;
    }
    // The framing may throw or be removed while we do this; forwarding is done with these bytes.
    List<ByteBuf> batch = List.copyOf(unread);
    unread.clear();
    for (ByteBuf bytes : batch) {
      if (framing) {
        ctx.fireChannelRead(bytes);
      } else {
        bytes.release();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    passOn();
    interception.inactive(side, closeNotify);
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    passOn();
    interception.broken(side, cause, closeNotify);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    interception.writabilityChanged(side, context.channel().isWritable());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      interception.handshakeDone(side, handshake.isSuccess() ? null : handshake.cause());
    } else if (event instanceof SniCompletionEvent hello && !hello.isSuccess()) {
      interception.handshakeDone(side, hello.cause());
    } else if (event == SslCloseCompletionEvent.SUCCESS) {
      closeNotify = true;
      passOn();
      interception.closeNotified(side);
    }
  }

  /** A close from outside: whoever holds the channel (the front's own shutdown) ends it. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    interception.closedFromOutside();
    context.close(promise);
  }

  // --- what the interception asks ---

  /** Writes without flushing; takes over one reference. */
  void write(ByteBuf bytes) {
    ctx.write(bytes).addListener(writeDone);
  }

  private void writeDone(ChannelFuture written) {
    // A write to a leg that is closed already tells nothing new; its end is told by
    // channelInactive.
    if (!written.isSuccess() && !(written.cause() instanceof ClosedChannelException)) {
      interception.broken(side, written.cause(), closeNotify);
    }
  }

  void flush() {
    ctx.flush();
  }

  /** Stops or resumes reading, so that the other leg's peer is held back by TCP itself. */
  void setReading(boolean on) {
    ctx.channel().config().setAutoRead(on);
  }

  boolean isWritable() {
    return ctx.channel().isWritable();
  }

  /** How many bytes this leg's peer sent, TLS removed. */
  long bytesRead() {
    return bytesRead;
  }

  Channel channel() {
    return ctx.channel();
  }

  @Nullable SslHandler tls() {
    return ctx.pipeline().get(SslHandler.class);
  }

  /** Nothing behind this handler is to see what is read from now on. */
  void stopFraming() {
    framing = false;
  }

  /** FIN, after what is still to be written; with TLS close_notify before it, or without. */
  void finish(boolean withCloseNotify) {
    Runnable close = withCloseNotify ? ctx::close : this::closeBelowTls;
    if (!ctx.channel().isActive()) {
      close.run();
      return;
    }
    ChannelFuture written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    written.addListener(done -> close.run());
    if (!written.isDone()) {
      giveUpWithoutProgress(written, ctx.channel().bytesBeforeWritable());
    }
  }

  /** A peer that takes nothing more for long will never take the rest: systems give up likewise. */
  private void giveUpWithoutProgress(ChannelFuture written, long before) {
    ctx.executor()
        .schedule(
            () -> {
              long now = ctx.channel().bytesBeforeWritable();
              if (written.isDone()) {
                return;
              }
              if (now < before) {
                giveUpWithoutProgress(written, now);
              } else {
                closeBelowTls();
              }
            },
            LINGER.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** RST. What the peer has not been sent by now it will not get, as with any reset. */
  void reset() {
    ctx.flush();
    // Netty ignores options of a closed channel with a warning; the peer was quicker then.
    if (ctx.channel().isOpen()) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    closeBelowTls();
  }

  private void closeBelowTls() {
    SslHandler tls = tls();
    ChannelHandlerContext below = tls == null ? ctx : ctx.pipeline().context(tls);
    below.close();
  }

  private void releaseUnread() {
    unread.forEach(ByteBuf::release);
    unread.clear();
  }
}
