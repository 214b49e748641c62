package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
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

  /** The same before a RST. */
  private static final Duration RESET_WAITS = Duration.ofSeconds(1);

  /** A peer that was sent FIN is heard out as long as it sends something in each such span. */
  private static final Duration HEARING = Duration.ofSeconds(1);

  /** How many such spans at most. */
  private static final int HEARD_OUT = 30;

  /** What becomes of bytes once they are forwarded. */
  private enum Behind {
    /** The framing behind this handler gets them. */
    HTTP,
    /** They are told as they are. */
    UPGRADED,
    /** Nobody gets them. */
    NOTHING
  }

  private final Interception interception;
  private final Side side;
  private final List<ByteBuf> unread = new ArrayList<>(4);
  private final ChannelFutureListener writeDone = this::writeDone;
  private ChannelHandlerContext ctx;
  private Behind behind = Behind.HTTP;
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
    if (behind != Behind.NOTHING) {
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

  /** Gives what was forwarded to whoever is to see it. */
  private void passOn() {
    // The framing may throw or be removed while we do this; forwarding is done with these bytes.
    if (unread.size() == 1) {
      passOn(unread.remove(0));
    } else if (!unread.isEmpty()) {
      List<ByteBuf> batch = List.copyOf(unread);
      unread.clear();
      batch.forEach(this::passOn);
    }
    interception.passedOn();
  }

  private void passOn(ByteBuf bytes) {
    if (behind == Behind.HTTP) {
      ctx.fireChannelRead(bytes);
      return;
    }
    try {
      if (behind == Behind.UPGRADED) {
        interception.upgradedBytes(side, bytes);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    passOn();
    interception.inactive(side, closeNotify);
    context.fireChannelInactive();
    interception.framed(side);
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
    // The peer is gone, but what it sent before may be unread yet, an answer even: the end of what
    // is read tells how it went. AUTO_CLOSE is off, so that this end is reached.
    if (!written.isSuccess() && ctx.channel().isOpen()) {
      setReading(true);
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
    behind = Behind.NOTHING;
  }

  /** What is read from now on is no HTTP, and is told as it is. */
  void upgraded() {
    behind = Behind.UPGRADED;
  }

  /** FIN, after what is still to be written; with TLS close_notify before it, or without. */
  void finish(boolean withCloseNotify) {
    Runnable close = withCloseNotify ? ctx::close : this::closeBelowTls;
    if (ctx.channel().isActive()) {
      afterWrites(close, this::closeBelowTls, LINGER);
    } else {
      close.run();
    }
  }

  /**
   * FIN as {@link #finish}, and then reads on until the peer has ended too, or is silent for a
   * while. A socket that is closed with something unread is reset instead, and the reset can take
   * from the peer what it was sent last.
   */
  void finishAndHear(boolean withCloseNotify) {
    if (!ctx.channel().isActive()) {
      ctx.close();
      return;
    }
    afterWrites(
        () -> {
          setReading(true);
          SslHandler tls = tls();
          if (withCloseNotify && tls != null) {
            tls.closeOutbound().addListener(sent -> shutdownOutput());
          } else {
            shutdownOutput();
          }
          hearOut(bytesRead, HEARD_OUT);
        },
        this::closeBelowTls,
        LINGER);
  }

  private void shutdownOutput() {
    if (ctx.channel().isActive()) {
      ((DuplexChannel) ctx.channel()).shutdownOutput();
    }
  }

  private void hearOut(long before, int rounds) {
    ctx.executor()
        .schedule(
            () -> {
              if (ctx.channel().isOpen()) {
                if (bytesRead == before || rounds == 0) {
                  closeBelowTls();
                } else {
                  hearOut(bytesRead, rounds - 1);
                }
              }
            },
            HEARING.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * RST, after what is still to be written, if the peer takes it soon. Not in the very turn of the
   * loop in which it is asked for: what this leg's peer had sent by then is still to be read.
   */
  void reset() {
    if (!ctx.channel().isActive()) {
      closeBelowTls();
      return;
    }
    afterWrites(() -> ctx.executor().execute(this::resetNow), this::resetNow, RESET_WAITS);
  }

  private void resetNow() {
    try {
      if (ctx.channel().isOpen()) {
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      }
    } catch (ChannelException e) {
      // The peer was quicker.
    }
    closeBelowTls();
  }

  /** Does {@code end} when all is written, {@code giveUp} when the peer takes nothing for long. */
  private void afterWrites(Runnable end, Runnable giveUp, Duration patience) {
    ChannelFuture written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    written.addListener(done -> end.run());
    if (!written.isDone()) {
      giveUpWithoutProgress(written, pending(), giveUp, patience);
    }
  }

  private void giveUpWithoutProgress(
      ChannelFuture written, long before, Runnable giveUp, Duration patience) {
    ctx.executor()
        .schedule(
            () -> {
              long now = pending();
              if (written.isDone()) {
                return;
              }
              if (now < before) {
                giveUpWithoutProgress(written, now, giveUp, patience);
              } else {
                giveUp.run();
              }
            },
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private long pending() {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
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
