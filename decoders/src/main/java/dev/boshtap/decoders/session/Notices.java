package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a notice together: its text of our own words and numbers, the exchanges that show it, and
 * under the wire's names what the wire said.
 */
public final class Notices {

  private final Context context;
  private final Sign sign;
  private final String text;
  private final List<Long> evidence = new ArrayList<>(2);
  private final Map<String, String> details = new LinkedHashMap<>(4);

  private Notices(Context context, Sign sign, String text) {
    this.context = context;
    this.sign = sign;
    this.text = text;
  }

  /** A notice of that sign; {@code text} holds nothing that came from the wire. */
  public static Notices of(Context context, Sign sign, String text) {
    return new Notices(context, sign, text);
  }

  /** Exchanges that show it, besides the context's own; 0 is none. */
  public Notices shownBy(long... exchanges) {
    for (long exchange : exchanges) {
      if (exchange != 0 && !evidence.contains(exchange)) {
        evidence.add(exchange);
      }
    }
    return this;
  }

  /** What the wire said, under the name it has there; null and empty are left out. */
  public Notices detail(String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      details.put(name, value.toString());
    }
    return this;
  }

  /** The notice. */
  public Event toEvent() {
    shownBy(context.exchange());
    evidence.sort(null);
    return new Event.Notice(context, sign, text, evidence, details);
  }

  /** A span as a person says it: {@code 0.4 s}, {@code 110 s}. */
  public static String seconds(Duration span) {
    long millis = span.toMillis();
    if (millis == 0 && !span.isZero()) {
      return "less than 1 ms";
    }
    if (millis != 0 && Math.abs(millis) < 100) {
      return millis + " ms";
    }
    return Math.abs(millis) < 100_000 && millis % 1_000 != 0
        ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
        : Math.round(millis / 1_000.0) + " s";
  }
}
