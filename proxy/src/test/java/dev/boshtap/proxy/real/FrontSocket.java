package dev.boshtap.proxy.real;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One WebSocket through the {@link SocketFront}, and the one to Prosody that belongs to it. */
final class FrontSocket extends SimpleChannelInboundHandler<WebSocketFrame> {

  /** A message as the front saw it: {@code client} or {@code server}, and its text. */
  record Said(String from, String text) {}

  private final SocketFront front;
  private final URI behind;
  private final List<Said> journal = new ArrayList<>();
  private final CompletableFuture<Integer> clientClosed = new CompletableFuture<>();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final CompletableFuture<Void> pinged = new CompletableFuture<>();
  private CompletableFuture<WebSocket> server = new CompletableFuture<>();
  private volatile @Nullable ChannelHandlerContext ctx;
  private volatile boolean dropsPings;

  FrontSocket(SocketFront front, URI behind) {
    this.front = front;
    this.behind = behind;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof HandshakeComplete) {
      ctx = context;
      front.opened(this);
      server =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("xmpp")
              .buildAsync(behind, new ProsodySays());
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame text) {
      fromClient(text.text());
    } else if (frame instanceof CloseWebSocketFrame close) {
      clientClosed.complete(close.statusCode());
      context.writeAndFlush(close.retain()).addListener(done -> context.close());
    }
  }

  private void fromClient(String text) {
    note("client", text);
    if (dropsPings && text.contains("urn:xmpp:ping")) {
      pinged.complete(null);
      return;
    }
    // One after the other, as the sender of a message has to wait for the one before.
    server = server.thenCompose(socket -> socket.sendText(text, true));
  }

  private final class ProsodySays implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        String text = parts.toString();
        parts.setLength(0);
        note("server", text);
        channel().writeAndFlush(new TextWebSocketFrame(text));
      }
      socket.request(1);
      return null;
    }
  }

  private ChannelHandlerContext channel() {
    return Objects.requireNonNull(ctx);
  }

  private synchronized void note(String from, String text) {
    journal.add(new Said(from, text));
  }

  /** All messages, in the order in which they came by. */
  synchronized List<Said> journal() {
    return List.copyOf(journal);
  }

  /** From now on the client's pings never reach Prosody. */
  void dropPings() {
    dropsPings = true;
  }

  /** Waits until a ping was dropped. */
  void awaitDroppedPing() {
    FaultFront.get(pinged);
  }

  /** Says good-bye in the server's name. */
  void closeWith(int code, String reason) {
    channel().writeAndFlush(new CloseWebSocketFrame(code, reason));
  }

  /** RST in the midst of it. */
  void reset() {
    channel().channel().config().setOption(ChannelOption.SO_LINGER, 0);
    channel().pipeline().context(SslHandler.class).close();
  }

  /** The code of the client's Close, once it came. */
  int awaitClientClose() {
    return FaultFront.get(clientClosed);
  }

  /** Waits until the client is gone. */
  void awaitGone() {
    FaultFront.get(gone);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone.complete(null);
    server.thenAccept(WebSocket::abort);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
