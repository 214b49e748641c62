package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.observe.Untold;
import dev.boshtap.proxy.observe.WireRecorder;
import dev.boshtap.proxy.tls.ClientLegTls;
import dev.boshtap.proxy.tls.ServerLegTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections over from the front and intercepts them, on event loops of its own: nothing
 * that other traffic does to the front's threads reaches a poll.
 *
 * <p>The loops do TLS and forwarding only. Names are resolved and leaves are minted on threads of
 * their own; what was seen is told to a {@link WireRecorder}, which never makes them wait.
 */
public final class Interceptor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Interceptor.class);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(3);
  private static final int RESOLVER_THREADS = 16;
  private static final int MINTING_THREADS = 2;

  private final InterceptSettings settings;
  private final WireRecorder recorder;
  private final TimeSource time;
  private final ServerLegTls serverTls;
  private final ClientLegTls clientTls;
  private final ServerConnector connector;
  private final MultiThreadIoEventLoopGroup loops;
  private final ThreadPoolExecutor resolver = pool("boshtap-resolve", RESOLVER_THREADS);
  private final ThreadPoolExecutor minting = pool("boshtap-mint", MINTING_THREADS);
  private final Set<Interception> interceptions = ConcurrentHashMap.newKeySet();
  private final Map<EventLoop, Untold> untold = new ConcurrentHashMap<>();
  private final AtomicLong connectionNumbers = new AtomicLong();
  private final AtomicLong exchangeNumbers = new AtomicLong();
  private final SharedText shared = new SharedText();
  private volatile boolean stopping;

  /** Makes what shows browsers their leaves, given where it may mint them. */
  @FunctionalInterface
  public interface ClientTlsFactory {
    /** A source of contexts that mints on {@code executor}. */
    ClientLegTls create(Executor executor);
  }

  /**
   * An interceptor with running event loops and nothing to do yet.
   *
   * @param threads how many event loops; 0 for one for each processor
   */
  public Interceptor(
      InterceptSettings settings,
      ClientTlsFactory clientTls,
      ServerLegTls serverTls,
      WireRecorder recorder,
      TimeSource time,
      int threads) {
    this.settings = settings;
    this.serverTls = serverTls;
    this.clientTls = clientTls.create(minting);
    this.recorder = recorder;
    this.time = time;
    this.connector = new ServerConnector(settings, resolver, time);
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    this.loops =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("boshtap-io", true), NioIoHandler.newFactory());
    loops
        .next()
        .scheduleWithFixedDelay(
            this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ThreadPoolExecutor pool(String name, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory(name, true));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Takes over a channel on which a CONNECT to {@code target} was just granted. The channel must
   * not be reading and its pipeline must be empty; it may be registered with any event loop of the
   * NIO transport, and is moved to one of ours.
   *
   * @param early what was read from it behind the CONNECT already; released here
   */
  public void takeOver(Channel channel, HostPort target, ByteBuf early) {
    InetSocketAddress client = (InetSocketAddress) channel.remoteAddress();
    if (stopping || client == null) {
      early.release();
      channel.close();
      return;
    }
    KeepAlive.on(channel);
    channel.config().setAutoClose(false);
    Connection connection =
        new Connection(connectionNumbers.incrementAndGet(), target, text(client));
    channel
        .deregister()
        .addListener(
            left ->
                loops
                    .register(channel)
                    .addListener(
                        (ChannelFuture arrived) -> {
                          if (arrived.isSuccess()) {
                            begin(channel, connection, early);
                          } else {
                            early.release();
                            LOG.debug("{}: hand-over failed", connection, arrived.cause());
                            channel.close();
                          }
                        }));
  }

  private void begin(Channel channel, Connection connection, ByteBuf early) {
    // Nearly always the name that the client asks for next, once it has read our grant.
    clientTls.prepare(connection.server().host());
    Interception interception = new Interception(this, connection, channel);
    interceptions.add(interception);
    interception.start();
    if (early.isReadable()) {
      channel.pipeline().fireChannelRead(early).fireChannelReadComplete();
    } else {
      early.release();
    }
    if (stopping) {
      interception.stop(new Ending.ByProxy(Ending.Reason.SHUTDOWN, ""));
    }
  }

  /** The number of the next connection, one that is tunnelled included. */
  public long nextConnection() {
    return connectionNumbers.incrementAndGet();
  }

  /** How many connections are intercepted at present. */
  public int connections() {
    return interceptions.size();
  }

  private void sweep() {
    for (Interception interception : interceptions) {
      interception.execute(() -> interception.reapIfIdle(settings.idleLimit()));
    }
  }

  /**
   * Stops: what is in flight is recorded as ended by us, both legs of each connection are closed in
   * order, and all threads end.
   */
  @Override
  public void close() {
    stopping = true;
    Ending.ByProxy why = new Ending.ByProxy(Ending.Reason.SHUTDOWN, "");
    for (Interception interception : interceptions) {
      interception.execute(() -> interception.stop(why));
    }
    awaitAllGone();
    refuseContexts();
    loops
        .shutdownGracefully(0, STOP.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(2 * STOP.toMillis());
    resolver.shutdownNow();
    minting.shutdownNow();
  }

  /**
   * Whoever waits for a context gets an answer while the loops still run to hear it: Netty's reader
   * of ClientHellos holds on to one until then.
   */
  private void refuseContexts() {
    clientTls.close();
    serverTls.close();
    minting.shutdown();
    try {
      if (!minting.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("certificates are still being made or checked after {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The loops cut what is still open when they end, so the legs are given time to say goodbye. */
  private void awaitAllGone() {
    long deadline = System.nanoTime() + STOP.toNanos();
    synchronized (interceptions) {
      try {
        long left = STOP.toMillis();
        while (!interceptions.isEmpty() && left > 0) {
          interceptions.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // --- what an interception asks for ---

  InterceptSettings settings() {
    return settings;
  }

  Moment now() {
    return time.now();
  }

  boolean offer(WireEvent event) {
    return recorder.offer(event);
  }

  /** Where the certificates of servers are checked: pins may be read from a slow disk. */
  Executor checking() {
    return minting;
  }

  void gone(Interception interception) {
    interceptions.remove(interception);
    if (stopping) {
      synchronized (interceptions) {
        interceptions.notifyAll();
      }
    }
  }

  void connect(HostPort server, EventLoop loop, ServerConnector.Callback callback) {
    connector.connect(server, loop, callback);
  }

  void serverContext(HostPort server, Promise<SslContext> promise) {
    serverTls.contextFor(server, minting, promise);
  }

  ExchangeRecorder recorderFor(
      Connection connection,
      EventLoop loop,
      LegHandler client,
      ExchangeRecorder.Listener listener) {
    return new ExchangeRecorder(
        connection,
        recorder,
        time,
        untold.computeIfAbsent(loop, first -> recorder.untold()),
        exchangeNumbers,
        settings.bodyLimit(),
        shared,
        client,
        listener);
  }

  /** Reads which name the client wants, and gives way to TLS with a leaf of that name. */
  ChannelHandler sniHandler(Interception interception, String connectHost) {
    return new SniHandler(
        (name, promise) -> {
          clientTls.contextFor(name == null ? connectHost : name, promise);
          return promise;
        },
        0,
        settings.handshakeTimeout().toMillis()) {

      @Override
      protected void replaceHandler(
          ChannelHandlerContext ctx, @Nullable String hostname, SslContext context)
          throws Exception {
        try {
          super.replaceHandler(ctx, hostname, context);
        } finally {
          ReferenceCountUtil.release(context);
        }
        interception.named(hostname == null ? connectHost : hostname);
      }

      @Override
      protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
        SslHandler tls = super.newSslHandler(context, allocator);
        tls.setHandshakeTimeoutMillis(settings.handshakeTimeout().toMillis());
        return tls;
      }
    };
  }

  /**
   * An end of a connection as it is recorded and shown: {@code 127.0.0.1:50123}, {@code
   * [::1]:8888}.
   */
  public static String text(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
  }
}
