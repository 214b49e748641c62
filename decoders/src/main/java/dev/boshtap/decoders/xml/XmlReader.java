package dev.boshtap.decoders.xml;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML into trees. Refuses document types (so neither entities nor files are ever fetched),
 * trees deeper than {@link Limits#xmlDepth} and texts larger than {@link Limits#inflatedBody};
 * never throws for what came from the wire. Safe for use by several threads.
 */
public final class XmlReader {

  private static final char REPLACEMENT = '\uFFFD';

  private final Limits limits;
  private final Set<String> units;

  /**
   * A reader that keeps to {@code limits}.
   *
   * @param units the names of the root's children at which reading goes on after a break, as sent
   *     with their prefix; elements of the same name as a broken one need not be named
   */
  public XmlReader(Limits limits, Set<String> units) {
    this.limits = limits;
    this.units = Set.copyOf(units);
  }

  /** Reads a body. */
  public XmlReading read(BodyContent content) {
    Element root = isPlain(content) ? parsed(content.bytes()) : null;
    if (root != null) {
      return new XmlReading.Tree(root);
    }
    String text = content.text();
    XmlReading reading = read(text);
    // Malformed bytes leave this character, which a sender may also mean.
    int malformed = text.indexOf(REPLACEMENT) < 0 ? -1 : content.malformedAt();
    if (malformed < 0) {
      return reading;
    }
    List<Event.Unreadable> damage = new ArrayList<>();
    String reason = "bytes that are not " + content.charset() + ", replaced";
    damage.add(unreadable(reason, malformed, text, text.lastIndexOf('<', malformed), limits));
    damage.addAll(reading.damage());
    return new XmlReading.Broken(damage, reading.root());
  }

  /**
   * Whether the parser may have the bytes as they are, which saves a copy: the common case. A text
   * with a declaration might tell it another charset than the one that counts.
   */
  private boolean isPlain(BodyContent content) {
    byte[] bytes = content.bytes();
    return content.charset().equals(StandardCharsets.UTF_8)
        && bytes.length > 1
        && bytes.length <= limits.inflatedBody()
        && bytes[0] == '<'
        && bytes[1] != '?'
        && Utf8.isPlain(bytes)
        && !Tags.anyTooLong(bytes);
  }

  /** Reads a text. */
  public XmlReading read(String text) {
    if (text.length() > limits.inflatedBody()) {
      String reason =
          "text of %d characters (limit: %d)".formatted(text.length(), limits.inflatedBody());
      return new XmlReading.Broken(
          List.of(unreadable(reason, limits.inflatedBody(), text, 0, limits)), null);
    }
    if (Tags.anyTooLong(text)) {
      return new Salvage(text, limits, units).read();
    }
    Element root = parsed(text);
    return root == null ? new Salvage(text, limits, units).read() : new XmlReading.Tree(root);
  }

  private @Nullable Element parsed(byte[] utf8) {
    try (Parser parser = Parser.over(utf8)) {
      return parsed(parser);
    } catch (XMLStreamException | RuntimeException e) {
      return null;
    }
  }

  private @Nullable Element parsed(String text) {
    try (Parser parser = Parser.over(text)) {
      return parsed(parser);
    } catch (XMLStreamException | RuntimeException e) {
      // Unchecked too: the parser is not ours, and no text may make it stop the recording.
      return null;
    }
  }

  private @Nullable Element parsed(Parser parser) throws XMLStreamException {
    TreeBuilder builder = new TreeBuilder(limits.xmlDepth());
    builder.read(parser.reader(), 0, 0);
    return builder.root();
  }

  /** A break at {@code place}, quoted from {@code from} on. */
  static Event.Unreadable unreadable(
      String reason, int place, String text, int from, Limits limits) {
    int start = Math.max(0, from);
    int end = Math.min(text.length(), start + limits.raw());
    return new Event.Unreadable(reason, place, text.substring(start, end));
  }
}
