package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Terms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The terms of a BOSH session as properties of its event: what was granted, and below {@code asked}
 * what was asked for, by the protocol's own names.
 */
final class TermsJson {

  private TermsJson() {}

  static void write(JsonGenerator out, Terms terms) {
    Terms.Granted granted = terms.granted();
    seconds(out, "wait", granted.longestWait());
    number(out, "hold", granted.hold());
    seconds(out, "inactivity", granted.inactivity());
    number(out, "requests", granted.requests());
    seconds(out, "polling", granted.polling());
    seconds(out, "maxpause", granted.longestPause());
    if (terms.asked() != null) {
      out.writeObjectPropertyStart("asked");
      asked(out, terms.asked());
      out.writeEndObject();
    }
    text(out, "clientLibrary", terms.clientLibrary());
  }

  private static void asked(JsonGenerator out, Terms.Asked asked) {
    seconds(out, "wait", asked.longestWait());
    number(out, "hold", asked.hold());
    text(out, "ver", asked.version());
    text(out, "to", asked.domain());
  }

  private static void seconds(JsonGenerator out, String name, @Nullable Duration span) {
    if (span != null) {
      out.writeNumberProperty(name, span.toSeconds());
    }
  }

  private static void number(JsonGenerator out, String name, @Nullable Integer number) {
    if (number != null) {
      out.writeNumberProperty(name, number);
    }
  }

  private static void text(JsonGenerator out, String name, @Nullable String text) {
    if (text != null) {
      out.writeStringProperty(name, text);
    }
  }
}
