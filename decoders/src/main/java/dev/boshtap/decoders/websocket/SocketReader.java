package dev.boshtap.decoders.websocket;

import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import java.util.List;

/**
 * Reads both sides of one WebSocket, from the first byte behind the handshake. Never throws for
 * what came from the wire: what is wrong with a message is told with it. Keeps of a message what
 * the limit allows, and nothing of messages that are over.
 *
 * <p>Has memory outside the heap while messages come compressed, so it is to be closed.
 */
public final class SocketReader implements AutoCloseable {

  private final MessageReader client;
  private final MessageReader server;

  /**
   * For a WebSocket that was just agreed on.
   *
   * @param limit the most that is kept of one message, in bytes
   */
  public SocketReader(Compression agreed, int limit) {
    client = new MessageReader(Side.CLIENT, agreed, limit);
    server = new MessageReader(Side.SERVER, agreed, limit);
  }

  /**
   * The messages that are complete with the next bytes.
   *
   * @param missing how many bytes of that side came before these and are not known
   */
  public List<SocketMessage> read(Side from, byte[] bytes, long missing) {
    return side(from).read(bytes, missing);
  }

  /** Nothing more comes from that side: gives what was not finished, as such. */
  public List<SocketMessage> end(Side of) {
    return side(of).end();
  }

  private MessageReader side(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
