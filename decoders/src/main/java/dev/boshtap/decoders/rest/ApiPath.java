package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.rest.RestRequest.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A path below {@code /finesse/api/}.
 *
 * @param parts what follows, without a slash at the end
 */
record ApiPath(String[] parts) {

  private static final String API = "/finesse/api/";

  /** The path; null when it is none of the Finesse API. */
  static @Nullable ApiPath of(String path) {
    return path.regionMatches(true, 0, API, 0, API.length())
        ? new ApiPath(path.substring(API.length()).split("/"))
        : null;
  }

  /** The user whose resource it is, or null. */
  @Nullable String user() {
    return parts.length > 1 && is(0, "User") && !parts[1].isEmpty() ? parts[1] : null;
  }

  /** What a request with this path is. */
  Kind kind(String method) {
    if (parts.length == 1 && is(0, "SystemInfo") && method.equals("GET")) {
      return Kind.SYSTEM_INFO;
    }
    boolean put = method.equals("PUT");
    if (put && parts.length == 2 && is(0, "Dialog")) {
      return Kind.CALL_ACTION;
    }
    return user() == null ? Kind.OTHER : ofUser(method, put);
  }

  private Kind ofUser(String method, boolean put) {
    boolean post = method.equals("POST");
    if (parts.length == 2) {
      return put ? Kind.AGENT_STATE : Kind.OTHER;
    }
    if (parts.length == 4) {
      return put && is(2, "Media") ? Kind.MEDIA_STATE : Kind.OTHER;
    }
    if (parts.length > 4) {
      return Kind.OTHER;
    }
    if (is(2, "Dialogs")) {
      return post ? Kind.NEW_CALL : method.equals("GET") ? Kind.CALLS : Kind.OTHER;
    }
    if (post && is(2, "ClientLog")) {
      return Kind.CLIENT_LOG;
    }
    return post && is(2, "CompressedClientLog") ? Kind.COMPRESSED_CLIENT_LOG : Kind.OTHER;
  }

  private boolean is(int part, String name) {
    return parts[part].equalsIgnoreCase(name);
  }
}
