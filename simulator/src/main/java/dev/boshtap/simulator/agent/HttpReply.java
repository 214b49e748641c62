package dev.boshtap.simulator.agent;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * A whole answer as the client read it.
 *
 * @param status the HTTP status
 * @param headers its header fields
 * @param body its body as UTF-8 text, content coding removed
 * @param keepsAlive whether the connection can be used again
 */
public record HttpReply(int status, HttpHeaders headers, String body, boolean keepsAlive) {}
