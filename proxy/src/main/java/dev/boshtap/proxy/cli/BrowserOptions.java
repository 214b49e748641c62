package dev.boshtap.proxy.cli;

import dev.boshtap.ca.truststore.CommandRunner;
import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.proxy.browser.BrowserKind;
import java.util.Optional;

/**
 * What {@code browser} is told that is not a setting.
 *
 * @param kind which browser; empty: the first that is found
 * @param url the page to open; empty: the first Finesse that was named, or boshtap's own page
 * @param headless whether it has no window
 * @param run how the proxy runs
 * @param machine where browsers are looked for
 * @param commands runs what a browser is prepared with
 */
public record BrowserOptions(
    Optional<BrowserKind> kind,
    Optional<String> url,
    boolean headless,
    RunOptions run,
    Machine machine,
    CommandRunner commands) {}
