/**
 * Opening a capture of any format: what a file is, is told by its first bytes, never by its name.
 *
 * <p>Starting point: {@link dev.boshtap.exporters.open.CaptureFiles}.
 */
@NullMarked
package dev.boshtap.exporters.open;

import org.jspecify.annotations.NullMarked;
