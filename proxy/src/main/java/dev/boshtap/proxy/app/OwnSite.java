package dev.boshtap.proxy.app;

import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.front.OwnPages;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the proxy answers for itself: its pages, told how it is. */
final class OwnSite implements OwnPages {

  private final Config config;
  private final RootCa root;
  private volatile @Nullable LiveProxy proxy;

  OwnSite(Config config, RootCa root) {
    this.config = config;
    this.root = root;
  }

  void live(LiveProxy live) {
    proxy = live;
  }

  @Override
  public Page get(String path, String host) {
    return new Page(
        200,
        "text/plain",
        (root.pem() + config.listen() + (proxy == null)).getBytes(StandardCharsets.UTF_8));
  }
}
