package dev.boshtap.simulator.fault;

import org.jspecify.annotations.Nullable;

/**
 * A request as the server knows it. What stands in the body ({@code sid}, {@code rid}, {@code
 * poll}) is known only once the body is read; {@code agent} is known before that on a connection
 * that has carried a request of the agent's already.
 *
 * @param number counts up from 1 over both endpoints
 * @param connection counts up from 1 over both endpoints
 * @param endpoint where it came in
 * @param method the HTTP method
 * @param path the target without its query
 * @param agent the agent's login id, or null while unknown
 * @param sid the BOSH session, or null when none is named
 * @param rid the BOSH request id; -1 when none is named
 * @param poll whether it is a BOSH request that carries nothing, sent to be held
 * @param requestId the id that the desktop gave to a call to REST, or null
 */
public record SeenRequest(
    long number,
    long connection,
    Endpoint endpoint,
    String method,
    String path,
    @Nullable String agent,
    @Nullable String sid,
    long rid,
    boolean poll,
    @Nullable String requestId) {}
