package dev.boshtap.proxy.config;

import java.util.List;

/**
 * The text of a setting, as it was found somewhere.
 *
 * @param texts the value; one for a single setting, any number for a list, none for "not set"
 * @param list whether it was written as a list
 * @param origin where
 */
record Found(List<String> texts, boolean list, Origin origin) {
  Found {
    texts = List.copyOf(texts);
  }

  String shown() {
    return list ? "[" + String.join(", ", texts) + "]" : String.join("", texts);
  }
}
