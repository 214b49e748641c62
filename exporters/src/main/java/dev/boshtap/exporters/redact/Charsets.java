package dev.boshtap.exporters.redact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Turns bytes into text and back without changing those that hold no secret. */
final class Charsets {

  /** What stands in the place of bytes that are malformed; somebody may also have sent it. */
  private static final char REPLACEMENT = '\uFFFD';

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
    String text = new String(bytes, told);
    boolean whole =
        (told.equals(StandardCharsets.UTF_8) && text.indexOf(REPLACEMENT) < 0)
            || isReversible(bytes, told);
    return whole
        ? new Faithful(text, told)
        : new Faithful(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
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
