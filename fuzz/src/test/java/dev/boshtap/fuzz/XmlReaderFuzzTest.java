package dev.boshtap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.XmlReader;
import dev.boshtap.decoders.xml.XmlReading;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: a reading, of no more depth, text or damage than the limits allow. */
class XmlReaderFuzzTest {

  /** A text that is all breaks is given up after so many. */
  private static final int MOST_DAMAGE = 256;

  /** What one character may become where it was put right: an ampersand becomes a reference. */
  private static final int LONGEST_MENDING = 64;

  private final XmlReader reader = new XmlReader(Limits.DEFAULTS, Set.of("message", "presence"));

  static Stream<byte[]> seeds() {
    return Seeds.bodies().stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void reads(byte[] input) {
    within(reader.read(BodyContent.utf8(input)), input.length);
    within(reader.read(new String(input, StandardCharsets.ISO_8859_1)), input.length);
  }

  private static void within(XmlReading reading, int length) {
    if (reading.damage().size() > MOST_DAMAGE) {
      throw new AssertionError(reading.damage().size() + " breaks");
    }
    Element root = reading.root();
    if (root != null && text(root, 1) > (long) LONGEST_MENDING + (long) LONGEST_MENDING * length) {
      throw new AssertionError("more text than was sent");
    }
  }

  private static long text(Element element, int depth) {
    if (depth > Limits.DEFAULTS.xmlDepth()) {
      throw new AssertionError("deeper than the limit");
    }
    long length = element.text().length();
    for (int i = 0; i < element.attributeCount(); i++) {
      length += element.attributeValue(i).length();
    }
    for (Element child : element.children()) {
      length += text(child, depth + 1);
    }
    return length;
  }
}
