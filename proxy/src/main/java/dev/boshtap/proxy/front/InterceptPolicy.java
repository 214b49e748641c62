package dev.boshtap.proxy.front;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.config.Intercept;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

  private final Function<String, Optional<String>> refusal;

  /**
   * A policy that has met no host yet.
   *
   * @param refusal why no client would accept our certificate for a host, if that is so
   */
  public InterceptPolicy(Intercept rules, Function<String, Optional<String>> refusal) {
    this.rules = rules;
    this.refusal = refusal;
  }

  /** What is done with a CONNECT. */
  public sealed interface Decision {
    /** It is decrypted. */
    record Decrypt() implements Decision {}

    /**
     * It is passed on unread.
     *
     * @param cause why, where it would be decrypted but for that; else empty
     */
    record Tunnel(String cause) implements Decision {}
  }

  /**
   * What is done with a CONNECT to {@code target}. A certificate that the client must refuse helps
   * nobody, so what we cannot have a certificate for is passed on, and that is said.
   */
  public synchronized Decision decide(HostPort target) {
    if (rules.ports().contains(target.port())) {
      seen.put(target.host(), true);
    }
    if (!rules.covers(target, seen::containsKey)) {
      return new Decision.Tunnel("");
    }
    return refusal
        .apply(target.host())
        .<Decision>map(Decision.Tunnel::new)
        .orElseGet(Decision.Decrypt::new);
  }

  /** The hosts that were met on one of Finesse's own ports. */
  public synchronized Set<String> seenHosts() {
    return Set.copyOf(seen.keySet());
  }
}
