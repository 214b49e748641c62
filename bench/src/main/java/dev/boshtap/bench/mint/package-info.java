/**
 * What a host costs that no browser asked for before. Start at {@link
 * dev.boshtap.bench.mint.ManyHosts}.
 */
@NullMarked
package dev.boshtap.bench.mint;

import org.jspecify.annotations.NullMarked;
