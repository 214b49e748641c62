/**
 * XML read safely into small trees: no DTD, no external entity, bounded depth, and a break in the
 * text costs only what is broken.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.xml.XmlReader}, {@link
 * dev.boshtap.decoders.xml.Element}.
 */
@NullMarked
package dev.boshtap.decoders.xml;

import org.jspecify.annotations.NullMarked;
