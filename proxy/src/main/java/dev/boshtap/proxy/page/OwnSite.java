package dev.boshtap.proxy.page;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The proxy's own site: status and instructions at {@code /}, the CA's certificate, the proxy
 * auto-configuration, and the state as JSON.
 *
 * <p>It answers only to its own names ({@link HostGuard}): nothing in it is secret, but a page on
 * the web need not learn from it, by rebinding its DNS name, which Finesse servers somebody uses.
 */
public final class OwnSite {

  private static final String TEXT = "text/plain; charset=utf-8";

  private final SiteFacts facts;
  private final Supplier<SiteState> state;
  private final HostGuard guard;

  /**
   * A site.
   *
   * @param facts what stays
   * @param state asked at each request for what changes
   */
  public OwnSite(SiteFacts facts, Supplier<SiteState> state) {
    this.facts = facts;
    this.state = state;
    this.guard = new HostGuard(facts.listening());
  }

  /**
   * The answer to a GET or HEAD.
   *
   * @param path the path of the request, with or without a query
   * @param host the Host header; empty if there was none
   */
  public Page get(String path, String host) {
    if (!guard.admits(host)) {
      return Page.of(403, TEXT, "boshtap answers for itself at http://boshtap/ only\n");
    }
    int query = path.indexOf('?');
    return switch (query < 0 ? path : path.substring(0, query)) {
      case "/", "" -> Page.of(200, "text/html; charset=utf-8", StatusPage.html(facts, state.get()));
      case "/ca.pem" -> Page.of(200, "application/x-pem-file", facts.ca().pem());
      // The type by which browsers and phones offer to import it.
      case "/ca.der", "/ca.crt", "/ca.cer" ->
          Page.of(200, "application/x-x509-ca-cert", facts.ca().der());
      case "/proxy.pac" ->
          Page.of(
              200,
              "application/x-ns-proxy-autoconfig",
              Pac.script(facts.intercept(), state.get().seenHosts(), facts.proxyAddress()));
      case "/state.json" -> Page.of(200, "application/json", json(state.get()));
      default -> Page.of(404, TEXT, "nothing here; see http://boshtap/\n");
    };
  }

  private byte[] json(SiteState now) {
    ObjectNode root =
        JsonMapper.shared()
            .createObjectNode()
            .put("v", 1)
            .put("version", facts.version())
            .put("listening", facts.proxyAddress())
            .put("since", now.since().toString())
            .put("exchanges", now.exchanges())
            .put("connections", now.connections())
            .put("unansweredPolls", now.unansweredPolls())
            .put("events", now.events())
            .put("lost", now.lost());
    return (JsonMapper.shared().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
