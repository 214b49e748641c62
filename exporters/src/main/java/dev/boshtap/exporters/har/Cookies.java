package dev.boshtap.exporters.har;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Cookies of header fields as a HAR lists them (RFC 6265, 4). */
final class Cookies {

  private Cookies() {}

  /** The cookies of a {@code Cookie} field. */
  static void writeSent(JsonGenerator out, String field) {
    for (String pair : field.split(";", -1)) {
      if (!pair.isBlank()) {
        out.writeStartObject();
        nameAndValue(out, pair.strip());
        out.writeEndObject();
      }
    }
  }

  /** The cookie of a {@code Set-Cookie} field. */
  static void writeSet(JsonGenerator out, String field) {
    String[] parts = field.split(";", -1);
    out.writeStartObject();
    nameAndValue(out, parts[0].strip());
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      attribute(
          out, name.toLowerCase(Locale.ROOT), equals < 0 ? "" : part.substring(equals + 1).strip());
    }
    out.writeEndObject();
  }

  private static void attribute(JsonGenerator out, String name, String value) {
    switch (name) {
      case "path", "domain" -> out.writeStringProperty(name, value);
      case "secure" -> out.writeBooleanProperty("secure", true);
      case "httponly" -> out.writeBooleanProperty("httpOnly", true);
      case "samesite" -> out.writeStringProperty("sameSite", value);
      case "expires" -> expires(out, value);
      default -> {} // Max-Age and what else there is stand in the headers.
    }
  }

  private static void expires(JsonGenerator out, String value) {
    try {
      ZonedDateTime at =
          ZonedDateTime.parse(value.replace('-', ' '), DateTimeFormatter.RFC_1123_DATE_TIME);
      out.writeStringProperty("expires", DateTimeFormatter.ISO_INSTANT.format(at));
    } catch (DateTimeException e) {
      // A date that nobody can read is left to the headers.
    }
  }

  private static void nameAndValue(JsonGenerator out, String pair) {
    int equals = pair.indexOf('=');
    out.writeStringProperty("name", equals < 0 ? "" : pair.substring(0, equals).strip());
    out.writeStringProperty("value", pair.substring(equals + 1).strip());
  }
}
