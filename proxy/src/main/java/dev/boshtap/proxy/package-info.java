/**
 * The program: an intercepting HTTPS proxy that shows what a Finesse desktop and its server say to
 * each other over BOSH.
 *
 * <p>Start at {@link dev.boshtap.proxy.Main}; the command line is in {@code cli}, the settings in
 * {@code config}, the trust in servers' certificates in {@code trust}, the proxy's own page in
 * {@code page}.
 */
@NullMarked
package dev.boshtap.proxy;

import org.jspecify.annotations.NullMarked;
