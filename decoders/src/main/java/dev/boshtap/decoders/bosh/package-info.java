/**
 * The {@code body} of BOSH (XEP-0124, XEP-0206) and what it wraps.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.bosh.BoshReader}, {@link
 * dev.boshtap.decoders.bosh.BoshBody}.
 */
@NullMarked
package dev.boshtap.decoders.bosh;

import org.jspecify.annotations.NullMarked;
