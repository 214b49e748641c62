package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Event;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The types that events have ({@link Event#type}), for whoever asks for them by name. */
public final class EventTypes {

  private static final Set<String> ALL = all();

  private EventTypes() {}

  private static Set<String> all() {
    Set<String> all =
        new TreeSet<>(
            Set.of(
                "bosh.poll",
                "clock",
                "finding",
                "notice",
                "proxy.failure",
                "proxy.tunnel",
                "rest",
                "websocket.closed",
                "websocket.ping"));
    words("finesse.", Event.Subject.values()).forEach(all::add);
    words("xmpp.", Event.StanzaKind.values()).forEach(all::add);
    Stream.of(Event.Transport.values())
        .map(transport -> transport.word() + ".session")
        .forEach(all::add);
    return all;
  }

  private static Stream<String> words(String family, Enum<?>[] values) {
    return Arrays.stream(values).map(value -> family + value.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Whether events can be asked for by this name: it is that of a type, or of a family of types.
   */
  public static boolean isNameOrFamily(String name) {
    String family = name.endsWith(".") ? name : name + ".";
    return ALL.contains(name) || ALL.stream().anyMatch(type -> type.startsWith(family));
  }

  /** All of them, for a person. */
  public static String list() {
    return String.join(", ", ALL);
  }
}
