package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.XmlReader;
import dev.boshtap.exporters.read.IsoTime;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session's {@code _m.xml} says: timers, flags, bits. Of a file that cannot be read, what
 * can be; times that never came ({@code 0001-01-01}) are absent.
 *
 * @param bits {@code BitFlags}, see {@link SessionFlags}
 * @param timers the attributes of {@code SessionTimers}
 * @param flags the flags by their names in lower case
 */
record SessionMetadata(long bits, Map<String, String> timers, Map<String, String> flags) {

  /** Nothing known. */
  static final SessionMetadata NONE = new SessionMetadata(0, Map.of(), Map.of());

  private static final XmlReader XML = new XmlReader(Limits.DEFAULTS, Set.of("SessionFlags"));

  /** Longer spans are no spans. */
  private static final long MOST_MILLIS = 1_000_000_000_000L;

  static SessionMetadata read(byte[] file) {
    Element root = XML.read(new String(file, charset(file))).root();
    if (root == null) {
      return NONE;
    }
    Map<String, String> timers = new HashMap<>();
    Map<String, String> flags = new HashMap<>();
    for (Element child : root.children()) {
      if (child.name().equals("SessionTimers")) {
        for (int i = 0; i < child.attributeCount(); i++) {
          timers.put(child.attributeName(i), child.attributeValue(i));
        }
      } else if (child.name().equals("SessionFlags")) {
        for (Element flag : child.children()) {
          String name = flag.attribute("N");
          String value = flag.attribute("V");
          if (name != null && value != null) {
            flags.put(name.toLowerCase(Locale.ROOT), value);
          }
        }
      }
    }
    return new SessionMetadata(number(root.attribute("BitFlags")), timers, flags);
  }

  boolean has(int bit) {
    return (bits & bit) != 0;
  }

  /** The moment of the first of these timers that has one, or null. */
  @Nullable Instant at(String... names) {
    for (String name : names) {
      String text = timers.get(name);
      Instant at = text == null ? null : IsoTime.parse(text);
      if (at != null) {
        return at;
      }
    }
    return null;
  }

  /** A timer in milliseconds. */
  Duration span(String name) {
    long millis = number(timers.get(name));
    return millis < 0 || millis > MOST_MILLIS ? Duration.ZERO : Duration.ofMillis(millis);
  }

  /** The flag of that name, in lower case. */
  Optional<String> flag(String name) {
    return Optional.ofNullable(flags.get(name));
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** By its byte order mark; Fiddler writes UTF-8. */
  private static Charset charset(byte[] file) {
    boolean utf16 =
        file.length >= 2
            && ((file[0] == (byte) 0xfe && file[1] == (byte) 0xff)
                || (file[0] == (byte) 0xff && file[1] == (byte) 0xfe));
    return utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }
}
