/**
 * A request as a command that sends it again.
 *
 * <p>Starting point: {@link dev.boshtap.exporters.curl.CurlCommand}.
 */
@NullMarked
package dev.boshtap.exporters.curl;

import org.jspecify.annotations.NullMarked;
