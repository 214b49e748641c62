package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
import dev.boshtap.decoders.wire.Side;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an ending that was seen on one leg, or made by us, is made known on both: in kind, FIN as
 * FIN, with close_notify or without, RST as RST.
 */
final class Goodbye {

  private final LegHandler client;
  private boolean clientReady;
  private @Nullable Runnable onceClientReady;

  Goodbye(LegHandler client) {
    this.client = client;
  }

  /** The client's handshake is done: a server's end that came before it is now passed on. */
  void clientIsReady() {
    clientReady = true;
    if (onceClientReady != null) {
      onceClientReady.run();
    }
  }

  /** One leg's peer ended it. */
  void closed(Ending.Closed by, @Nullable LegHandler server) {
    if (by.by() == Side.CLIENT) {
      if (server != null) {
        passOn(by, server);
      }
      client.finish(true);
    } else {
      if (clientReady) {
        passOn(by, client);
      } else {
        // A client still in its handshake sees the server's end when it would have: after it.
        onceClientReady = () -> passOn(by, client);
      }
      Objects.requireNonNull(server).finish(true);
    }
  }

  private static void passOn(Ending.Closed closed, LegHandler to) {
    if (closed.manner() == Manner.RESET) {
      to.reset();
    } else if (closed.by() == Side.SERVER) {
      to.finishAndHear(closed.closeNotify());
    } else {
      to.finish(closed.closeNotify());
    }
  }

  /**
   * The way to one leg's peer is gone, nobody said goodbye: that is what the other end is to see.
   */
  void lost(Side leg, LegHandler server) {
    LegHandler standing = leg == Side.CLIENT ? server : client;
    LegHandler gone = leg == Side.CLIENT ? client : server;
    standing.reset();
    gone.finish(false);
  }

  /** No server leg could be made, and the client was sent a page that it is to read to its end. */
  void afterPage(@Nullable LegHandler server) {
    client.finishAndHear(true);
    finish(server);
  }

  /** Both legs are ended by us, in order. */
  void both(@Nullable LegHandler server) {
    client.finish(true);
    finish(server);
  }

  private static void finish(@Nullable LegHandler leg) {
    if (leg != null) {
      leg.finish(true);
    }
  }
}
