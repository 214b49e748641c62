package dev.boshtap.proxy.front;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.config.Intercept;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which CONNECTs are decrypted: what {@link Intercept} says, with a memory of the hosts that were
 * met on one of Finesse's own ports. All else is tunnelled unread.
 */
public final class InterceptPolicy {

  private static final int HOSTS_REMEMBERED = 10_000;

  private final Intercept rules;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > HOSTS_REMEMBERED;
        }
      };

  /** A policy that has met no host yet. */
  public InterceptPolicy(Intercept rules) {
    this.rules = rules;
  }

  /** Whether a CONNECT to {@code target} is decrypted. */
  public synchronized boolean intercepts(HostPort target) {
    if (rules.ports().contains(target.port())) {
      seen.put(target.host(), true);
    }
    return rules.covers(target, seen::containsKey);
  }

  /** The hosts that were met on one of Finesse's own ports. */
  public synchronized Set<String> seenHosts() {
    return Set.copyOf(seen.keySet());
  }
}
