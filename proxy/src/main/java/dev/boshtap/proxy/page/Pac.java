package dev.boshtap.proxy.page;

import dev.boshtap.proxy.config.Intercept;
import dev.boshtap.proxy.config.Intercept.Target;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proxy auto-configuration: what boshtap would decrypt goes through it, all else goes direct.
 *
 * <p>Only ES3 and only what every browser gives a PAC script: the port is read from the URL, since
 * {@code FindProxyForURL} is told the host alone. Browsers strip the path of https URLs, not the
 * port.
 */
final class Pac {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String SCRIPT =
      """
      // boshtap: the connections it decrypts go through it, all others direct.
      var proxy = %s;
      var ports = %s;
      var companionPorts = %s;
      var hosts = %s;
      var targets = %s;

      function has(set, key) {
        return Object.prototype.hasOwnProperty.call(set, key);
      }

      function FindProxyForURL(url, host) {
        // Scheme, perhaps a user, then the host, perhaps in brackets, then perhaps the port.
        var parts = /^([a-z]+):\\/\\/(?:[^\\/?#]*@)?(?:\\[[^\\]]*\\]|[^:\\/?#]*)(?::([0-9]+))?/i.exec(url);
        if (!parts) {
          return "DIRECT";
        }
        var scheme = parts[1].toLowerCase();
        var secure = scheme === "https" || scheme === "wss";
        var port = parts[2] || (secure ? "443" : "80");
        var name = host.toLowerCase().replace(/^\\[|\\]$/g, "").replace(/\\.$/, "");
        if (name === "boshtap") {
          return proxy;
        }
        if (!secure) {
          return "DIRECT";
        }
        if (has(ports, port) || has(targets, name + " " + port)
            || (has(companionPorts, port) && has(hosts, name))) {
          return proxy;
        }
        return "DIRECT";
      }
      """;

  private Pac() {}

  /**
   * The script.
   *
   * @param seen hosts that were met on a port of Finesse's, lower case
   * @param proxyAddress how a browser reaches us, {@code host:port}
   */
  static String script(Intercept intercept, Set<String> seen, String proxyAddress) {
    Set<String> hosts = new HashSet<>(seen);
    intercept.hosts().forEach(target -> hosts.add(target.host()));
    Set<String> targets =
        intercept.hosts().stream()
            .filter(target -> target.port().isPresent())
            .map(Pac::key)
            .collect(Collectors.toSet());
    return SCRIPT.formatted(
        JSON.writeValueAsString("PROXY " + proxyAddress),
        set(intercept.ports()),
        set(intercept.companionPorts()),
        set(hosts),
        set(targets));
  }

  private static String key(Target target) {
    return target.host() + " " + target.port().orElseThrow();
  }

  /** An object with these keys; JSON is JavaScript here, as Jackson escapes what is not. */
  private static String set(Collection<?> members) {
    var object = JSON.createObjectNode();
    new TreeSet<>(members.stream().map(String::valueOf).toList())
        .forEach(key -> object.put(key, 1));
    return JSON.writeValueAsString(object);
  }
}
