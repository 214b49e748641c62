/**
 * What leaves boshtap, and what comes back in: writers and readers of formats. Everything here
 * takes observations as they are; what must not leave is taken out of them before, by the {@link
 * dev.boshtap.exporters.redact.Redactor}, so that no writer can leak it by accident.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.Sink}, which every writer is; {@link
 * dev.boshtap.exporters.terminal} for a person, {@link dev.boshtap.exporters.json} and {@link
 * dev.boshtap.exporters.har} for programs.
 */
@NullMarked
package dev.boshtap.exporters;

import org.jspecify.annotations.NullMarked;
