package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
import dev.boshtap.decoders.wire.Ending.Reason;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One intercepted CONNECT: a client leg, a server leg, and the rules between them. Lives on one
 * event loop, which both legs share, so "first" is a plain fact here.
 *
 * <ul>
 *   <li>What one leg reads is written to the other as it came, before it is looked at.
 *   <li>A leg whose peer does not take what is written stops the other leg's reading.
 *   <li>The first ending seen on a leg, and not made by us, is the connection's ending: its peer
 *       ended it. It is passed on to the other leg at once, behind what is still to be written, in
 *       kind: FIN as FIN, with close_notify or without, RST as RST.
 *   <li>A client's close_notify or FIN is its end, not a half: TLS 1.2 demands that the answer be
 *       given up then (RFC 5246, 7.2.1), and no browser reads on.
 *   <li>When no server leg can be made the client is told by a page, see {@link ErrorPage}.
 * </ul>
 */
final class Interception implements ExchangeRecorder.Listener {

  /** How much of a client's request waits for the server leg before we stop reading. */
  private static final int EARLY_BYTES = 256 << 10;

  /** How much of a request is awaited before it is answered with an error page. */
  private static final int REQUEST_FOR_PAGE = 4 << 20;

  private final Interceptor interceptor;
  private final Connection connection;
  private final LegHandler client;
  private final ExchangeRecorder recorder;
  private final Deque<ByteBuf> early = new ArrayDeque<>();
  private int earlyBytes;
  private @Nullable LegHandler server;
  private ServerConnector.@Nullable Reached reached;
  private @Nullable String name;
  private long tlsStarted;
  private boolean clientReady;
  private boolean relaying;
  private Ending.@Nullable Network failure;
  private @Nullable Ending ending;
  private @Nullable Runnable onceClientReady;
  private boolean clientBroken;
  private boolean serverBroken;
  private boolean clientGone;
  private boolean serverGone;
  private boolean closedSaid;
  private long lastRead;

  Interception(Interceptor interceptor, Connection connection) {
    this.interceptor = interceptor;
    this.connection = connection;
    this.client = new LegHandler(this, Side.CLIENT);
    this.recorder = interceptor.recorderFor(connection, client, this);
    this.lastRead = System.nanoTime();
  }

  // --- beginning ---

  /** Takes over a channel whose pipeline is empty and which is not reading. */
  void start(Channel channel) {
    interceptor.tell(new WireEvent.Opened(interceptor.now(), connection));
    channel
        .pipeline()
        .addLast(interceptor.sniHandler(this, connection.server().host()))
        .addLast(client)
        .addLast(Framing.requests())
        .addLast(new RequestTap(recorder));
    interceptor.connect(
        connection.server(),
        channel.eventLoop(),
        new ServerConnector.Callback() {
          @Override
          public void reached(ServerConnector.Reached r) {
            serverReached(r);
          }

          @Override
          public void failed(Throwable cause) {
            serverFailed(Endings.ofConnect(cause));
          }
        });
    channel.config().setAutoRead(true);
  }

  /** The client said which name it wants, or that it wants none. */
  void named(String sni) {
    name = sni;
    startServerTls();
  }

  private void serverReached(ServerConnector.Reached r) {
    if (ending != null) {
      r.channel().close();
      return;
    }
    reached = r;
    startServerTls();
  }

  /** The server is shown the name that the client showed us, so this waits for both. */
  private void startServerTls() {
    if (name == null || reached == null || ending != null) {
      return;
    }
    Channel channel = reached.channel();
    LegHandler leg = new LegHandler(this, Side.SERVER);
    try {
      SslContext context = interceptor.serverContext(connection.server());
      try {
        SslHandler tls = context.newHandler(channel.alloc(), name, connection.server().port());
        tls.setHandshakeTimeoutMillis(interceptor.settings().handshakeTimeout().toMillis());
        channel.pipeline().addLast(tls);
      } finally {
        ReferenceCountUtil.release(context);
      }
    } catch (SSLException | RuntimeException e) {
      channel.close();
      serverFailed(Endings.ofHandshake(Side.SERVER, e));
      return;
    }
    channel
        .pipeline()
        .addLast(leg)
        .addLast(Framing.responses(recorder))
        .addLast(new ResponseTap(recorder));
    server = leg;
    recorder.serverLeg(leg);
    tlsStarted = interceptor.now().monotonic();
    leg.setReading(true);
  }

  void handshakeDone(Side side, @Nullable Throwable cause) {
    if (side == Side.CLIENT) {
      clientHandshakeDone(cause);
    } else if (cause == null) {
      serverReady();
    } else {
      serverGone = true;
      serverFailed(
          cause instanceof ClosedChannelException
              ? hungUpInHandshake(Side.SERVER, serverBroken)
              : Endings.ofHandshake(Side.SERVER, cause));
    }
  }

  private static Ending.Network hungUpInHandshake(Side leg, boolean reset) {
    return new Ending.Network(
        leg,
        Ending.Stage.TLS,
        "the %s %s the connection during the TLS handshake"
            .formatted(leg.word(), reset ? "reset" : "closed"));
  }

  private void clientHandshakeDone(@Nullable Throwable cause) {
    if (cause == null) {
      clientReady = true;
      if (onceClientReady != null) {
        onceClientReady.run();
      }
      return;
    }
    if (ending == null) {
      Ending.Network broken =
          cause instanceof ClosedChannelException
              ? hungUpInHandshake(Side.CLIENT, clientBroken)
              : Endings.ofHandshake(Side.CLIENT, cause);
      interceptor.tell(new WireEvent.Failed(interceptor.now(), connection, broken));
      end(broken);
    }
  }

  private void serverReady() {
    LegHandler leg = Objects.requireNonNull(server);
    ServerConnector.Reached how = Objects.requireNonNull(reached);
    SSLSession session = Objects.requireNonNull(leg.tls()).engine().getSession();
    InetSocketAddress address = (InetSocketAddress) leg.channel().remoteAddress();
    interceptor.tell(
        new WireEvent.ServerReached(
            interceptor.now(),
            connection,
            Interceptor.text(address),
            how.dns(),
            how.connect(),
            Duration.ofNanos(interceptor.now().monotonic() - tlsStarted),
            session.getProtocol(),
            session.getCipherSuite()));
    if (ending != null) {
      return;
    }
    relaying = true;
    for (ByteBuf bytes = early.pollFirst(); bytes != null; bytes = early.pollFirst()) {
      leg.write(bytes);
    }
    leg.flush();
    client.setReading(leg.isWritable());
  }

  /** No server leg can be made. The client is told when it has asked for something. */
  private void serverFailed(Ending.Network cause) {
    if (ending != null || failure != null) {
      return;
    }
    failure = cause;
    interceptor.tell(new WireEvent.Failed(interceptor.now(), connection, cause));
    releaseEarly();
    client.setReading(true);
    if (recorder.hasCompleteRequest()) {
      answerFailure();
    }
  }

  private void answerFailure() {
    Ending.Network cause = Objects.requireNonNull(failure);
    if (ending == null) {
      client.write(ErrorPage.answer(connection.server(), cause, recorder.answersHead()));
      end(cause);
    }
  }

  // --- passing on ---

  /** One leg has read; {@code bytes} carries one reference, which goes to the other leg. */
  void bytesRead(Side side, ByteBuf bytes) {
    lastRead = System.nanoTime();
    LegHandler other = side == Side.CLIENT ? server : client;
    if (ending != null || failure != null) {
      bytes.release();
      if (failure != null && client.bytesRead() > REQUEST_FOR_PAGE) {
        answerFailure();
      }
    } else if (other == null || !relaying) {
      early.addLast(bytes);
      earlyBytes += bytes.readableBytes();
      if (earlyBytes > EARLY_BYTES) {
        client.setReading(false);
      }
    } else {
      other.write(bytes);
    }
  }

  void readComplete(Side side) {
    LegHandler other = side == Side.CLIENT ? server : client;
    if (other != null && relaying) {
      other.flush();
    }
  }

  void writabilityChanged(Side side, boolean writable) {
    LegHandler other = side == Side.CLIENT ? server : client;
    if (other != null && relaying && ending == null) {
      other.setReading(writable);
    }
  }

  // --- what the framing found ---

  @Override
  public void requestStarted() {}

  @Override
  public void requestCompleted() {
    if (failure != null) {
      answerFailure();
    }
  }

  @Override
  public void upgraded() {
    stopFraming();
  }

  @Override
  public void notFramable() {
    if (ending == null) {
      stopFraming();
      if (!recorder.hasOpenExchange()) {
        // What follows on this connection is passed on and cannot be told.
        interceptor.tell(new WireEvent.Lost(interceptor.now(), 1));
      }
    }
  }

  private void stopFraming() {
    client.stopFraming();
    if (server != null) {
      server.stopFraming();
    }
  }

  // --- ending ---

  void closeNotified(Side side) {
    end(new Ending.Closed(side, Manner.CLEAN, true));
  }

  void broken(Side side, Throwable cause, boolean closeNotify) {
    if (side == Side.CLIENT ? !clientReady : !relaying) {
      // Within a handshake; the handshake's own event follows and tells the rest.
      clientBroken |= side == Side.CLIENT;
      serverBroken |= side == Side.SERVER;
      return;
    }
    end(Endings.ofBroken(side, cause, closeNotify));
  }

  void inactive(Side side, boolean closeNotify) {
    if (side == Side.CLIENT) {
      clientGone = true;
      end(new Ending.Closed(Side.CLIENT, Manner.CLEAN, closeNotify));
    } else {
      serverGone = true;
      if (relaying) {
        end(new Ending.Closed(Side.SERVER, Manner.CLEAN, closeNotify));
      }
    }
    sayClosed();
  }

  void closedFromOutside() {
    end(new Ending.ByProxy(Reason.SHUTDOWN, ""));
  }

  /** Ends both legs, in order; the exchanges in flight were ended by us. */
  void stop(Ending.ByProxy why) {
    end(why);
  }

  /** Closes a connection that has carried nothing for long and waits for nothing. */
  void reapIfIdle(Duration limit) {
    if (ending == null
        && !recorder.hasOpenExchange()
        && System.nanoTime() - lastRead > limit.toNanos()) {
      end(new Ending.ByProxy(Reason.POLICY, "idle for " + limit.toSeconds() + " s"));
    }
  }

  /** The one place where an ending becomes this connection's ending. Only the first one does. */
  private void end(Ending first) {
    if (ending != null) {
      return;
    }
    ending = first;
    recorder.ended(first);
    releaseEarly();
    LegHandler serverLeg = server;
    if (serverLeg == null) {
      serverGone = true;
      if (reached != null) {
        reached.channel().close();
      }
    }
    if (first instanceof Ending.Closed closed) {
      if (closed.by() == Side.CLIENT) {
        passOn(closed, serverLeg);
        client.finish(true);
      } else {
        passOnToClient(closed);
        Objects.requireNonNull(serverLeg).finish(true);
      }
    } else if (first instanceof Ending.Network lost && relaying && clientReady) {
      // The way is gone, nobody said goodbye: that is what the other end is to see.
      LegHandler standing = lost.leg() == Side.CLIENT ? serverLeg : client;
      LegHandler gone = lost.leg() == Side.CLIENT ? client : serverLeg;
      Objects.requireNonNull(standing).reset();
      Objects.requireNonNull(gone).finish(false);
    } else {
      client.finish(true);
      if (serverLeg != null) {
        serverLeg.finish(true);
      }
    }
    sayClosed();
  }

  private static void passOn(Ending.Closed closed, @Nullable LegHandler to) {
    if (to == null) {
      return;
    }
    if (closed.manner() == Manner.RESET) {
      to.reset();
    } else {
      to.finish(closed.closeNotify());
    }
  }

  /** A client still in its handshake sees the server's end when it would have: after it. */
  private void passOnToClient(Ending.Closed closed) {
    if (clientReady) {
      passOn(closed, client);
    } else {
      onceClientReady = () -> passOn(closed, client);
    }
  }

  private void sayClosed() {
    if (ending != null && clientGone && serverGone && !closedSaid) {
      closedSaid = true;
      interceptor.tell(
          new WireEvent.Closed(
              interceptor.now(),
              connection,
              ending,
              client.bytesRead(),
              server == null ? 0 : server.bytesRead()));
      interceptor.gone(this);
    }
  }

  private void releaseEarly() {
    early.forEach(ByteBuf::release);
    early.clear();
    earlyBytes = 0;
  }

  /** Runs {@code task} where everything of this connection runs. */
  void execute(Runnable task) {
    client.channel().eventLoop().execute(task);
  }
}
