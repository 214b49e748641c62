package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Takes secrets out of bodies, whatever they are written in. */
final class BodyRedaction {

  private static final String CODING = "Content-Encoding";
  private static final String TYPE = "Content-Type";

  /** What holds no text, or no text with secrets. */
  private static final Pattern PASSED =
      Pattern.compile("(?:image/(?!svg)|font/|audio/|video/|text/css).*+");

  private final TextRedaction text;
  private final BodyReader reader;

  BodyRedaction(TextRedaction text, BodyReader reader) {
    this.text = text;
    this.reader = reader;
  }

  /**
   * A body without secrets.
   *
   * @param body what may be kept; its {@code lost} counts all that is missing of the wire's size
   * @param decoded whether its content coding is off now, and was on
   */
  record Redacted(Body body, boolean decoded) {}

  Redacted redact(Body body, RequestHead head) {
    if (head.path().endsWith("/CompressedClientLog")) {
      // Log lines of the desktop, credentials among them, in a packing that is not documented.
      return new Redacted(missing(body, new byte[0], 0), false);
    }
    boolean coded = isCoded(head.header(CODING).orElse(""));
    return redact(body, coded, () -> reader.read(body, head), head.header(TYPE).orElse(""));
  }

  Redacted redact(Body body, ResponseHead head) {
    boolean coded = head.contentCoded() && isCoded(head.header(CODING).orElse(""));
    return redact(body, coded, () -> reader.read(body, head), head.header(TYPE).orElse(""));
  }

  private Redacted redact(
      Body body, boolean coded, Supplier<BodyContent> decoder, String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    byte[] wire = body.bytes();
    if (wire.length == 0 || PASSED.matcher(type).matches()) {
      return new Redacted(missing(body, wire, wire.length), false);
    }
    BodyContent content = decoder.get();
    if (!coded) {
      byte[] kept = redact(wire, content.charset(), type);
      return new Redacted(missing(body, kept, wire.length), false);
    }
    byte[] plain = content.bytes();
    byte[] kept = redact(plain, content.charset(), type);
    if (content.damage().isEmpty() && Arrays.equals(kept, plain)) {
      return new Redacted(missing(body, wire, wire.length), false);
    }
    // What cannot be read cannot be redacted: of a body that could be read in part only, the rest
    // may hold anything, and a body in a coding that is not known is left out whole.
    return new Redacted(missing(body, kept, plain.length == 0 ? 0 : wire.length), true);
  }

  private byte[] redact(byte[] plain, Charset told, String type) {
    Charsets.Faithful read = Charsets.faithful(plain, told);
    String before = read.text();
    String after;
    if (type.contains("x-www-form-urlencoded")) {
      after = text.form(before);
    } else if (type.contains("javascript") || type.contains("ecmascript")) {
      after = text.script(before);
    } else {
      after = text.redact(before);
    }
    return after.equals(before) ? plain : read.bytes(after);
  }

  private static Body missing(Body body, byte[] kept, long ofWire) {
    return new Body(kept, body.size(), Math.max(body.lost(), body.size() - ofWire));
  }

  private static boolean isCoded(String codings) {
    return !codings.isBlank() && !codings.strip().equalsIgnoreCase("identity");
  }
}
