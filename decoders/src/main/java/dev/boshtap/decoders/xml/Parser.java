package dev.boshtap.decoders.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/** Aalto over a text, without DTDs; closed, it gives its buffers back for the next one. */
final class Parser implements AutoCloseable {

  private static final XMLInputFactory2 FACTORY = factory();
  private static final String OWN_WORDS = "\nMessage: ";

  private final XMLStreamReader2 reader;

  private Parser(XMLStreamReader reader) {
    this.reader = (XMLStreamReader2) reader;
  }

  private static XMLInputFactory2 factory() {
    XMLInputFactory2 factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // A lazy reader throws unchecked when asked for a text; this one tells in next().
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    return factory;
  }

  static Parser over(byte[] utf8) throws XMLStreamException {
    return new Parser(
        FACTORY.createXMLStreamReader(new Stax2ByteArraySource(utf8, 0, utf8.length)));
  }

  static Parser over(String text) throws XMLStreamException {
    return new Parser(FACTORY.createXMLStreamReader(new StringReader(text)));
  }

  /** A parser that reads {@code above} and then {@code text} from {@code start} on. */
  static Parser over(String above, String text, int start) throws XMLStreamException {
    return new Parser(FACTORY.createXMLStreamReader(new Spliced(above, text, start)));
  }

  XMLStreamReader2 reader() {
    return reader;
  }

  /** The parser's words, one line. */
  static String reason(Exception e) {
    String message = e.getMessage();
    if (message == null || !(e instanceof XMLStreamException)) {
      return "the XML parser gave up (" + e.getClass().getSimpleName() + ")";
    }
    if (message.toLowerCase(Locale.ROOT).contains("end-of-input")) {
      return "the text ends early";
    }
    // XMLStreamException puts a heading above the words it is made with.
    int own = message.indexOf(OWN_WORDS);
    if (own >= 0) {
      return message.substring(own + OWN_WORDS.length());
    }
    int line = message.indexOf('\n');
    return line < 0 ? message : message.substring(0, line);
  }

  /** The place of a break in the parser's text, in characters; 0 when the parser does not say. */
  static int offset(Exception e) {
    boolean placed = e instanceof XMLStreamException stream && stream.getLocation() != null;
    return placed ? Math.max(0, ((XMLStreamException) e).getLocation().getCharacterOffset()) : 0;
  }

  @Override
  public void close() throws XMLStreamException {
    reader.close();
  }

  /** Two texts, one after the other, without a copy of either. */
  private static final class Spliced extends Reader {
    private final String first;
    private final String second;
    private int firstAt;
    private int secondAt;

    Spliced(String first, String second, int secondAt) {
      this.first = first;
      this.second = second;
      this.secondAt = secondAt;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
      if (firstAt < first.length()) {
        int n = Math.min(length, first.length() - firstAt);
        first.getChars(firstAt, firstAt + n, into, offset);
        firstAt += n;
        return n;
      }
      int n = Math.min(length, second.length() - secondAt);
      second.getChars(secondAt, secondAt + n, into, offset);
      secondAt += n;
      return n == 0 ? -1 : n;
    }

    @Override
    public void close() {}
  }
}
