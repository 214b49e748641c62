package dev.boshtap.decoders.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went over a WebSocket.
 *
 * @param fromClient messages of the client, control frames not counted
 * @param fromServer messages of the server, control frames not counted
 * @param pings pings of either kind, from either side
 * @param unanswered how many of them were never answered
 * @param slowest the longest that an answered ping took, or null
 */
public record SocketTraffic(
    long fromClient, long fromServer, long pings, long unanswered, @Nullable Duration slowest) {}
