package dev.boshtap.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/** The agent desktops of the load benchmark: keep-alive TLS connections, one poll after another. */
public final class Generator implements AutoCloseable {

  /** How many connections may be on their way at a time when polls are to be held. */
  private static final int CONNECTING = 32;

  private final SslContext tls;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final List<Channel> held = new ArrayList<>();

  /** Trusts whoever answers: what a peer shows is no part of the measurement. */
  public Generator() throws SSLException {
    tls =
        SslContextBuilder.forClient()
            .sslProvider(TlsLibrary.netty())
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .build();
  }

  /**
   * What came of a load.
   *
   * @param exchanges polls answered
   * @param p50 the median time from a poll to its answer, in nanoseconds
   * @param p99 the time that one in a hundred took longer than, in nanoseconds
   */
  public record Load(long exchanges, long p50, long p99) {

    String words() {
      return exchanges + " " + p50 + " " + p99;
    }

    static Load parse(String[] words) {
      return new Load(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
  }

  /**
   * Sends polls, on each connection the next one when the last was answered.
   *
   * @param exchanges how many polls altogether
   * @throws IOException when a connection was not made or lost
   */
  public Load load(Route route, int connections, int exchanges, long seconds)
      throws IOException, InterruptedException, TimeoutException {
    Latencies latencies = new Latencies(exchanges);
    AtomicInteger toSend = new AtomicInteger(exchanges);
    CountDownLatch done = new CountDownLatch(connections);
    Desktop.Plan plan =
        new Desktop.Plan() {
          @Override
          public boolean another() {
            return toSend.getAndDecrement() > 0;
          }

          @Override
          public void answered(long nanos) {
            latencies.add(nanos);
          }

          @Override
          public void done() {
            done.countDown();
          }
        };
    List<Channel> channels = new ArrayList<>();
    AtomicLong lost = new AtomicLong();
    for (int i = 0; i < connections; i++) {
      channels.add(connect(route, plan, lost, done));
    }
    boolean inTime = done.await(seconds, TimeUnit.SECONDS);
    close(channels);
    check(lost.get(), inTime, seconds);
    return new Load(exchanges, latencies.percentile(50), latencies.percentile(99));
  }

  /** Sends one poll on each of so many connections and leaves it open until {@link #release}. */
  public void hold(Route route, int polls, long seconds)
      throws IOException, InterruptedException, TimeoutException {
    AtomicLong lost = new AtomicLong();
    for (int begun = 0; begun < polls; begun += CONNECTING) {
      int some = Math.min(CONNECTING, polls - begun);
      CountDownLatch sent = new CountDownLatch(some);
      for (int i = 0; i < some; i++) {
        held.add(connect(route, onePoll(sent), lost, sent));
      }
      check(0, sent.await(seconds, TimeUnit.SECONDS), seconds);
    }
    check(lost.get(), true, seconds);
  }

  private static Desktop.Plan onePoll(CountDownLatch sent) {
    return new Desktop.Plan() {
      @Override
      public boolean another() {
        sent.countDown();
        return true;
      }

      @Override
      public void answered(long nanos) {
        throw new IllegalStateException("a held poll was answered");
      }

      @Override
      public void done() {}
    };
  }

  /** Ends what {@link #hold} left open. */
  public void release() {
    close(held);
    held.clear();
  }

  private static void close(List<Channel> channels) {
    channels.forEach(channel -> channel.close().syncUninterruptibly());
  }

  private static void check(long lost, boolean inTime, long seconds)
      throws IOException, TimeoutException {
    if (lost > 0) {
      throw new IOException(lost + " connections lost (expected: none)");
    }
    if (!inTime) {
      throw new TimeoutException("not done within " + seconds + " s");
    }
  }

  private Channel connect(Route route, Desktop.Plan plan, AtomicLong lost, CountDownLatch done) {
    Desktop desktop =
        new Desktop(
            route,
            tls,
            plan,
            () -> {
              lost.incrementAndGet();
              while (done.getCount() > 0) {
                done.countDown(); // One is lost: there is nothing more to wait for.
              }
            });
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(desktop);
              }
            })
        .connect(InetAddress.getLoopbackAddress(), route.port())
        .syncUninterruptibly()
        .channel();
  }

  @Override
  public void close() {
    loops.shutdownGracefully().syncUninterruptibly();
  }

  /**
   * The process. Understands {@code load PORT ORIGIN TUNNEL CONNECTIONS EXCHANGES SECONDS}, {@code
   * hold PORT ORIGIN TUNNEL POLLS SECONDS} and {@code release}.
   */
  public static void main(String[] args) throws Exception {
    try (Generator generator = new Generator()) {
      Orders.serve("ready", generator::obey);
    }
  }

  private String obey(String order) throws Exception {
    String[] words = order.split(" ", -1);
    switch (words[0]) {
      case "load" -> {
        return load(
                Route.parse(words[1], words[2], words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                Long.parseLong(words[6]))
            .words();
      }
      case "hold" -> {
        hold(
            Route.parse(words[1], words[2], words[3]),
            Integer.parseInt(words[4]),
            Long.parseLong(words[5]));
        return "held";
      }
      case "release" -> {
        release();
        return "released";
      }
      default ->
          throw new IllegalArgumentException(
              "order: " + words[0] + " (expected: load, hold or release)");
    }
  }
}
