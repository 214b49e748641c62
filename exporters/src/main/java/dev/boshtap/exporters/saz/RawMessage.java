package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.wire.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request or an answer as it stands in a file: a start line, header fields, an empty line, the
 * body (RFC 9112, 2.1), which may be in chunks.
 *
 * @param startLine without its line end
 * @param headers in their order
 * @param body as far as it is there, chunk framing removed
 * @param size the whole body's size, as far as it is told
 */
record RawMessage(String startLine, List<Header> headers, byte[] body, long size) {

  /**
   * Reads a message.
   *
   * @param file its first bytes
   * @param isWhole whether that is all
   */
  static RawMessage read(byte[] file, boolean isWhole) {
    int bodyAt = bodyAt(file);
    Charset charset = charset(file, bodyAt);
    String[] lines = new String(file, 0, bodyAt, charset).split("\r\n|\n|\r", -1);
    List<Header> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.add(
            new Header(
                lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip()));
      }
    }
    byte[] rest = Arrays.copyOfRange(file, bodyAt, file.length);
    if (isChunked(headers)) {
      Optional<Chunks> chunks = Chunks.read(rest);
      if (chunks.isPresent()) {
        return new RawMessage(lines[0], headers, chunks.get().body(), chunks.get().size());
      }
    }
    long told = contentLength(headers);
    long size = isWhole && told < rest.length ? rest.length : Math.max(told, rest.length);
    return new RawMessage(lines[0], headers, rest, size);
  }

  /** The first value of a header field. */
  Optional<String> header(String name) {
    return first(headers, name);
  }

  private static Optional<String> first(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  private static int bodyAt(byte[] file) {
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n' && i + 1 < file.length) {
        if (file[i + 1] == '\n') {
          return i + 2;
        }
        if (file[i + 1] == '\r' && i + 2 < file.length && file[i + 2] == '\n') {
          return i + 3;
        }
      }
    }
    return file.length;
  }

  /** Headers are UTF-8 where they can be, as Fiddler writes them, and Latin-1 where not. */
  private static Charset charset(byte[] file, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file, 0, length));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  private static boolean isChunked(List<Header> headers) {
    return first(headers, "Transfer-Encoding")
        .filter(coding -> coding.toLowerCase(Locale.ROOT).endsWith("chunked"))
        .isPresent();
  }

  private static long contentLength(List<Header> headers) {
    try {
      return first(headers, "Content-Length").map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
