package dev.boshtap.exporters.redact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Turns bytes into text and back without changing those that hold no secret. */
final class Charsets {

  private Charsets() {}

  /**
   * A charset in which every byte comes back as it was: the one told, or Latin-1 where the bytes
   * are not what is told. Secrets and the names around them are ASCII in either.
   */
  static Charset faithful(byte[] bytes, Charset told) {
    try {
      told.newDecoder().decode(ByteBuffer.wrap(bytes));
      return told.canEncode() ? told : StandardCharsets.ISO_8859_1;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }
}
