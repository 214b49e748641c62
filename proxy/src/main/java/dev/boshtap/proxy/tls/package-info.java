/**
 * TLS contexts for both legs.
 *
 * <p>Starting points: {@link dev.boshtap.proxy.tls.ClientLegTls} (what the browser sees: leaves of
 * our CA) and {@link dev.boshtap.proxy.tls.ServerLegTls} (what Finesse sees, and whom we believe),
 * with what single servers need in {@link dev.boshtap.proxy.tls.ServerTlsOptions}; {@link
 * dev.boshtap.proxy.tls.KeyLog} writes down the secrets of both for Wireshark.
 */
@NullMarked
package dev.boshtap.proxy.tls;

import org.jspecify.annotations.NullMarked;
