package dev.boshtap.exporters.har;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The query of a request's target, taken apart. */
final class Urls {

  private Urls() {}

  /** A name and its value, decoded. */
  record Parameter(String name, String value) {}

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
