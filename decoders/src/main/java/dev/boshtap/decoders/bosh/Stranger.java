package dev.boshtap.decoders.bosh;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshReading.Kind;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.References;
import dev.boshtap.decoders.xml.XmlReading;
import dev.boshtap.decoders.xmpp.Secrets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a text is that is not BOSH: who answered instead is often told by its title. */
final class Stranger {

  private static final int LONGEST_TITLE = 120;
  private static final int BEGINNING = 40;

  private Stranger() {}

  static BoshReading.NotBosh describe(String text, XmlReading reading, Limits limits) {
    String raw = text.substring(0, Math.min(text.length(), limits.raw()));
    Event.Unreadable firstBreak = reading.damage().isEmpty() ? null : reading.damage().get(0);
    long offset = reading.root() != null || firstBreak == null ? 0 : firstBreak.offset();
    String start = text.strip();
    Kind kind = kind(start, reading.root());
    String title = kind == Kind.WEB_PAGE ? title(start) : "";
    String reason = reason(kind, title, start, reading);
    return new BoshReading.NotBosh(
        Secrets.masked(new Event.Unreadable(reason, offset, raw)), kind, title);
  }

  private static Kind kind(String start, @Nullable Element root) {
    if (start.isEmpty()) {
      return Kind.NOTHING;
    }
    if (isHtml(start, root)) {
      return Kind.WEB_PAGE;
    }
    if (root != null) {
      return Kind.OTHER_XML;
    }
    return start.startsWith("<") ? Kind.BROKEN_XML : Kind.NO_XML;
  }

  private static String reason(Kind kind, String title, String start, XmlReading reading) {
    Element root = reading.root();
    return switch (kind) {
      case NOTHING -> "nothing (expected: a BOSH body)";
      case WEB_PAGE ->
          title.isEmpty() ? "HTML page, not BOSH" : "HTML page, not BOSH: title \"" + title + "\"";
      case OTHER_XML ->
          root == null
              ? "other XML, not BOSH"
              : "XML <%s>%s, not BOSH"
                  .formatted(
                      root.name(), root.namespace().isEmpty() ? "" : " of " + root.namespace());
      case BROKEN_XML -> "no BOSH body could be read: " + reading.damage().get(0).reason();
      case NO_XML -> {
        String beginning = oneLine(start.substring(0, Math.min(start.length(), BEGINNING)));
        yield "no XML, not BOSH: begins with \"" + beginning + "\"";
      }
    };
  }

  private static boolean isHtml(String start, @Nullable Element root) {
    if (root != null && root.name().equalsIgnoreCase("html")) {
      return true;
    }
    String head = start.substring(0, Math.min(start.length(), 2_000)).toLowerCase(Locale.ROOT);
    return head.startsWith("<!doctype html") || head.contains("<html") || head.contains("<title");
  }

  private static String title(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int tag = lower.indexOf("<title");
    int start = tag < 0 ? -1 : lower.indexOf('>', tag);
    if (start < 0) {
      return "";
    }
    int end = lower.indexOf("</title", start);
    int last = end < 0 ? text.length() : end;
    String title = text.substring(start + 1, Math.min(last, start + 1 + 4 * LONGEST_TITLE));
    String line = oneLine(References.resolve(title));
    return line.substring(0, Math.min(line.length(), LONGEST_TITLE));
  }

  private static String oneLine(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = Character.isWhitespace(c) || Character.isISOControl(c);
      if (!space) {
        out.append(c);
      } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    return out.toString().strip();
  }
}
