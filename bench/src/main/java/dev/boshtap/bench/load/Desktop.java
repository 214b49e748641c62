package dev.boshtap.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One agent's connection: asks for a CONNECT where the route is one, then TLS, then a BOSH session;
 * then polls as it is told.
 */
final class Desktop extends SimpleChannelInboundHandler<FullHttpResponse> {

  /** What is to be sent and who wants to know. Called on the connection's event loop. */
  interface Plan {
    /** How long to wait before another poll is sent; empty when this connection is done. */
    Optional<Duration> another();

    /** A poll was answered. */
    void answered(long nanos);
  }

  /** Who wants to know how the connection fares. Called on its event loop. */
  interface Watcher {
    /** The session was granted; polls may be sent. */
    void ready();

    /** The connection was lost, or never stood. */
    void lost();
  }

  private static final Pattern SID = Pattern.compile(" sid='([^']+)'");
  private static final int LARGEST_ANSWER = 1 << 20;

  private final Route route;
  private final SslContext tls;
  private final Watcher watcher;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Plan plan;
  private @Nullable String sid;
  private boolean ending;
  private long polls;
  private long asked;

  Desktop(Route route, SslContext tls, Watcher watcher) {
    this.route = route;
    this.tls = tls;
    this.watcher = watcher;
  }

  /** What is to be sent as soon as there is a session; to be said before it connects. */
  void plan(Plan first) {
    plan = first;
  }

  /** Begins to poll, once ready; from any thread. */
  void follow(Plan next) {
    ChannelHandlerContext here = Objects.requireNonNull(ctx);
    here.executor()
        .execute(
            () -> {
              plan = next;
              poll(here, next);
            });
  }

  /** Hangs up, from any thread. */
  void end() {
    ChannelHandlerContext here = ctx;
    if (here != null) {
      here.executor()
          .submit(
              () -> {
                ending = true;
                here.close();
              })
          .syncUninterruptibly();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (route.tunnel()) {
      ctx.pipeline().addFirst(new TunnelAnswer(() -> startTls(ctx)));
      String connect = "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n\r\n".formatted(route.authority());
      ctx.writeAndFlush(Unpooled.copiedBuffer(connect, StandardCharsets.US_ASCII));
    } else {
      startTls(ctx);
    }
  }

  private void startTls(ChannelHandlerContext ctx) {
    ctx.pipeline()
        .addFirst(
            tls.newHandler(ctx.alloc(), Workload.HOST, route.originPort()),
            new HttpResponseDecoder(),
            new HttpObjectAggregator(LARGEST_ANSWER));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(Workload.creation(route.authority())));
      } else {
        ctx.close();
      }
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse answer) {
    if (answer.status().code() != 200) {
      ctx.close();
    } else if (sid == null) {
      Matcher granted = SID.matcher(answer.content().toString(StandardCharsets.UTF_8));
      if (granted.find()) {
        sid = granted.group(1);
        watcher.ready();
        if (plan != null) {
          poll(ctx, plan);
        }
      } else {
        ctx.close();
      }
    } else if (plan != null) {
      plan.answered(System.nanoTime() - asked);
      poll(ctx, plan);
    }
  }

  private void poll(ChannelHandlerContext ctx, Plan plan) {
    Duration wait = plan.another().orElse(null);
    if (wait == null) {
      return;
    }
    if (wait.isZero()) {
      send(ctx);
    } else {
      ctx.executor().schedule(() -> send(ctx), wait.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void send(ChannelHandlerContext ctx) {
    byte[] poll = Workload.poll(route.authority(), String.valueOf(sid), ++polls);
    asked = System.nanoTime();
    ctx.writeAndFlush(Unpooled.wrappedBuffer(poll));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!ending) {
      watcher.lost();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** Reads the proxy's answer to CONNECT, which has no body, and gives way to what follows it. */
  private static final class TunnelAnswer extends SimpleChannelInboundHandler<ByteBuf> {
    private final StringBuilder head = new StringBuilder();
    private final Runnable granted;

    TunnelAnswer(Runnable granted) {
      this.granted = granted;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      head.append(bytes.toString(StandardCharsets.US_ASCII));
      if (head.indexOf("\r\n\r\n") < 0) {
        return;
      }
      if (head.toString().startsWith("HTTP/1.1 200 ")) {
        ctx.pipeline().remove(this);
        granted.run();
      } else {
        ctx.close();
      }
    }
  }
}
