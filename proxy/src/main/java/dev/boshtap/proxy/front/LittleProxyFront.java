package dev.boshtap.proxy.front;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.intercept.Interceptor;
import dev.boshtap.proxy.observe.WireRecorder;
import dev.boshtap.proxy.page.Page;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.ChainedProxyAdapter;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersAdapter;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.HttpProxyServerBootstrap;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;
import org.littleshoot.proxy.impl.ThreadPoolConfiguration;

/**
 * LittleProxy, kept to what it is good at: listening, reading CONNECT, passing on plain HTTP and
 * tunnels. An intercepted CONNECT leaves it as soon as it is granted. The only class that knows
 * LittleProxy.
 *
 * <p>There are two of it. LittleProxy resolves names and waits for connects on the threads that
 * read from clients, and a thread that waits can read no CONNECT. So the front one, where all
 * clients arrive, connects to nothing but the rear one, which is on this machine and always there;
 * what may block does so in the rear one, which sees nothing that is intercepted.
 */
public final class LittleProxyFront implements AutoCloseable {

  private static final int FRONT_THREADS = 2;
  private static final int REAR_THREADS = 4;
  private static final String NO_ROOM =
      "boshtap has no room for another connection; it serves those that it has";
  private static final String OWN_NAME = "boshtap";

  private final FrontSettings settings;
  private final InterceptPolicy policy;
  private final OwnPages pages;
  private final Interceptor interceptor;
  private final WireRecorder recorder;
  private final TimeSource time;
  private final HttpProxyServer rear;
  private final HttpProxyServer front;

  /**
   * A front that listens.
   *
   * @throws IOException when the address cannot be listened on
   */
  public LittleProxyFront(
      FrontSettings settings,
      InterceptPolicy policy,
      OwnPages pages,
      Interceptor interceptor,
      WireRecorder recorder,
      TimeSource time)
      throws IOException {
    this.settings = settings;
    this.policy = policy;
    this.pages = pages;
    this.interceptor = interceptor;
    this.recorder = recorder;
    this.time = time;
    this.rear = start(rear(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try {
      this.front = start(front(), settings.listen());
    } catch (IOException e) {
      rear.abort();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return front.getListenAddress();
  }

  @Override
  public void close() {
    front.abort();
    rear.abort();
  }

  private HttpProxyServerBootstrap front() {
    return bootstrap("front", FRONT_THREADS)
        .withAllowRequestToOriginServer(true)
        .withFiltersSource(new FrontFilters())
        .withChainProxyManager(
            (request, proxies, client) -> proxies.add(chainTo(rear.getListenAddress())));
  }

  private HttpProxyServerBootstrap rear() {
    HttpProxyServerBootstrap bootstrap = bootstrap("rear", REAR_THREADS);
    HostPort upstream = settings.upstreamProxy();
    if (upstream != null) {
      bootstrap.withChainProxyManager(
          (request, proxies, client) ->
              proxies.add(chainTo(new InetSocketAddress(upstream.host(), upstream.port()))));
    }
    return bootstrap;
  }

  private HttpProxyServerBootstrap bootstrap(String name, int threads) {
    return DefaultHttpProxyServer.bootstrap()
        .withName("boshtap-" + name)
        // Nothing is added or taken away, and nothing is timed out.
        .withTransparent(true)
        .withIdleConnectionTimeout(0)
        .withConnectTimeout((int) settings.connectTimeout().toMillis())
        .withThreadPoolConfiguration(
            new ThreadPoolConfiguration()
                .withAcceptorThreads(1)
                .withClientToProxyWorkerThreads(threads)
                .withProxyToServerWorkerThreads(threads));
  }

  private static HttpProxyServer start(HttpProxyServerBootstrap bootstrap, InetSocketAddress at)
      throws IOException {
    try {
      return bootstrap.withAddress(at).start();
    } catch (RuntimeException e) {
      // LittleProxy wraps the BindException that says why.
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static ChainedProxyAdapter chainTo(InetSocketAddress address) {
    return new ChainedProxyAdapter() {
      @Override
      public InetSocketAddress getChainedProxyAddress() {
        return address;
      }
    };
  }

  /** Looks at each request that arrives, before LittleProxy does anything with it. */
  private final class FrontFilters extends HttpFiltersSourceAdapter {

    @Override
    public @Nullable HttpFilters filterRequest(
        HttpRequest request, @Nullable ChannelHandlerContext ctx) {
      if (ctx == null) {
        return null;
      }
      InetSocketAddress client = (InetSocketAddress) ctx.channel().remoteAddress();
      if (!settings.admitted().test(client)) {
        return answerWith(refusal(), request);
      }
      if (request.method().equals(HttpMethod.CONNECT)) {
        return connect(request, ctx);
      }
      return ownPath(request).map(path -> answerWith(own(request, path), request)).orElse(null);
    }

    private @Nullable HttpFilters connect(HttpRequest request, ChannelHandlerContext ctx) {
      HostPort target;
      try {
        target = HostPort.parse(request.uri());
      } catch (IllegalArgumentException e) {
        return answerWith(page(400, "CONNECT " + e.getMessage()), request);
      }
      if (!settings.room().admits()) {
        return answerWith(page(503, NO_ROOM), request);
      }
      if (policy.decide(target) instanceof InterceptPolicy.Decision.Tunnel tunnel) {
        recorder.offer(
            new WireEvent.TunnelOpened(
                time.now(),
                new Connection(
                    interceptor.nextConnection(),
                    target,
                    Interceptor.text((InetSocketAddress) ctx.channel().remoteAddress())),
                tunnel.cause()));
        return null;
      }
      Channel channel = ctx.channel();
      // What the client sends next is TLS, and not for LittleProxy to read.
      channel.config().setAutoRead(false);
      EarlyBytes early = EarlyBytes.insteadOfDecoder(channel.pipeline());
      ctx.executor().execute(() -> handOver(channel, target, early));
      return answerWith(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, new HttpResponseStatus(200, "Connection established")),
          request);
    }

    /** Runs when the grant has been written: it was, by the task before this one. */
    private void handOver(Channel channel, HostPort target, EarlyBytes early) {
      while (channel.pipeline().last() != null) {
        channel.pipeline().removeLast();
      }
      interceptor.takeOver(channel, target, early.take());
    }
  }

  /** The path of a request to the proxy itself, empty for one that is to be passed on. */
  private static Optional<String> ownPath(HttpRequest request) {
    String target = request.uri();
    if (target.startsWith("/")) {
      return Optional.of(withoutQuery(target));
    }
    try {
      URI uri = URI.create(target);
      if (OWN_NAME.equalsIgnoreCase(uri.getHost())) {
        return Optional.of(uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath());
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static String withoutQuery(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private FullHttpResponse own(HttpRequest request, String path) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return page(405, "only GET is answered here");
    }
    Page page = pages.get(path, request.headers().get(HttpHeaderNames.HOST, ""));
    return response(page);
  }

  private static FullHttpResponse refusal() {
    return page(403, "this boshtap does not serve your address (see allow-clients in config.yaml)");
  }

  private static FullHttpResponse page(int status, String text) {
    return response(
        new Page(
            status,
            "text/plain; charset=utf-8",
            Map.of(),
            (text + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static FullHttpResponse response(Page page) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(page.status()),
            Unpooled.wrappedBuffer(page.body()));
    page.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, page.body().length);
    HttpUtil.setKeepAlive(response, false);
    return response;
  }

  private static HttpFilters answerWith(FullHttpResponse answer, HttpRequest request) {
    return new HttpFiltersAdapter(request) {
      @Override
      public @Nullable HttpResponse clientToProxyRequest(HttpObject object) {
        return object instanceof HttpRequest ? answer : null;
      }
    };
  }
}
