/**
 * A browser with a profile that is thrown away: its proxy is boshtap, it trusts boshtap's CA beside
 * those it always trusts, and nothing of it stays.
 *
 * <p>Start at {@link dev.boshtap.proxy.browser.ThrowAwayBrowser}, a running one. {@link
 * dev.boshtap.proxy.browser.BrowserFinder} knows where systems keep browsers; {@link
 * dev.boshtap.proxy.browser.ChromiumSetup} and {@link dev.boshtap.proxy.browser.FirefoxSetup} know
 * how each kind is told of its proxy and its CA.
 */
@NullMarked
package dev.boshtap.proxy.browser;

import org.jspecify.annotations.NullMarked;
