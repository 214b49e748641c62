package dev.boshtap.proxy.config;

import java.util.List;

/**
 * A setting given on the command line.
 *
 * @param key the setting, as in {@code config.yaml}: {@code upstream.proxy}
 * @param name the option as the person typed it: {@code --upstream-proxy}
 * @param texts its values, one for a setting that is not a list
 */
public record Flag(String key, String name, List<String> texts) {

  /** Keeps the values as they are now. */
  public Flag {
    texts = List.copyOf(texts);
  }
}
