package dev.boshtap.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.NameLimits;
import dev.boshtap.ca.RootCa;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A browser that comes again, as all do after a restart of the server, takes up its session (RFC
 * 8446, 2.2; RFC 5246, 7.3): it is shown no certificate a second time.
 */
class ResumptionTest {

  private static final String HOST = "fin1.example.com";

  private final RootCa root =
      RootCa.create("anna@desk-7", Instant::now, NameLimits.forHosts(List.of(HOST)));
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicInteger certificatesSeen = new AtomicInteger();

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @ParameterizedTest
  @CsvSource({"BORINGSSL,TLSv1.3", "BORINGSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2"})
  void whoComesAgainTakesUpTheSession(TlsProvider provider, String version) throws Exception {
    try (ClientLegTls tls =
        new ClientLegTls(
            provider, new LeafMinter(root, Instant::now, 1_000), Runnable::run, KeyLog.OFF)) {
      Promise<SslContext> promise = ImmediateEventExecutor.INSTANCE.newPromise();
      tls.contextFor(HOST, promise);
      SslContext context = promise.get();
      int port = serve(context);
      SSLContext client = client();

      ask(client, version, port);
      ask(client, version, port);

      assertThat(certificatesSeen).as("certificates shown").hasValue(1);
      ReferenceCountUtil.release(context);
    }
  }

  /** Sends back what it is sent. */
  private int serve(SslContext context) {
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(context.newHandler(channel.alloc()))
                        .addLast(
                            new ChannelInboundHandlerAdapter() {
                              @Override
                              public void channelRead(ChannelHandlerContext ctx, Object bytes) {
                                ctx.writeAndFlush(bytes);
                              }
                            });
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Remembers sessions, and counts the certificates that it is shown. */
  private SSLContext client() throws GeneralSecurityException {
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, new TrustManager[] {new Counting(certificatesSeen)}, null);
    return client;
  }

  /** A ticket of TLS 1.3 comes with the first answer at the latest. */
  private static void ask(SSLContext client, String version, int port) throws IOException {
    try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
            (SSLSocket) client.getSocketFactory().createSocket(tcp, HOST, port, true)) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {version});
      socket.getOutputStream().write('x');
      assertThat(socket.getInputStream().read()).isEqualTo('x');
    }
  }

  private static final class Counting extends X509ExtendedTrustManager {
    private final AtomicInteger seen;

    Counting(AtomicInteger seen) {
      this.seen = seen;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      seen.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      seen.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      seen.incrementAndGet();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
