package dev.boshtap.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** The agent desktops of the load benchmark: keep-alive TLS connections, one poll after another. */
public final class Generator implements AutoCloseable {

  /** How many connections may be on their way at a time. */
  private static final int CONNECTING = 32;

  private static final long STORM_PATIENCE_SECONDS = 60;

  private final SslContext tls;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final List<Desktop> desktops = new ArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile CountDownLatch awaited = new CountDownLatch(0);

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
   * Makes so many connections, each with a session of its own.
   *
   * @throws IOException when one was not made
   */
  public void connect(Route route, int connections, long seconds)
      throws IOException, InterruptedException, TimeoutException {
    connect(route, connections, seconds, desktop -> {});
  }

  /**
   * The same; each sends one poll as soon as it has its session, as a desktop does, and does not
   * wait for its answer.
   *
   * @throws IOException when a connection was not made
   */
  public void hold(Route route, int connections, long seconds)
      throws IOException, InterruptedException, TimeoutException {
    connect(route, connections, seconds, desktop -> desktop.plan(onePoll()));
  }

  private void connect(Route route, int connections, long seconds, Consumer<Desktop> prepared)
      throws IOException, InterruptedException, TimeoutException {
    lost.set(0);
    for (int begun = 0; begun < connections; begun += CONNECTING) {
      int some = Math.min(CONNECTING, connections - begun);
      CountDownLatch ready = new CountDownLatch(some);
      awaited = ready;
      for (int i = 0; i < some; i++) {
        connect(route, ready, prepared);
      }
      await(ready, seconds);
    }
  }

  /**
   * Makes so many connections, begun evenly over so many seconds whatever becomes of those before;
   * each sends one poll as soon as it has its session.
   *
   * @return how many were lost
   */
  public int storm(Route route, int connections, int seconds, long patience)
      throws InterruptedException {
    lost.set(0);
    CountDownLatch ready = new CountDownLatch(connections);
    long began = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      long due = began + TimeUnit.SECONDS.toNanos(seconds) * i / connections;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      Desktop desktop =
          new Desktop(
              route,
              tls,
              new Desktop.Watcher() {
                @Override
                public void ready() {
                  ready.countDown();
                }

                @Override
                public void lost() {
                  lost.incrementAndGet();
                  ready.countDown();
                }
              });
      desktop.plan(onePoll());
      desktops.add(desktop);
      open(route, desktop)
          .addListener(
              made -> {
                if (!made.isSuccess()) {
                  lost.incrementAndGet();
                  ready.countDown();
                }
              });
    }
    ready.await(patience, TimeUnit.SECONDS);
    return lost.get() + (int) ready.getCount();
  }

  private static Desktop.Plan onePoll() {
    AtomicBoolean sent = new AtomicBoolean();
    return new Desktop.Plan() {
      @Override
      public Optional<Duration> another() {
        return sent.getAndSet(true) ? Optional.empty() : Optional.of(Duration.ZERO);
      }

      @Override
      public void answered(long nanos) {}
    };
  }

  private void connect(Route route, CountDownLatch ready, Consumer<Desktop> prepared) {
    Desktop desktop =
        new Desktop(
            route,
            tls,
            new Desktop.Watcher() {
              @Override
              public void ready() {
                ready.countDown();
              }

              @Override
              public void lost() {
                lost.incrementAndGet();
                release(awaited); // One is lost: there is nothing more to wait for.
              }
            });
    prepared.accept(desktop);
    desktops.add(desktop);
    open(route, desktop).syncUninterruptibly();
  }

  private ChannelFuture open(Route route, Desktop desktop) {
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
        .connect(InetAddress.getLoopbackAddress(), route.port());
  }

  private static void release(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      latch.countDown();
    }
  }

  private void await(CountDownLatch latch, long seconds)
      throws IOException, InterruptedException, TimeoutException {
    boolean inTime = latch.await(seconds, TimeUnit.SECONDS);
    if (lost.get() > 0) {
      throw new IOException(lost.get() + " connections lost (expected: none)");
    }
    if (!inTime) {
      throw new TimeoutException("not done within " + seconds + " s");
    }
  }

  /**
   * Sends so many polls altogether, on each connection the next one when the last was answered.
   *
   * @param rate how many are sent in a second; 0 for as many as are answered
   * @throws IOException when a connection was lost
   */
  public Load load(int exchanges, int rate, long seconds)
      throws IOException, InterruptedException, TimeoutException {
    Latencies latencies = new Latencies(exchanges);
    AtomicInteger begun = new AtomicInteger();
    long began = System.nanoTime();
    CountDownLatch answers = new CountDownLatch(exchanges);
    awaited = answers;
    Desktop.Plan plan =
        new Desktop.Plan() {
          @Override
          public Optional<Duration> another() {
            int number = begun.getAndIncrement();
            if (number >= exchanges) {
              return Optional.empty();
            }
            long due = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) * number / rate;
            return Optional.of(Duration.ofNanos(Math.max(0, due - (System.nanoTime() - began))));
          }

          @Override
          public void answered(long nanos) {
            latencies.add(nanos);
            answers.countDown();
          }
        };
    desktops.forEach(desktop -> desktop.follow(plan));
    await(answers, seconds);
    return new Load(exchanges, latencies.percentile(50), latencies.percentile(99));
  }

  /** Hangs up all connections. */
  public void disconnect() {
    desktops.forEach(Desktop::end);
    desktops.clear();
  }

  @Override
  public void close() {
    disconnect();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /**
   * The process. Understands {@code connect PORT ORIGIN TUNNEL CONNECTIONS SECONDS}, {@code load
   * EXCHANGES RATE SECONDS}, {@code storm} and {@code hold} with the words of {@code connect}, and
   * {@code disconnect}.
   */
  public static void main(String[] args) throws Exception {
    try (Generator generator = new Generator()) {
      Orders.serve("ready", generator::obey);
    }
  }

  private String obey(String order) throws Exception {
    String[] words = order.split(" ", -1);
    switch (words[0]) {
      case "connect" ->
          connect(
              Route.parse(words[1], words[2], words[3]),
              Integer.parseInt(words[4]),
              Long.parseLong(words[5]));
      case "storm" -> {
        return String.valueOf(
            storm(
                Route.parse(words[1], words[2], words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                STORM_PATIENCE_SECONDS));
      }
      case "load" -> {
        return load(
                Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]))
            .words();
      }
      case "hold" ->
          hold(
              Route.parse(words[1], words[2], words[3]),
              Integer.parseInt(words[4]),
              Long.parseLong(words[5]));
      case "disconnect" -> disconnect();
      default ->
          throw new IllegalArgumentException(
              "order: " + words[0] + " (expected: connect, load, storm, hold or disconnect)");
    }
    return "done";
  }
}
