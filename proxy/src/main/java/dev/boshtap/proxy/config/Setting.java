package dev.boshtap.proxy.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One setting: its key, its default, and how its text becomes a value.
 *
 * @param <T> the value
 */
final class Setting<T> {

  /** Reads one text; throws {@link IllegalArgumentException} when it is not as expected. */
  @FunctionalInterface
  interface Reader<V> {
    /**
     * The value of a text.
     *
     * @param folder relative paths begin here
     */
    V read(String text, Path folder);
  }

  private interface Collector<T> {
    T collect(List<String> texts, Path folder);
  }

  private final String key;
  private final List<String> fallback;
  private final boolean list;
  private final String expected;
  private final Collector<T> collector;
  private final Set<String> fields;

  private Setting(
      String key, List<String> fallback, boolean list, String expected, Collector<T> collector) {
    this(key, fallback, list, expected, collector, Set.of());
  }

  private Setting(
      String key,
      List<String> fallback,
      boolean list,
      String expected,
      Collector<T> collector,
      Set<String> fields) {
    this.key = key;
    this.fallback = fallback;
    this.list = list;
    this.expected = expected;
    this.collector = collector;
    this.fields = fields;
  }

  /** A setting that always has a value. */
  static <V> Setting<V> one(String key, String fallback, String expected, Reader<V> reader) {
    return new Setting<>(
        key,
        List.of(fallback),
        false,
        expected,
        (texts, folder) -> reader.read(texts.get(0), folder));
  }

  /** A setting that is not set unless somebody sets it. */
  static <V> Setting<Optional<V>> optional(String key, String expected, Reader<V> reader) {
    return new Setting<>(
        key,
        List.of(),
        false,
        expected,
        (texts, folder) -> texts.stream().findFirst().map(text -> reader.read(text, folder)));
  }

  /** A setting with any number of values, in order. */
  static <V> Setting<List<V>> list(
      String key, List<String> fallback, String expected, Reader<V> reader) {
    return new Setting<>(
        key,
        fallback,
        true,
        "a list of " + expected,
        (texts, folder) -> {
          List<V> values = new ArrayList<>();
          for (String text : texts) {
            try {
              values.add(reader.read(text, folder));
            } catch (IllegalArgumentException e) {
              throw new OneOfSeveral(text, e);
            }
          }
          return List.copyOf(values);
        });
  }

  /** One value of a list is not as expected. */
  private static final class OneOfSeveral extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    OneOfSeveral(String text, IllegalArgumentException cause) {
      super(text, cause);
    }
  }

  /** The same, where a value is a group of settings in the file and {@code name=value;…} here. */
  static <V> Setting<List<V>> groups(
      String key, Set<String> fields, String expected, Reader<V> reader) {
    Setting<List<V>> list = list(key, List.of(), expected, reader);
    return new Setting<>(key, list.fallback, true, list.expected, list.collector, fields);
  }

  String key() {
    return key;
  }

  /** What its values are made of in the file; empty where they are single values. */
  Set<String> fields() {
    return fields;
  }

  boolean isList() {
    return list;
  }

  /** {@code BOSHTAP_UPSTREAM_PROXY} for {@code upstream.proxy}. */
  String variable() {
    return "BOSHTAP_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  Found byDefault() {
    return new Found(fallback, list, new Origin.Default());
  }

  T read(Found found, Path folder) throws ConfigException {
    if (found.list() && !list) {
      throw refused(found, "");
    }
    try {
      return collector.collect(found.texts(), folder);
    } catch (OneOfSeveral e) {
      String which = found.texts().size() > 1 ? ", of which \"" + e.getMessage() + "\"" : "";
      throw refused(found, which);
    } catch (IllegalArgumentException e) {
      throw refused(found, "");
    }
  }

  private ConfigException refused(Found found, String which) {
    String shown = found.list() ? found.shown() : "\"" + found.shown() + "\"";
    return new ConfigException(where(found) + shown + which + " (expected: " + expected + ")");
  }

  /** A flag and a variable name the setting themselves; a line of a file does not. */
  String where(Found found) {
    return found.origin() + ": " + (found.origin() instanceof Origin.Line ? key + ": " : "");
  }
}
