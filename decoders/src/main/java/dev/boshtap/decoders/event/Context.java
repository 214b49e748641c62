package dev.boshtap.decoders.event;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What is common to all events: when, on which connection and exchange, and whose it was as far as
 * known.
 *
 * @param at when it was seen; for a decoded payload, when the answer that carried it was whole
 * @param connection the connection, which names the server and the client
 * @param exchange the exchange's number, or 0 for something that concerns no exchange
 * @param agent the agent's login id (the local part of the JID that was bound), or null
 * @param jid the full JID that was bound, or null
 * @param sid the BOSH session (XEP-0124, 7), or null
 * @param rid the request's rid (XEP-0124, 14), or null
 */
public record Context(
    Moment at,
    Connection connection,
    long exchange,
    @Nullable String agent,
    @Nullable String jid,
    @Nullable String sid,
    @Nullable Long rid) {

  /** The context of something that belongs to a connection as a whole. */
  public static Context of(Moment at, Connection connection) {
    return new Context(at, connection, 0, null, null, null, null);
  }
}
