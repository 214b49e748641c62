package dev.boshtap.simulator.websocket;

import dev.boshtap.simulator.http.Closing;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection as a WebSocket, once it becomes one. Runs on its event loop. */
public final class SocketConnection extends SimpleChannelInboundHandler<WebSocketFrame>
    implements SocketSite.Peer {

  private static final int LARGEST = 8 << 20;

  private final SocketSite site;
  private final Sockets sockets;
  private @Nullable Channel channel;
  private SocketSite.@Nullable Talk talk;

  private SocketConnection(SocketSite site, Sockets sockets) {
    this.site = site;
    this.sockets = sockets;
  }

  /**
   * Makes WebSockets of requests for {@code /ws/}; all others go on to what stands behind.
   *
   * @param compress whether messages are compressed for clients that offer it (RFC 7692)
   */
  public static void addTo(
      ChannelPipeline pipeline, SocketSite site, Sockets sockets, boolean compress) {
    if (compress) {
      pipeline.addLast(
          new WebSocketServerExtensionHandler(
              new PerMessageDeflateServerExtensionHandshaker(6, false, 15, true, false, LARGEST)));
    }
    SocketConnection connection = new SocketConnection(site, sockets);
    pipeline
        .addLast(new PingAnswers(connection::isSilenced))
        .addLast(
            new WebSocketServerProtocolHandler(
                WebSocketServerProtocolConfig.newBuilder()
                    .websocketPath("/ws")
                    .checkStartsWith(true)
                    .subprotocols("xmpp")
                    .allowExtensions(compress)
                    .handleCloseFrames(false)
                    .dropPongFrames(false)
                    .maxFramePayloadLength(LARGEST)
                    .build()))
        .addLast(new WebSocketFrameAggregator(LARGEST))
        .addLast(connection);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
      channel = ctx.channel();
      talk = site.open(this);
      sockets.opened(this);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    SocketSite.Talk open = Objects.requireNonNull(talk);
    if (frame instanceof TextWebSocketFrame text) {
      String stanza = text.text();
      if (!(stanza.contains("urn:xmpp:ping") && isSilenced())) {
        open.receive(stanza);
      }
    } else if (frame instanceof CloseWebSocketFrame close) {
      // The answer to a Close is that Close (RFC 6455, 5.5.1), and then the server hangs up.
      ctx.writeAndFlush(close.retain()).addListener(sent -> Closing.clean(ctx.channel()));
    }
  }

  private boolean isSilenced() {
    String agent = agent();
    return agent != null && sockets.isSilenced(agent);
  }

  @Nullable String agent() {
    return talk == null ? null : talk.agent();
  }

  @Override
  public void send(String text) {
    write(new TextWebSocketFrame(text));
  }

  @Override
  public void close(int code, String reason) {
    write(new CloseWebSocketFrame(code, reason));
  }

  void ping(String payload) {
    write(new PingWebSocketFrame(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8)));
  }

  void reset() {
    Channel open = Objects.requireNonNull(channel);
    open.eventLoop().execute(() -> Closing.reset(open));
  }

  private void write(WebSocketFrame frame) {
    var unused = Objects.requireNonNull(channel).writeAndFlush(frame);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (talk != null) {
      sockets.closed(this);
      talk.gone();
    }
    ctx.fireChannelInactive();
  }
}
