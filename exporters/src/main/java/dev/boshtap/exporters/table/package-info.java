/**
 * Tables for a spreadsheet: CSV (RFC 4180), a line each.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.table.PollTable}, {@link
 * dev.boshtap.exporters.table.EventTable}.
 */
@NullMarked
package dev.boshtap.exporters.table;

import org.jspecify.annotations.NullMarked;
