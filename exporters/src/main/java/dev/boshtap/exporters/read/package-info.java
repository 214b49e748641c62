/**
 * Reading captures, whoever made them: what every reader of a format is, and what they share.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.read.CaptureReader}, which every reader is;
 * {@link dev.boshtap.exporters.read.Timeline}, which puts what overlaps in order of time. Which
 * reader a file needs is found out by {@link dev.boshtap.exporters.open}.
 */
@NullMarked
package dev.boshtap.exporters.read;

import org.jspecify.annotations.NullMarked;
