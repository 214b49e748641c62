package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
import dev.boshtap.decoders.wire.Ending.Reason;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.intercept.OurCertificate.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(Interception.class);

  /** How much of a request is awaited before it is answered with an error page. */
  private static final int REQUEST_FOR_PAGE = 4 << 20;

  private final Interceptor interceptor;
  private final Connection connection;
  private final LegHandler client;
  private final ExchangeRecorder recorder;
  private final Channel clientChannel;
  private final ServerLeg making;
  private final Goodbye goodbye;
  private final OurCertificate ourCertificate = new OurCertificate();
  private final EarlyBytes early = new EarlyBytes();
  private @Nullable LegHandler server;
  private boolean clientReady;
  private boolean relaying;
  private Ending.@Nullable Network failure;
  private @Nullable Ending ending;
  private boolean clientBroken;
  private boolean serverBroken;
  private boolean clientGone;
  private boolean serverGone;
  private boolean framing = true;
  private boolean told;
  private boolean closedSaid;
  private long lastRead;

  Interception(Interceptor interceptor, Connection connection, Channel clientChannel) {
    this.interceptor = interceptor;
    this.connection = connection;
    this.clientChannel = clientChannel;
    this.client = new LegHandler(this, Side.CLIENT);
    this.making = new ServerLeg(interceptor, this, connection);
    this.goodbye = new Goodbye(client);
    this.recorder = interceptor.recorderFor(connection, clientChannel.eventLoop(), client, this);
    this.lastRead = System.nanoTime();
  }

  // --- beginning ---

  /** Begins, on the channel's event loop; its pipeline is empty and it is not reading. */
  void start() {
    told = interceptor.offer(new WireEvent.Opened(interceptor.now(), connection));
    clientChannel
        .pipeline()
        .addLast(interceptor.sniHandler(this, connection.server().host()))
        .addLast(client)
        .addLast(Framing.requests())
        .addLast(new RequestTap(recorder));
    making.connect(clientChannel.eventLoop());
    clientChannel.config().setAutoRead(true);
  }

  /** The client said which name it wants, or that it wants none. */
  void named(String sni) {
    ourCertificate.shown();
    making.named(sni);
  }

  /** There is TCP and a beginning of TLS to the server; gives its leg a place behind that. */
  LegHandler serverLegBegins(ChannelPipeline pipeline) {
    LegHandler leg = new LegHandler(this, Side.SERVER);
    pipeline.addLast(leg).addLast(Framing.responses(recorder)).addLast(new ResponseTap(recorder));
    server = leg;
    recorder.serverLeg(leg);
    return leg;
  }

  void handshakeDone(Side side, @Nullable Throwable cause) {
    if (side == Side.CLIENT) {
      clientHandshakeDone(cause);
    } else if (cause == null) {
      serverReady();
    } else {
      serverGone = true;
      serverFailed(Endings.ofHandshake(Side.SERVER, cause, serverBroken));
    }
  }

  private void clientHandshakeDone(@Nullable Throwable cause) {
    if (cause == null) {
      clientReady = true;
      ourCertificate.handshakeDone();
      goodbye.clientIsReady();
      return;
    }
    if (ending == null) {
      Ending.Network broken = Endings.ofHandshake(Side.CLIENT, cause, clientBroken);
      tell(ourCertificate.inHandshake(broken, cause));
      tell(new WireEvent.Failed(interceptor.now(), connection, broken));
      end(broken);
    }
  }

  private void serverReady() {
    tell(making.described());
    if (ending != null) {
      return;
    }
    relaying = true;
    LegHandler leg = Objects.requireNonNull(server);
    early.writeTo(leg);
    leg.flush();
    client.setReading(leg.isWritable());
  }

  /** No server leg can be made. The client is told when it has asked for something. */
  void serverFailed(Ending.Network cause) {
    if (ending != null || failure != null) {
      return;
    }
    failure = cause;
    tell(new WireEvent.Failed(interceptor.now(), connection, cause));
    early.release();
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
    recorder.read();
    LegHandler other = side == Side.CLIENT ? server : client;
    if (ending != null || failure != null) {
      bytes.release();
      if (failure != null && client.bytesRead() > REQUEST_FOR_PAGE) {
        answerFailure();
      }
    } else if (other == null || !relaying) {
      early.add(bytes);
      if (early.isEnough()) {
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
  public void requestStarted(boolean awaitsContinue) {
    if (awaitsContinue && failure != null) {
      answerFailure();
    }
  }

  @Override
  public void requestCompleted() {
    if (failure != null) {
      answerFailure();
    }
  }

  @Override
  public void upgraded(boolean recorded) {
    stopFraming();
    if (recorded) {
      client.upgraded();
      Objects.requireNonNull(server).upgraded();
    }
  }

  @Override
  public void notFramable(Side side, String cause) {
    if (ending == null) {
      stopFraming();
      tell(new WireEvent.Unread(interceptor.now(), connection, side, cause));
      if (failure != null) {
        answerFailure(); // No request will ever be complete.
      }
    }
  }

  /** All that a leg has read so far went through the framing. */
  void passedOn() {
    recorder.told();
  }

  /** A leg has read what is no HTTP, and it is forwarded. */
  void upgradedBytes(Side side, ByteBuf bytes) {
    try {
      recorder.upgradedBytes(side, bytes);
    } catch (RuntimeException e) {
      // A fault of ours, on the copy. The bytes themselves are long on their way.
      LOG.warn("recording of a connection ends: {}", Endings.text(e), e);
      stopFraming();
    }
  }

  /** All that a leg had sent is framed, and nothing more comes. */
  void framed(Side side) {
    if (side == Side.CLIENT) {
      recorder.requestsOver();
    }
  }

  private void stopFraming() {
    framing = false;
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
    if (cause instanceof ClosedChannelException) {
      return; // That it is closed is told by itself, and by whom.
    }
    end(Endings.ofBroken(side, cause, closeNotify));
  }

  void inactive(Side side, boolean closeNotify) {
    if (side == Side.CLIENT) {
      clientGone = true;
      // A reset before there was TLS to tell of it has only been noted.
      Manner manner = clientBroken ? Manner.RESET : Manner.CLEAN;
      end(new Ending.Closed(Side.CLIENT, manner, closeNotify));
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
        && framing
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
    if (client.bytesRead() == 0) {
      tell(ourCertificate.unused(first));
    }
    recorder.ended(first);
    early.release();
    making.abandon();
    LegHandler serverLeg = server;
    serverGone |= serverLeg == null;
    if (first instanceof Ending.Closed closed) {
      goodbye.closed(closed, serverLeg);
    } else if (first instanceof Ending.Network lost && relaying && clientReady) {
      goodbye.lost(lost.leg(), Objects.requireNonNull(serverLeg));
    } else if (first == failure) {
      goodbye.afterPage(serverLeg);
    } else {
      goodbye.both(serverLeg);
    }
    sayClosed();
  }

  private void tell(Refusal refusal) {
    if (refusal != Refusal.NONE) {
      tell(
          new WireEvent.CertificateRefused(interceptor.now(), connection, refusal == Refusal.SAID));
    }
  }

  private void sayClosed() {
    if (ending != null && clientGone && serverGone && !closedSaid) {
      closedSaid = true;
      // Told in any case: what was told of its exchanges is kept until then.
      interceptor.offer(
          new WireEvent.Closed(
              interceptor.now(),
              connection,
              ending,
              client.bytesRead(),
              server == null ? 0 : server.bytesRead()));
      interceptor.gone(this);
    }
  }

  /** Of a connection whose beginning there was no room for, nothing but its end is told. */
  private void tell(WireEvent event) {
    if (told) {
      interceptor.offer(event);
    }
  }

  /** Runs {@code task} where everything of this connection runs. */
  void execute(Runnable task) {
    clientChannel.eventLoop().execute(task);
  }
}
