package dev.boshtap.exporters.har;

import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.wire.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * A body as a person sees it: content coding off, as text where it is text and in base64 where it
 * is not.
 *
 * @param text the text, or the base64
 * @param isBase64 which of the two
 * @param size the size of what the text stands for, in bytes
 */
record Content(String text, boolean isBase64, long size) {

  /**
   * The content of a body.
   *
   * @param charset in which the text can be written so that a reader gets the same bytes back
   */
  static Content of(byte[] bytes, Charset charset) {
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().noneMatch(Content::isBinary)) {
        return new Content(text, false, bytes.length);
      }
    } catch (CharacterCodingException e) {
      // Not text in this charset, so not text.
    }
    return binary(bytes);
  }

  /** Bytes that are no text. */
  static Content binary(byte[] bytes) {
    return new Content(Base64.getEncoder().encodeToString(bytes), true, bytes.length);
  }

  void write(JsonGenerator out, String encodingField) {
    out.writeStringProperty("text", text);
    if (isBase64) {
      out.writeStringProperty(encodingField, "base64");
    }
  }

  /** What a person should know who sees only a part, if it is one. */
  static Optional<String> comment(Body body, BodyContent content, long missing) {
    if (missing > 0) {
      return Optional.of(missing + " of " + body.size() + " bytes on the wire were not kept");
    }
    return content.damage().isEmpty()
        ? Optional.empty()
        : Optional.of("not decoded whole: " + content.damage().get(0).reason());
  }

  private static boolean isBinary(int c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  }
}
