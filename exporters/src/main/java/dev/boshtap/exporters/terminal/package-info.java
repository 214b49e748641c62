/**
 * Lines that a person reads at a glance.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.terminal.TerminalSink}, a line for each thing
 * that happened; {@link dev.boshtap.exporters.terminal.Summary}, what it all came to.
 */
@NullMarked
package dev.boshtap.exporters.terminal;

import org.jspecify.annotations.NullMarked;
