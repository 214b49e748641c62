/**
 * boshtap's jar as a user starts it, and real peers around it: a browser, an XMPP server, npm's
 * libraries. These tests run in the integration-test phase, when the jar exists.
 *
 * <p>Starting points: {@link dev.boshtap.proxy.real.RealBrowserIT}, a desktop in Chromium on a
 * Prosody, {@link dev.boshtap.proxy.real.RealFaultsIT}, whose fault it is, and {@link
 * dev.boshtap.proxy.real.ProcessIT}, the process and its files. {@link dev.boshtap.proxy.real.Peer}
 * says what is needed; where it is missing the tests are skipped with the reason, and fail in CI.
 */
@NullMarked
package dev.boshtap.proxy.real;

import org.jspecify.annotations.NullMarked;
