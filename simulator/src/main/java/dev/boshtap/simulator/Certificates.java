package dev.boshtap.simulator;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.Mapping;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The server's TLS contexts: one for its name, one for {@code localhost} and, for clients that name
 * nobody because they were given an address (RFC 6066, 3), one for its address.
 */
final class Certificates implements Mapping<String, SslContext> {

  private final Map<String, SslContext> byName = new LinkedHashMap<>();
  private final SslContext byAddress;
  private final SslContext otherwise;

  Certificates(LeafMinter minter, String hostName, String address) {
    for (String name : Set.of(hostName.toLowerCase(Locale.ROOT), "localhost")) {
      byName.put(name, context(minter.leafFor(name)));
    }
    this.byAddress = context(minter.leafFor(address));
    this.otherwise = byName.get(hostName.toLowerCase(Locale.ROOT));
  }

  @Override
  public SslContext map(@Nullable String asked) {
    return asked == null
        ? byAddress
        : byName.getOrDefault(asked.toLowerCase(Locale.ROOT), otherwise);
  }

  private static SslContext context(Leaf leaf) {
    try {
      return SslContextBuilder.forServer(leaf.key(), leaf.chain()).build();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
