package dev.boshtap.decoders.wire;

import java.util.List;
import java.util.Optional;

/**
 * A request line and its header fields.
 *
 * @param method as sent, for example {@code POST}
 * @param target the request target as sent, for example {@code /http-bind/}
 * @param version as sent, for example {@code HTTP/1.1}
 * @param headers in the order sent
 */
public record RequestHead(String method, String target, String version, List<Header> headers) {

  /** Keeps its own copy of the headers. */
  public RequestHead {
    headers = List.copyOf(headers);
  }

  /** The first value of a field, its name compared without case. */
  public Optional<String> header(String name) {
    return Headers.first(headers, name);
  }

  /** The target's path without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
