package dev.boshtap.exporters.har;

import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.wire.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A body as a person sees it: content coding off, as text where it is text and in base64 where it
 * is not.
 *
 * @param text the text, or the base64
 * @param charset what the bytes are written in, or null where the text is base64
 * @param size the size of what the text stands for, in bytes
 */
record Content(String text, @Nullable Charset charset, long size) {

  /** The content of a body; text only if the same bytes can be made of it again. */
  static Content of(BodyContent body) {
    byte[] bytes = body.bytes();
    try {
      String text = body.charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().noneMatch(Content::isBinary)
          && body.charset().canEncode()
          && Arrays.equals(text.getBytes(body.charset()), bytes)) {
        return new Content(text, body.charset(), bytes.length);
      }
    } catch (CharacterCodingException e) {
      // Not text in this charset, so not text.
    }
    return binary(bytes);
  }

  /** Bytes that are no text. */
  static Content binary(byte[] bytes) {
    return new Content(Base64.getEncoder().encodeToString(bytes), null, bytes.length);
  }

  /**
   * Writes the fields that hold it.
   *
   * @param encodingField the field that marks base64
   */
  void write(JsonGenerator out, String mimeType, String encodingField) {
    out.writeStringProperty("mimeType", mimeType);
    out.writeStringProperty("text", text);
    if (charset == null) {
      out.writeStringProperty(encodingField, "base64");
    } else if (!charset.equals(MimeCharset.of(mimeType))) {
      out.writeStringProperty("_charset", charset.name());
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
