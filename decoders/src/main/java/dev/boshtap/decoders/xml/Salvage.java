package dev.boshtap.decoders.xml;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what can be read of a text that is not well-formed. After each break it gives up the
 * innermost elements that were open, looks for the next start tag of the kind of one of them, or of
 * a unit, and lets a new parser go on there, below the elements that are still open.
 */
final class Salvage {

  /** So many breaks say all there is to say. */
  private static final int MOST_BREAKS = 200;

  private final String text;
  private final Mending mending;
  private final Limits limits;
  private final Set<String> units;
  private final TreeBuilder builder;
  private final List<Event.Unreadable> damage = new ArrayList<>();

  /** Where the present parser began, and so where the next one must not. */
  private int resumed;

  /** Characters that may still be looked at: bounds the work for a text that is all breaks. */
  private long budget;

  Salvage(String text, Limits limits, Set<String> units) {
    this.mending = Mending.of(text);
    this.text = mending.text();
    this.limits = limits;
    this.units = units;
    this.builder = new TreeBuilder(limits.xmlDepth());
    this.budget = 16L * text.length() + 65_536;
  }

  /** Reads the text. */
  XmlReading read() {
    if (mending.firstPlace() >= 0) {
      damage.add(mended());
    }
    while (true) {
      String above = startTags();
      budget -= above.length();
      try (Parser parser = Parser.over(above, text, resumed)) {
        builder.read(parser.reader(), builder.depth(), resumed - above.length());
        break;
      } catch (TreeBuilder.Refused e) {
        return new XmlReading.Broken(
            List.of(unreadable(Parser.reason(e), 0, 0, text.length())), null);
      } catch (XMLStreamException | RuntimeException e) {
        int place = Parser.offset(e) - above.length() + resumed;
        if (!resumeAfter(Math.max(resumed, Math.min(place, text.length())), Parser.reason(e))) {
          break;
        }
      }
    }
    Element root = builder.root();
    return damage.isEmpty() && root != null
        ? new XmlReading.Tree(root)
        : new XmlReading.Broken(damage, root);
  }

  /** The start tags of the elements that are open, as sent, with all that they declare. */
  private String startTags() {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < builder.depth(); i++) {
      tags.append(text, builder.start(i), Tags.end(text, builder.start(i), text.length()));
    }
    return tags.toString();
  }

  /** Notes a break and finds where to go on; false when there is no such place. */
  private boolean resumeAfter(int place, String reason) {
    int depth = builder.depth();
    if (builder.root() != null && depth == 0) {
      damage.add(unreadable("after the root element: " + reason, place, place, text.length()));
      return false;
    }
    Resumption next = depth == 0 ? null : next(place);
    int keep = next == null ? 0 : next.depth();
    // Quoted from the outermost element that is given up, but for the root, which is given up last.
    int given = Math.max(keep, Math.min(1, depth - 1));
    int from = given < depth ? builder.start(given) : tagBefore(place);
    Event.Unreadable why =
        unreadable(reason, place, from, next == null ? text.length() : next.place());
    damage.add(why);
    for (int i = keep; i < depth; i++) {
      builder.open(i).damage(why);
    }
    builder.abandon(keep);
    if (next == null) {
      return false;
    }
    budget -= next.place() - resumed;
    resumed = next.place();
    return true;
  }

  private int tagBefore(int place) {
    return Math.max(0, text.lastIndexOf('<', place));
  }

  /**
   * A start tag to go on with.
   *
   * @param place where it stands
   * @param depth how many of the open elements it stands in
   */
  private record Resumption(int place, int depth) {}

  /** A name to look for: from where on, and what depth it belongs to. */
  private record Wanted(int from, int depth) {}

  private @Nullable Resumption next(int place) {
    if (damage.size() >= MOST_BREAKS || budget < 0) {
      return null;
    }
    Map<String, Wanted> wanted = wanted(place);
    int from = text.length();
    for (Wanted each : wanted.values()) {
      from = Math.min(from, each.from());
    }
    for (int i = text.indexOf('<', from); i >= 0; i = text.indexOf('<', i + 1)) {
      Wanted match = wanted.get(nameAt(i + 1));
      if (match != null && match.from() <= i) {
        budget -= i - from;
        return new Resumption(i, match.depth());
      }
    }
    budget -= text.length() - from;
    return null;
  }

  private Map<String, Wanted> wanted(int place) {
    int depth = builder.depth();
    // The parser may have taken the sign that begins the next tag for a part of the broken one.
    int after = Math.max(resumed + 1, place - 2);
    Map<String, Wanted> wanted = new HashMap<>();
    for (String unit : units) {
      wanted.put(unit, new Wanted(depth > 1 ? builder.start(1) + 1 : after, 1));
    }
    for (int i = 1; i < depth; i++) {
      wanted.put(
          nameAt(builder.start(i) + 1), new Wanted(Math.max(resumed + 1, builder.start(i) + 1), i));
    }
    List<Element> siblings = builder.open(depth - 1).children();
    if (!siblings.isEmpty()) {
      String name = siblings.get(siblings.size() - 1).name();
      wanted.putIfAbsent(name, new Wanted(after, depth));
    }
    return wanted;
  }

  /** The name that begins at {@code from}, its prefix included; at most a bounded part of it. */
  private String nameAt(int from) {
    int end = from;
    int last = Math.min(text.length(), from + 64);
    while (end < last && !Mending.isNameEnd(text.charAt(end))) {
      end++;
    }
    return text.substring(from, end);
  }

  /** What was mended, quoted from the tag before it to the next one. */
  private Event.Unreadable mended() {
    String original = mending.original();
    int place = mending.firstPlace();
    int next = original.indexOf('<', place + 1);
    return XmlReader.unreadable(
        mending.reason(),
        place,
        next < 0 ? original : original.substring(0, next),
        original.lastIndexOf('<', place),
        limits);
  }

  private Event.Unreadable unreadable(String reason, int place, int from, int to) {
    int end = Math.min(to, from + limits.raw());
    return new Event.Unreadable(reason, mending.original(place), text.substring(from, end));
  }
}
