/**
 * What the proxy answers for itself: at its own address and at {@code http://boshtap/}.
 *
 * <p>Start at {@link dev.boshtap.proxy.page.OwnSite}: a path and the facts in, a {@link
 * dev.boshtap.proxy.page.Page} out; no socket, no file, no clock.
 */
@NullMarked
package dev.boshtap.proxy.page;

import org.jspecify.annotations.NullMarked;
