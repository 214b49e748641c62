package dev.boshtap.proxy.front;

import dev.boshtap.decoders.wire.HostPort;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which CONNECTs are decrypted: only Finesse. Ports of Finesse's own (7443, 8445) on any host,
 * hosts and ports that are configured, and port 443 of hosts that are configured or that were seen
 * on one of the ports before. All else is tunnelled unread.
 */
public final class InterceptPolicy {

  private static final int HTTPS = 443;
  private static final int HOSTS_REMEMBERED = 10_000;

  private final Set<Integer> ports;
  private final Set<String> hosts;
  private final Set<HostPort> targets;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > HOSTS_REMEMBERED;
        }
      };

  /**
   * A policy.
   *
   * @param ports intercepted on any host
   * @param hosts intercepted on {@code ports} and on 443, lower case
   * @param targets intercepted as they are
   */
  public InterceptPolicy(Set<Integer> ports, Set<String> hosts, Set<HostPort> targets) {
    this.ports = Set.copyOf(ports);
    this.targets = Set.copyOf(targets);
    Set<String> all = new HashSet<>(hosts);
    targets.forEach(target -> all.add(target.host()));
    this.hosts = Set.copyOf(all);
  }

  /** Whether a CONNECT to {@code target} is decrypted. */
  public synchronized boolean intercepts(HostPort target) {
    if (ports.contains(target.port())) {
      seen.put(target.host(), true);
      return true;
    }
    return targets.contains(target)
        || (target.port() == HTTPS
            && (hosts.contains(target.host()) || seen.containsKey(target.host())));
  }
}
