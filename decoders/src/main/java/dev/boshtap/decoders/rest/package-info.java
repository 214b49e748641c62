/**
 * The desktop's REST calls to Finesse, and what the desktop does beside them: state changes, calls,
 * SystemInfo and the clocks that it shows, client logs, and the signs of a failover.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.rest.RestReader}, {@link
 * dev.boshtap.decoders.rest.RestCall}, {@link dev.boshtap.decoders.rest.FailoverCookies}.
 */
@NullMarked
package dev.boshtap.decoders.rest;

import org.jspecify.annotations.NullMarked;
