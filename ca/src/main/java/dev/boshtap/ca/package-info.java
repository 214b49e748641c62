/**
 * The certificate authority that lets boshtap read what the browser and Finesse say to each other.
 *
 * <p>Start at {@link dev.boshtap.ca.CaStore}, which keeps the root CA of this installation on disk.
 * {@link dev.boshtap.ca.CaCertificate} is what a browser is told to trust, {@link
 * dev.boshtap.ca.RootCa} the same with its key, within its {@link dev.boshtap.ca.NameLimits};
 * {@link dev.boshtap.ca.CaImport} reads one that was made elsewhere. {@link
 * dev.boshtap.ca.LeafMinter} mints a {@link dev.boshtap.ca.Leaf} for each host a browser asks for.
 * {@link dev.boshtap.ca.OwnerOnlyFiles} writes what nobody else on the machine may read.
 */
@NullMarked
package dev.boshtap.ca;

import org.jspecify.annotations.NullMarked;
