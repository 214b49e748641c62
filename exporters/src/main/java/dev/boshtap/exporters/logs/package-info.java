/**
 * Folders of logs, packed in whatever way they were collected.
 *
 * <p>Starting point: {@link dev.boshtap.exporters.logs.LogFolder}.
 */
@NullMarked
package dev.boshtap.exporters.logs;

import org.jspecify.annotations.NullMarked;
