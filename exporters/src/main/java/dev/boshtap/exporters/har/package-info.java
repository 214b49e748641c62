/**
 * HAR 1.2: what is written for others to read, and what is read of others. What stands in which
 * field is in docs/reference/har.md.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.har.HarSink} writes a file as exchanges finish;
 * {@link dev.boshtap.exporters.har.HarReader} tells a file of any size, by any tool, as what was
 * seen on the wire.
 */
@NullMarked
package dev.boshtap.exporters.har;

import org.jspecify.annotations.NullMarked;
