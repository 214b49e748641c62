/**
 * XML as both ends of the simulation need it: a small tree read from a body that is known to be
 * small, and escaping for what is written. Start at {@link dev.boshtap.simulator.xml.XmlElement}.
 *
 * <p>The decoders of the product are left out on purpose: what the simulation says was sent must
 * not depend on the code that is checked against it.
 */
@NullMarked
package dev.boshtap.simulator.xml;

import org.jspecify.annotations.NullMarked;
