package dev.boshtap.exporters.redact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Turns bytes into text and back without changing those that hold no secret. */
final class Charsets {

  /** What stands in the place of bytes that are malformed; somebody may also have sent it. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final byte[] ASCII = {'<', 'a', '=', '"'};

  private Charsets() {}

  /** A text, and the charset in which it gives the very bytes that it was read from. */
  record Faithful(String text, Charset charset) {
    byte[] bytes(String changed) {
      return changed.getBytes(charset);
    }
  }

  /**
   * The bytes as text in the charset told, or in Latin-1 where the bytes are not what is told.
   * Secrets and the names around them are ASCII in either.
   */
  static Faithful faithful(byte[] bytes, Charset told) {
    Charset charset = likely(bytes, told);
    String text = new String(bytes, charset);
    boolean whole =
        (charset.equals(StandardCharsets.UTF_8) && text.indexOf(REPLACEMENT) < 0)
            || !holdsAscii(charset)
            || isReversible(bytes, charset);
    return whole
        ? new Faithful(text, charset)
        : new Faithful(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
  }

  /** Text in UTF-16 of which nobody says so: every other byte of its beginning is zero. */
  private static Charset likely(byte[] bytes, Charset told) {
    if (bytes.length < 4 || !holdsAscii(told)) {
      return told;
    }
    if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0
        ? StandardCharsets.UTF_16BE
        : told;
  }

  /**
   * Whether ASCII is itself in a charset. In the others Latin-1 would hide each name, even where
   * only the last character was cut; it is better to lose that one.
   */
  private static boolean holdsAscii(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8)
        || charset.equals(StandardCharsets.ISO_8859_1)
        || new String(ASCII, charset).equals("<a=\"");
  }

  private static boolean isReversible(byte[] bytes, Charset told) {
    try {
      told.newDecoder().decode(ByteBuffer.wrap(bytes));
      return told.canEncode();
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
