package dev.boshtap.decoders.websocket;

import dev.boshtap.decoders.wire.Side;
import java.util.Locale;

/**
 * What the server agreed to of permessage-deflate (RFC 7692, 7.1). The sizes of the windows do not
 * matter to a reader: the largest window reads them all.
 *
 * @param on whether messages may be compressed
 * @param clientContext whether the client's messages may refer to earlier ones
 * @param serverContext whether the server's messages may refer to earlier ones
 */
public record Compression(boolean on, boolean clientContext, boolean serverContext) {

  /** Not agreed on. */
  public static final Compression NONE = new Compression(false, false, false);

  /** Reads the server's {@code Sec-WebSocket-Extensions}, all its fields joined by commas. */
  static Compression agreed(String extensions) {
    for (String extension : extensions.split(",", -1)) {
      String[] parts = extension.split(";", -1);
      if (word(parts[0]).equals("permessage-deflate")) {
        boolean client = true;
        boolean server = true;
        for (int i = 1; i < parts.length; i++) {
          client &= !word(parts[i]).equals("client_no_context_takeover");
          server &= !word(parts[i]).equals("server_no_context_takeover");
        }
        return new Compression(true, client, server);
      }
    }
    return NONE;
  }

  private static String word(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  boolean hasContext(Side side) {
    return side == Side.CLIENT ? clientContext : serverContext;
  }
}
