package dev.boshtap.exporters.har;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The charset in which the text of a HAR's body is to be turned into bytes again. */
final class MimeCharset {

  private MimeCharset() {}

  /** What a media type names, or UTF-8. */
  static Charset of(String mimeType) {
    int at = mimeType.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return StandardCharsets.UTF_8;
    }
    int end = mimeType.indexOf(';', at);
    String name = mimeType.substring(at + 8, end < 0 ? mimeType.length() : end);
    return named(name.replace("\"", "").strip(), StandardCharsets.UTF_8);
  }

  /** The charset of that name, or another where there is none that one can write in. */
  static Charset named(String name, Charset otherwise) {
    try {
      Charset charset = name.isEmpty() ? otherwise : Charset.forName(name);
      return charset.canEncode() ? charset : otherwise;
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }
}
