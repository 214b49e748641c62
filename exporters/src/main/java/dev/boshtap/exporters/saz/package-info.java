/**
 * SAZ, the session archive of Fiddler: a ZIP with the raw request, the raw answer, the metadata and
 * the WebSocket frames of each session, each in a file of its own under {@code raw/}.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.saz.SazReader} tells one as what was seen on the
 * wire; {@link dev.boshtap.exporters.saz.SazSink} writes one as exchanges finish. What stands where
 * is in docs/reference/saz.md.
 */
@NullMarked
package dev.boshtap.exporters.saz;

import org.jspecify.annotations.NullMarked;
