package dev.boshtap.decoders.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which charset a text is in, by the order of RFC 7303, 3. */
final class CharsetRule {

  /** An XML declaration ends well before this. */
  private static final int DECLARATION = 256;

  private CharsetRule() {}

  static Charset of(@Nullable String contentType, byte[] bytes) {
    Charset charset = byFirstBytes(bytes);
    if (charset == null && contentType != null) {
      charset = named(parameter(contentType));
    }
    if (charset == null) {
      charset = named(declared(bytes));
    }
    return charset == null ? StandardCharsets.UTF_8 : charset;
  }

  /** A byte order mark, or the zero that UTF-16 puts beside a leading {@code <}. */
  private static @Nullable Charset byFirstBytes(byte[] bytes) {
    if (bytes.length < 2) {
      return null;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if ((first == 0xFE && second == 0xFF) || (first == 0 && second == '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if ((first == 0xFF && second == 0xFE) || (first == '<' && second == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    boolean utf8Mark =
        first == 0xEF && second == 0xBB && bytes.length > 2 && (bytes[2] & 0xFF) == 0xBF;
    return utf8Mark ? StandardCharsets.UTF_8 : null;
  }

  private static @Nullable String parameter(String contentType) {
    String name = "charset=";
    for (int i = contentType.indexOf(';'); i >= 0; i = contentType.indexOf(';', i + 1)) {
      int start = i + 1;
      while (start < contentType.length() && contentType.charAt(start) == ' ') {
        start++;
      }
      if (contentType.regionMatches(true, start, name, 0, name.length())) {
        int end = contentType.indexOf(';', start);
        String value =
            contentType.substring(start + name.length(), end < 0 ? contentType.length() : end);
        return value.replace('"', ' ').replace('\'', ' ').strip();
      }
    }
    return null;
  }

  private static @Nullable String declared(byte[] bytes) {
    if (bytes.length < 5 || bytes[0] != '<' || bytes[1] != '?' || bytes[2] != 'x') {
      return null;
    }
    String start =
        new String(bytes, 0, Math.min(bytes.length, DECLARATION), StandardCharsets.ISO_8859_1);
    int end = start.indexOf("?>");
    int name = start.indexOf("encoding");
    if (name < 0 || end < name) {
      return null;
    }
    int open = name + "encoding".length();
    while (open < end && start.charAt(open) != '"' && start.charAt(open) != '\'') {
      open++;
    }
    int close = open < end ? start.indexOf(start.charAt(open), open + 1) : -1;
    return close < 0 ? null : start.substring(open + 1, close);
  }

  private static @Nullable Charset named(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    try {
      return Charset.forName(name.toLowerCase(Locale.ROOT));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
