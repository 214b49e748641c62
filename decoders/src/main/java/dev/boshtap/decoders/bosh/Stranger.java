package dev.boshtap.decoders.bosh;

import dev.boshtap.decoders.Limits;
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

  static Event.Unreadable describe(String text, XmlReading reading, Limits limits) {
    String raw = text.substring(0, Math.min(text.length(), limits.raw()));
    Event.Unreadable firstBreak = reading.damage().isEmpty() ? null : reading.damage().get(0);
    long offset = reading.root() != null || firstBreak == null ? 0 : firstBreak.offset();
    return Secrets.masked(new Event.Unreadable(reason(text, reading), offset, raw));
  }

  private static String reason(String text, XmlReading reading) {
    String start = text.strip();
    if (start.isEmpty()) {
      return "nothing (expected: a BOSH body)";
    }
    Element root = reading.root();
    if (isHtml(start, root)) {
      String title = title(start);
      return title.isEmpty()
          ? "HTML page, not BOSH"
          : "HTML page, not BOSH: title \"" + title + "\"";
    }
    if (root != null) {
      return "XML <%s>%s, not BOSH"
          .formatted(root.name(), root.namespace().isEmpty() ? "" : " of " + root.namespace());
    }
    if (start.startsWith("<")) {
      return "no BOSH body could be read: " + reading.damage().get(0).reason();
    }
    String beginning = oneLine(start.substring(0, Math.min(start.length(), BEGINNING)));
    return "no XML, not BOSH: begins with \"" + beginning + "\"";
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
