package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.HostPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** URLs of exchanges, from a server and a request target. */
final class Urls {

  /** What RFC 3986 has no place for, though browsers send it in a target. */
  private static final String ILLEGAL = "\"<>\\^`{|}";

  private Urls() {}

  /** A name and its value, decoded. */
  record Parameter(String name, String value) {}

  /** The URL of a request to an intercepted server. */
  static String url(HostPort server, String target) {
    boolean absolute = target.startsWith("http://") || target.startsWith("https://");
    String raw =
        absolute ? target : "https://" + server + (target.startsWith("/") ? "" : "/") + target;
    StringBuilder url = new StringBuilder(raw.length());
    for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c <= ' ' || c >= 0x7f || ILLEGAL.indexOf(c) >= 0) {
        url.append("%%%02X".formatted((int) c));
      } else {
        url.append(c);
      }
    }
    return url.toString();
  }

  /** The parameters of a target's query. */
  static List<Parameter> query(String target) {
    int question = target.indexOf('?');
    if (question < 0 || question == target.length() - 1) {
      return List.of();
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : target.substring(question + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.add(
          equals < 0
              ? new Parameter(decoded(pair), "")
              : new Parameter(
                  decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // A stray % is no encoding.
    }
  }
}
