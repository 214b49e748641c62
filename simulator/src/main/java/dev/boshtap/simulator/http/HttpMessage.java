package dev.boshtap.simulator.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request that was read whole.
 *
 * @param method the HTTP method
 * @param target the target as sent, query included
 * @param headers its header fields
 * @param body its body, framing removed
 */
public record HttpMessage(String method, String target, HttpHeaders headers, byte[] body) {

  /** The target without its query. */
  public String path() {
    return pathOf(target);
  }

  /** Whether the query names that parameter, with or without a value. */
  public boolean asks(String parameter) {
    return new QueryStringDecoder(target).parameters().containsKey(parameter);
  }

  /** The first value of a header field. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
