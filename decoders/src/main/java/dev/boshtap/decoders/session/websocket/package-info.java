/**
 * XMPP over WebSocket (RFC 7395): which stanzas come, which pings are answered, who closes it and
 * how.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.session.websocket.SocketTracker}, which is told
 * of handshakes; {@link dev.boshtap.decoders.session.websocket.OpenSocket}, one WebSocket while it
 * lasts.
 */
@NullMarked
package dev.boshtap.decoders.session.websocket;

import org.jspecify.annotations.NullMarked;
