package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes notices. */
final class Signs {

  private Signs() {}

  /** A notice that its own exchange shows. */
  static Event notice(Context context, Sign sign, String text, Map<String, String> details) {
    return new Event.Notice(context, sign, text, List.of(context.exchange()), details);
  }

  /** A notice that an exchange before shows too, 0 for none. */
  static Event notice(
      Context context, Sign sign, String text, long before, Map<String, String> details) {
    return before == 0 || before == context.exchange()
        ? notice(context, sign, text, details)
        : new Event.Notice(context, sign, text, List.of(before, context.exchange()), details);
  }

  /** Names and values in turn; what has no value is left out. */
  static Map<String, String> details(@Nullable String... namesAndValues) {
    Map<String, String> details = new LinkedHashMap<>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      String name = namesAndValues[i];
      String value = namesAndValues[i + 1];
      if (name != null && value != null) {
        details.put(name, value);
      }
    }
    return details;
  }

  /** {@code 2.0 s}. */
  static String seconds(Duration span) {
    return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0);
  }

  /** The same event's context at another time. */
  static Context at(Context context, Moment when) {
    return new Context(
        when,
        context.connection(),
        context.exchange(),
        context.agent(),
        context.jid(),
        context.sid(),
        context.rid());
  }
}
