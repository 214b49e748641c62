package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Flag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the options that were given, as settings. */
final class Flags {

  private final List<Flag> given = new ArrayList<>();

  Flags value(String key, String option, @Nullable String text) {
    if (text != null) {
      given.add(new Flag(key, option, List.of(text)));
    }
    return this;
  }

  Flags values(String key, String option, List<String> texts) {
    if (!texts.isEmpty()) {
      given.add(new Flag(key, option, texts));
    }
    return this;
  }

  /** An option without a value: the setting becomes {@code text} when it was given. */
  Flags when(boolean is, String key, String option, String text) {
    return value(key, option, is ? text : null);
  }

  List<Flag> list() {
    return List.copyOf(given);
  }
}
