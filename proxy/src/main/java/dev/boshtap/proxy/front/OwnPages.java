package dev.boshtap.proxy.front;

import dev.boshtap.proxy.page.Page;

/** What the proxy answers for itself, at its own address and at {@code http://boshtap/}. */
@FunctionalInterface
public interface OwnPages {

  /**
   * The answer to a GET.
   *
   * @param path the path without its query, for example {@code /ca.pem}
   * @param host the Host header, or empty
   */
  Page get(String path, String host);
}
