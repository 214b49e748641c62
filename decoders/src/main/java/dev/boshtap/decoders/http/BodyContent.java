package dev.boshtap.decoders.http;

import dev.boshtap.decoders.event.Event;
import java.nio.charset.Charset;
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
    return !text.isEmpty() && text.charAt(0) == '\uFEFF' ? text.substring(1) : text;
  }
}
