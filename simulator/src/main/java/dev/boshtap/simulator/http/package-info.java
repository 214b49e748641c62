/**
 * The TLS and HTTP/1.1 side of the simulated server, and the place where faults meet the wire.
 * Start at {@link dev.boshtap.simulator.http.HttpsListener}; what is served stands behind {@link
 * dev.boshtap.simulator.http.Site}.
 */
@NullMarked
package dev.boshtap.simulator.http;

import org.jspecify.annotations.NullMarked;
