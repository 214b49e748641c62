/**
 * From bytes to WebSocket messages (RFC 6455), inflated where they were compressed (RFC 7692).
 * Knows nothing of what the messages say.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.websocket.SocketReader}, which reads both sides
 * of one WebSocket; {@link dev.boshtap.decoders.websocket.Handshake}, what the two agreed on.
 */
@NullMarked
package dev.boshtap.decoders.websocket;

import org.jspecify.annotations.NullMarked;
