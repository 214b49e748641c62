package dev.boshtap.decoders.http;

import dev.boshtap.decoders.event.Event;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a body says once its content coding is off, as far as that could be done.
 *
 * @param bytes what could be read, at most {@link dev.boshtap.decoders.Limits#inflatedBody}; not to
 *     be changed
 * @param charset what the bytes are written in: told by byte order mark, {@code Content-Type}, XML
 *     declaration, in this order (RFC 7303, 3); UTF-8 where nothing tells
 * @param damage what of the body is missing or could not be read, empty when all is here
 */
public record BodyContent(byte[] bytes, Charset charset, List<Event.Unreadable> damage) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Keeps its own copy of the list. */
  public BodyContent {
    damage = List.copyOf(damage);
  }

  /** Whole content in UTF-8. */
  public static BodyContent utf8(byte[] bytes) {
    return new BodyContent(bytes, StandardCharsets.UTF_8, List.of());
  }

  /** The content as text, without a byte order mark; malformed bytes become U+FFFD. */
  public String text() {
    String text = new String(bytes, charset);
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /**
   * Where in {@link #text} the first bytes stood that are none of the charset's, in characters; -1
   * when all are.
   */
  public int malformedAt() {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate((int) (bytes.length * (double) decoder.maxCharsPerByte()));
    boolean error = decoder.decode(in, out, true).isError() || decoder.flush(out).isError();
    if (!error) {
      return -1;
    }
    boolean marked = out.position() > 0 && out.get(0) == BYTE_ORDER_MARK;
    return marked ? out.position() - 1 : out.position();
  }
}
