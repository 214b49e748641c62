package dev.boshtap.proxy.intercept;

import dev.boshtap.proxy.trust.TestPki.Held;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server on BoringSSL, which shows whatever chain it is given, and answers each request with who
 * asked.
 */
final class TlsServer implements Closeable {

  /**
   * How it is.
   *
   * @param own its certificate and key
   * @param issuers what it sends with that
   * @param stapled its OCSP answer
   * @param protocols the versions it speaks; empty for the usual
   * @param ciphers the cipher suites it has; empty for the usual
   * @param clients the CA of whose clients it demands a certificate
   */
  record Setup(
      Held own,
      List<X509Certificate> issuers,
      Optional<byte[]> stapled,
      List<String> protocols,
      List<String> ciphers,
      Optional<X509Certificate> clients) {

    static Setup of(Held own, X509Certificate... issuers) {
      return new Setup(
          own, List.of(issuers), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    Setup stapling(byte[] answer) {
      return new Setup(own, issuers, Optional.of(answer), protocols, ciphers, clients);
    }

    Setup speaking(List<String> versions, List<String> suites) {
      return new Setup(own, issuers, stapled, versions, suites, clients);
    }

    Setup demanding(X509Certificate ca) {
      return new Setup(own, issuers, stapled, protocols, ciphers, Optional.of(ca));
    }
  }

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("test-server", true), NioIoHandler.newFactory());
  private final SslContext context;
  private final Channel channel;

  TlsServer(Setup setup) {
    context = context(setup);
    channel =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel client) {
                    SslHandler tls = context.newHandler(client.alloc());
                    setup
                        .stapled()
                        .ifPresent(
                            answer ->
                                ((ReferenceCountedOpenSslEngine) tls.engine())
                                    .setOcspResponse(answer));
                    client
                        .pipeline()
                        .addLast(tls)
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(1 << 16))
                        .addLast(new Answering());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  private static SslContext context(Setup setup) {
    X509Certificate[] chain = new X509Certificate[setup.issuers().size() + 1];
    chain[0] = setup.own().certificate();
    for (int i = 1; i < chain.length; i++) {
      chain[i] = setup.issuers().get(i - 1);
    }
    SslContextBuilder builder =
        SslContextBuilder.forServer(new AsGiven(setup.own().keys().getPrivate(), chain))
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .enableOcsp(setup.stapled().isPresent());
    if (!setup.protocols().isEmpty()) {
      builder.protocols(setup.protocols());
    }
    if (!setup.ciphers().isEmpty()) {
      builder.ciphers(setup.ciphers());
    }
    setup.clients().ifPresent(ca -> builder.trustManager(ca).clientAuth(ClientAuth.REQUIRE));
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    ReferenceCountUtil.release(context);
  }

  /** Shows a chain as it is; key stores take only those that are in order. */
  private static final class AsGiven extends X509ExtendedKeyManager {

    private final PrivateKey key;
    private final X509Certificate[] chain;

    AsGiven(PrivateKey key, X509Certificate[] chain) {
      this.key = key;
      this.chain = chain;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String type, Principal[] issuers, SSLEngine engine) {
      return alias(type);
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return alias(type);
    }

    private @Nullable String alias(String type) {
      return type.startsWith(key.getAlgorithm()) ? "own" : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] type, Principal[] issuers, Socket socket) {
      return null;
    }
  }

  /** Says which TLS version was spoken, and who asked. */
  private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      var session = ctx.pipeline().get(SslHandler.class).engine().getSession();
      String who;
      try {
        who = session.getPeerPrincipal().getName();
      } catch (SSLPeerUnverifiedException e) {
        who = "nobody";
      }
      var answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer(
                  session.getProtocol() + " with " + who, StandardCharsets.UTF_8));
      answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
      answer.headers().set(HttpHeaderNames.CONNECTION, "close");
      ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
