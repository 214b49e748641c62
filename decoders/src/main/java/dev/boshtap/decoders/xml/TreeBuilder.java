package dev.boshtap.decoders.xml;

import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Hangs what a parser tells into a tree. Its open elements outlive the parser, so that another one
 * may go on further down the text; see {@link Salvage}.
 */
final class TreeBuilder {

  /** More elements than this are no event's; a tree is some forty times the size of its text. */
  private static final int MOST_ELEMENTS = 500_000;

  private final int maxDepth;

  private Element[] open = new Element[8];
  private int[] starts = new int[8];

  /** Text of elements that hold more than one piece; joined once, at their end. */
  private @Nullable StringBuilder[] mixed = new StringBuilder[8];

  private int depth;
  private int elements;
  private @Nullable Element root;

  TreeBuilder(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  @Nullable Element root() {
    return root;
  }

  /** How many elements are open. */
  int depth() {
    return depth;
  }

  /** The {@code i}th open element, the root being 0. */
  Element open(int i) {
    return open[i];
  }

  /** Where the {@code i}th open element's start tag stands. */
  int start(int i) {
    return starts[i];
  }

  /** Reads to the end of the document; start tags of the first {@code skip} elements are known. */
  void read(XMLStreamReader2 reader, int skip, int shift) throws XMLStreamException {
    int known = skip;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (known > 0) {
            known--;
          } else {
            start(reader, shift);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader);
        case XMLStreamConstants.DTD -> throw new Refused("document type (expected: none)");
        default -> {}
      }
    }
  }

  /** Leaves the elements from {@code newDepth} on unfinished. */
  void abandon(int newDepth) {
    while (depth > newDepth) {
      end();
    }
  }

  private void start(XMLStreamReader2 reader, int shift) throws XMLStreamException {
    if (depth == maxDepth) {
      throw new XMLStreamException(
          "element <%s> is deeper than %d levels (limit)"
              .formatted(reader.getLocalName(), maxDepth),
          reader.getLocation());
    }
    if (++elements > MOST_ELEMENTS) {
      throw new Refused("more than " + MOST_ELEMENTS + " elements (limit)");
    }
    int attributes = reader.getAttributeCount();
    Element element = new Element(reader.getNamespaceURI(), reader.getLocalName(), attributes);
    for (int i = 0; i < attributes; i++) {
      element.setAttribute(
          i,
          reader.getAttributeNamespace(i),
          reader.getAttributeLocalName(i),
          reader.getAttributeValue(i));
    }
    if (depth > 0) {
      open[depth - 1].append(element);
    } else {
      root = element;
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
      starts = Arrays.copyOf(starts, 2 * depth);
      mixed = Arrays.copyOf(mixed, 2 * depth);
    }
    starts[depth] = (int) reader.getLocationInfo().getStartingCharOffset() + shift;
    open[depth++] = element;
  }

  private void text(XMLStreamReader2 reader) throws XMLStreamException {
    Element element = open[depth - 1];
    if (element.hasChildren() && reader.isWhiteSpace()) {
      return;
    }
    String piece = reader.getText();
    if (element.text().isEmpty()) {
      element.text(piece);
      return;
    }
    StringBuilder pieces = mixed[depth - 1];
    if (pieces == null) {
      pieces = new StringBuilder(element.text());
      mixed[depth - 1] = pieces;
    }
    pieces.append(piece);
  }

  private void end() {
    depth--;
    Element element = open[depth];
    StringBuilder pieces = mixed[depth];
    if (pieces != null) {
      element.text(pieces.toString());
      mixed[depth] = null;
    } else if (element.hasChildren() && element.text().isBlank()) {
      element.text("");
    }
  }

  /** The document is not to be read, nor any part of it. */
  static final class Refused extends XMLStreamException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }
}
