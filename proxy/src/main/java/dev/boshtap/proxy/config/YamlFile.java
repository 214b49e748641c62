package dev.boshtap.proxy.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads a configuration file into texts by key, each with its line. */
final class YamlFile {

  private final Path file;
  private final Map<String, Setting<?>> known;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final JsonParser parser;

  private YamlFile(Path file, Map<String, Setting<?>> known, JsonParser parser) {
    this.file = file;
    this.known = known;
    this.parser = parser;
  }

  /**
   * Everything that is set in a file.
   *
   * @throws ConfigException for a key that is not known, and for what is not YAML
   * @throws IOException if the file cannot be read
   */
  static Map<String, Found> read(Path file, Map<String, Setting<?>> known)
      throws ConfigException, IOException {
    byte[] content = read(file);
    try (JsonParser parser =
        YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), content)) {
      YamlFile reading = new YamlFile(file, known, parser);
      JsonToken first = parser.nextToken();
      if (first != null && first != JsonToken.VALUE_NULL) {
        reading.expect(first == JsonToken.START_OBJECT, "settings, KEY: VALUE");
        reading.group("");
      }
      return reading.found;
    } catch (JacksonException e) {
      String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ConfigException(file + ":" + Math.max(line, 1) + ": not YAML (" + said + ")");
    }
  }

  private void group(String prefix) throws ConfigException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = prefix + parser.currentName();
      int line = line();
      JsonToken value = parser.nextToken();
      if (known.containsKey(key)) {
        if (found.containsKey(key)) {
          throw refused(line, key + ": set twice (expected: once)");
        }
        value(key, line, value);
      } else if (isGroup(key)) {
        if (value != JsonToken.VALUE_NULL) {
          expect(value == JsonToken.START_OBJECT, key + ": a group of settings");
          group(key + ".");
        }
      } else {
        throw unknown(line, key, key.substring(prefix.length()), knownAt(prefix));
      }
    }
  }

  private void value(String key, int line, JsonToken token) throws ConfigException {
    Origin origin = new Origin.Line(file, line);
    if (token == JsonToken.START_ARRAY) {
      List<String> texts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        texts.add(element(key, parser.currentToken()));
      }
      found.put(key, new Found(texts, true, origin));
    } else if (token != JsonToken.VALUE_NULL) {
      expect(token.isScalarValue(), key + ": a value, not a group");
      found.put(key, new Found(List.of(parser.getString()), false, origin));
    }
  }

  private String element(String key, JsonToken token) throws ConfigException {
    Set<String> fields = known.get(key).fields();
    if (fields.isEmpty() || token != JsonToken.START_OBJECT) {
      expect(token.isScalarValue(), key + ": a list of single values");
      return parser.getString();
    }
    List<String> pairs = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (!fields.contains(name)) {
        throw unknown(line(), key + "." + name, name, fields);
      }
      expect(parser.nextToken().isScalarValue(), key + "." + name + ": a single value");
      pairs.add(name + "=" + parser.getString());
    }
    return String.join(";", pairs);
  }

  private boolean isGroup(String key) {
    return known.keySet().stream().anyMatch(name -> name.startsWith(key + "."));
  }

  private Set<String> knownAt(String prefix) {
    return known.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
        .collect(Collectors.toSet());
  }

  private ConfigException unknown(int line, String key, String name, Set<String> names) {
    return refused(
        line,
        "%s: unknown key (%sknown here: %s)"
            .formatted(
                key,
                Similar.to(name, names).map(meant -> "did you mean " + meant + "? ").orElse(""),
                String.join(", ", new TreeSet<>(names))));
  }

  private void expect(boolean as, String expected) throws ConfigException {
    if (!as) {
      throw refused(line(), "expected: " + expected);
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private ConfigException refused(int line, String message) {
    return new ConfigException(file + ":" + line + ": " + message);
  }

  /** Some systems say of a folder no more than that it is one. */
  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }
}
