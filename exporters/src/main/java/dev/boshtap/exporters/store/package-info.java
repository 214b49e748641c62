/**
 * The capture on disk: what was observed, as it was observed, in an SQLite file that any SQLite
 * tool can read while it is being written. What stands in which table is in
 * docs/reference/capture.md; why it is so, in docs/adr.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.store.CaptureSink} records, on a thread of its
 * own; {@link dev.boshtap.exporters.store.StoreReader} gives back the same observations, all or
 * those a filter admits, of a capture that is finished or still growing; {@link
 * dev.boshtap.exporters.store.CaptureFolder} is where captures are kept.
 */
@NullMarked
package dev.boshtap.exporters.store;

import org.jspecify.annotations.NullMarked;
