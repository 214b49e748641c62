package dev.boshtap.proxy.browser;

import dev.boshtap.ca.RootCa;

/**
 * What a browser is started for.
 *
 * @param proxy the only way out, {@code host:port}
 * @param root the CA to trust
 * @param url the page to open
 * @param headless whether it has no window
 */
public record BrowserOrder(String proxy, RootCa root, String url, boolean headless) {

  /** Keeps what is not a web address from becoming an option of a browser. */
  public BrowserOrder {
    if (!url.matches("(?i)https?://\\S+")) {
      throw new IllegalArgumentException("\"" + url + "\" (expected: http:// or https:// URL)");
    }
  }
}
