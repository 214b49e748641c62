/**
 * The report: one page that a browser opens without a network, with what a diagnosis found and what
 * every desktop's polls looked like over the time of the capture.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.report.Report} collects and writes; {@code Lane}
 * is what is kept of one desktop; {@code LaneSvg} and {@code PlotSvg} draw.
 */
@NullMarked
package dev.boshtap.exporters.report;

import org.jspecify.annotations.NullMarked;
