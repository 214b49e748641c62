package dev.boshtap.proxy.config;

import dev.boshtap.ca.NameLimits;
import dev.boshtap.decoders.wire.HostPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which connections are decrypted; all others pass unread.
 *
 * @param hosts hosts that were named, perhaps with a port of their own
 * @param ports ports that are Finesse's on any host
 * @param companionPorts ports that are Finesse's only on a host that was named, or that was seen on
 *     one of {@code ports}: everybody else uses them too
 */
public record Intercept(List<Target> hosts, Set<Integer> ports, Set<Integer> companionPorts) {

  /**
   * A host that was named.
   *
   * @param host lower case, an IPv6 address without brackets
   * @param port a port that is Finesse's on this host, beside the usual ones
   */
  public record Target(String host, Optional<Integer> port) {

    static final String EXPECTED = "HOST or HOST:PORT";

    /** Puts the host in lower case. */
    public Target {
      host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code HOST}, {@code HOST:PORT}, {@code [V6]} or {@code [V6]:PORT}.
     *
     * @throws IllegalArgumentException naming the text and what was expected
     */
    public static Target parse(String text) {
      boolean portless = text.endsWith("]") || text.indexOf(':') < 0;
      HostPort parsed = HostPort.parse(portless ? text + ":443" : text);
      if (parsed.host().isBlank() || parsed.host().matches(".*[\\s/*\\[\\]].*")) {
        throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")");
      }
      return new Target(parsed.host(), portless ? Optional.empty() : Optional.of(parsed.port()));
    }

    /** As it is read. */
    @Override
    public String toString() {
      String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
      return port.map(number -> shown + ":" + number).orElse(shown);
    }
  }

  /** Keeps the collections as they are now. */
  public Intercept {
    hosts = List.copyOf(hosts);
    ports = Set.copyOf(ports);
    companionPorts = Set.copyOf(companionPorts);
  }

  /** What a CA made for these hosts may sign for: their domains and addresses; with none, all. */
  public NameLimits nameLimits() {
    return NameLimits.forHosts(hosts.stream().map(Target::host).toList());
  }

  /**
   * Whether a connection to this target is to be decrypted.
   *
   * @param seen tells of a host (lower case) whether it was met on one of {@link #ports()} before
   */
  public boolean covers(HostPort target, Predicate<String> seen) {
    if (ports.contains(target.port())) {
      return true;
    }
    boolean companion = companionPorts.contains(target.port());
    for (Target named : hosts) {
      if (named.host().equals(target.host())
          && (companion || named.port().filter(port -> port == target.port()).isPresent())) {
        return true;
      }
    }
    return companion && seen.test(target.host());
  }
}
