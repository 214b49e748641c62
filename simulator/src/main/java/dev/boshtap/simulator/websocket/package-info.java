/**
 * XMPP over WebSocket at {@code /ws/} (RFC 7395), as Finesse's desktop speaks it from 12.0 on, and
 * what can go wrong with it. Start at {@link dev.boshtap.simulator.websocket.Sockets}.
 */
@NullMarked
package dev.boshtap.simulator.websocket;

import org.jspecify.annotations.NullMarked;
