/**
 * The certificate authority that lets boshtap read what the browser and Finesse say to each other.
 *
 * <p>Start at {@link dev.boshtap.ca.CaStore}, which keeps the root CA of this installation on disk;
 * {@link dev.boshtap.ca.RootCa} is that root in memory, {@link dev.boshtap.ca.LeafMinter} mints a
 * {@link dev.boshtap.ca.Leaf} for each host a browser asks for. {@link
 * dev.boshtap.ca.OwnerOnlyFiles} writes what nobody else on the machine may read.
 */
@NullMarked
package dev.boshtap.ca;

import org.jspecify.annotations.NullMarked;
