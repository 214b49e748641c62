package dev.boshtap.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * The Finesse of the load benchmark: grants each session, answers each poll at once with one event,
 * or, on its second port, never. Counts what it was asked, so that nothing can get lost unseen.
 */
public final class Origin implements AutoCloseable {

  private static final int BACKLOG = 4_096;
  private static final int LARGEST_REQUEST = 64 << 10;

  /** What is granted where nothing is answered: none is overdue while the others still come. */
  private static final int HOLDING_SECONDS = 600;

  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final Object heldLock = new Object();
  private long held;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final Channel answering;
  private final Channel holding;

  /**
   * Listens on two free ports of the loopback address.
   *
   * @param chain the certificate and its issuers, PEM
   * @param key the certificate's key, PEM
   */
  public Origin(File chain, File key) throws SSLException {
    SslContext tls =
        SslContextBuilder.forServer(chain, key).sslProvider(TlsLibrary.netty()).build();
    answering = listen(tls, new Handler(false));
    holding = listen(tls, new Handler(true));
  }

  private Channel listen(SslContext tls, Handler handler) {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(tls.newHandler(channel.alloc()))
                    .addLast(new HttpRequestDecoder())
                    .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                    .addLast(handler);
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .syncUninterruptibly()
        .channel();
  }

  /** The port on which polls are answered. */
  public int answeringPort() {
    return ((InetSocketAddress) answering.localAddress()).getPort();
  }

  /** The port on which polls are held for ever. */
  public int holdingPort() {
    return ((InetSocketAddress) holding.localAddress()).getPort();
  }

  /** How many polls were answered. */
  public long answered() {
    return answered.get();
  }

  /** How many polls are or were held. */
  public long held() {
    synchronized (heldLock) {
      return held;
    }
  }

  /** Waits until so many polls are or were held, and tells how many it is when the time is over. */
  public long awaitHeld(long polls, long seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    synchronized (heldLock) {
      for (long left = deadline - System.nanoTime();
          held < polls && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(heldLock, left);
      }
      return held;
    }
  }

  private void hold() {
    synchronized (heldLock) {
      held++;
      heldLock.notifyAll();
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Sharable
  private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final boolean holds;
    private final byte[] event = Workload.event();

    Handler(boolean holds) {
      this.holds = holds;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      if (request.method().equals(HttpMethod.GET)) {
        sendLarge(ctx, Long.parseLong(request.uri().substring(Downloads.PATH.length())));
      } else if (!request.content().toString(StandardCharsets.US_ASCII).contains(" sid=")) {
        String sid = "%08x".formatted(sessions.incrementAndGet());
        ctx.writeAndFlush(
            Unpooled.wrappedBuffer(
                holds ? Workload.created(sid, HOLDING_SECONDS) : Workload.created(sid)));
      } else if (holds) {
        hold();
      } else {
        answered.incrementAndGet();
        ctx.writeAndFlush(Unpooled.wrappedBuffer(event));
      }
    }

    private void sendLarge(ChannelHandlerContext ctx, long size) {
      ctx.write(Unpooled.wrappedBuffer(Downloads.head(size)));
      sendMore(ctx, size);
    }

    /** As much as is taken, and the rest when more is. */
    private void sendMore(ChannelHandlerContext ctx, long left) {
      int part = (int) Math.min(left, Downloads.PART);
      ChannelFuture written = ctx.writeAndFlush(Unpooled.wrappedBuffer(Downloads.FILLING, 0, part));
      if (left > part) {
        written.addListener(
            done -> {
              if (done.isSuccess()) {
                sendMore(ctx, left - part);
              }
            });
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A peer that hangs up without goodbye, as at the end of each measurement.
      ctx.close();
    }
  }

  /**
   * The process: says its ports. Understands {@code answered} and {@code held POLLS SECONDS}, and
   * answers with a count.
   */
  public static void main(String[] args) throws Exception {
    try (Origin origin = new Origin(new File(args[0]), new File(args[1]))) {
      Orders.serve("%d %d".formatted(origin.answeringPort(), origin.holdingPort()), origin::obey);
    }
  }

  private String obey(String order) throws InterruptedException {
    String[] words = order.split(" ", -1);
    return switch (words[0]) {
      case "answered" -> String.valueOf(answered());
      case "held" -> String.valueOf(awaitHeld(Long.parseLong(words[1]), Long.parseLong(words[2])));
      default ->
          throw new IllegalArgumentException(
              "order: " + words[0] + " (expected: answered or held)");
    };
  }
}
