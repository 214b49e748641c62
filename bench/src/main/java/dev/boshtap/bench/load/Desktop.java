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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One agent's connection: asks for a CONNECT where the route is one, then TLS, then a BOSH session,
 * then polls as its plan says.
 */
final class Desktop extends SimpleChannelInboundHandler<FullHttpResponse> {

  /** What is to be sent and who wants to know. Called on the connection's event loop. */
  interface Plan {
    /** Whether to send another poll. */
    boolean another();

    /** A poll was answered. */
    void answered(long nanos);

    /** This connection has no more to send. */
    void done();
  }

  private static final Pattern SID = Pattern.compile(" sid='([^']+)'");
  private static final int LARGEST_ANSWER = 1 << 20;

  private enum State {
    CONNECT,
    TLS,
    SESSION,
    POLLING,
    DONE
  }

  private final Route route;
  private final SslContext tls;
  private final Plan plan;
  private final Runnable lost;
  private State state = State.CONNECT;
  private @Nullable String sid;
  private long polls;
  private long asked;

  Desktop(Route route, SslContext tls, Plan plan, Runnable lost) {
    this.route = route;
    this.tls = tls;
    this.plan = plan;
    this.lost = lost;
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
    state = State.TLS;
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
        state = State.SESSION;
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
    } else if (state == State.SESSION) {
      Matcher granted = SID.matcher(answer.content().toString(StandardCharsets.UTF_8));
      if (!granted.find()) {
        ctx.close();
        return;
      }
      sid = granted.group(1);
      state = State.POLLING;
      next(ctx);
    } else {
      plan.answered(System.nanoTime() - asked);
      next(ctx);
    }
  }

  private void next(ChannelHandlerContext ctx) {
    if (plan.another()) {
      byte[] poll = Workload.poll(route.authority(), String.valueOf(sid), ++polls);
      asked = System.nanoTime();
      ctx.writeAndFlush(Unpooled.wrappedBuffer(poll));
    } else {
      state = State.DONE;
      plan.done();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state != State.DONE) {
      state = State.DONE;
      lost.run();
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
