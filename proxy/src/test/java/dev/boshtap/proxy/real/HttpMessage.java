package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTTP/1.1 request or answer, whole, byte for byte. Bodies are framed by Content-Length, as
 * browsers' BOSH requests and Prosody's answers are.
 *
 * @param head start line and headers with the empty line
 * @param body as it came
 */
record HttpMessage(String head, byte[] body) {

  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:[ \\t]*(\\d+)");
  private static final Pattern CODING = Pattern.compile("(?im)^transfer-encoding:");

  /** Reads the next message, or nothing where the stream ends before one. */
  static Optional<HttpMessage> read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0; // how much of CR LF CR LF is there
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        if (head.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("inside a head: " + head.toString(ISO_8859_1));
      }
      head.write(next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
    }
    String text = head.toString(ISO_8859_1);
    if (CODING.matcher(text).find()) {
      throw new IllegalStateException("chunked (expected: Content-Length): " + text);
    }
    Matcher length = LENGTH.matcher(text);
    int size = length.find() && !text.contains(" 304 ") ? Integer.parseInt(length.group(1)) : 0;
    byte[] body = in.readNBytes(size);
    if (body.length < size) {
      throw new EOFException("after " + body.length + " of " + size + " bytes");
    }
    return Optional.of(new HttpMessage(text, body));
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** The second word of the start line: a request's target, an answer's status. */
  String secondWord() {
    return head.split(" ", 3)[1];
  }

  /** The first word of the start line: a request's method. */
  String firstWord() {
    return head.split(" ", 2)[0];
  }

  String text() {
    return new String(body, UTF_8);
  }
}
