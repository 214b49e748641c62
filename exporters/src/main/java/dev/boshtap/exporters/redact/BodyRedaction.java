package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Takes secrets out of bodies, whatever they are written in. */
final class BodyRedaction {

  private static final String CODING = "Content-Encoding";
  private static final String TYPE = "Content-Type";

  /** What holds no text. */
  private static final Pattern PASSED = Pattern.compile("(?:image/(?!svg)|font/|audio/|video/).*+");

  private static final Pattern LOG_DATA = Pattern.compile("(?i)log-?_?data");

  private static final byte[] NOTHING = new byte[0];

  private static final int LONGEST_MAGIC = 256;

  /** What is packed and larger is left out. */
  private static final int MOST_UNPACKED = 16 << 20;

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
    String path = head.path().toLowerCase(Locale.ROOT);
    if (path.contains("/compressedclientlog")) {
      // Log lines of the desktop, credentials among them, in a packing that is not documented.
      return new Redacted(missing(body, NOTHING, 0), false);
    }
    boolean coded = isCoded(head.header(CODING).orElse(""));
    Redacted redacted =
        redact(body, coded, () -> reader.read(body, head), head.header(TYPE).orElse(""));
    // The same log lines, but in an element of their own, which is known; else they are anywhere.
    return path.contains("/clientlog") && !LOG_DATA.matcher(latin(redacted.body())).find()
        ? new Redacted(missing(body, NOTHING, 0), redacted.decoded())
        : redacted;
  }

  private static String latin(Body body) {
    return new String(body.bytes(), StandardCharsets.ISO_8859_1);
  }

  Redacted redact(Body body, ResponseHead head) {
    boolean coded = head.contentCoded() && isCoded(head.header(CODING).orElse(""));
    return redact(body, coded, () -> reader.read(body, head), head.header(TYPE).orElse(""));
  }

  private Redacted redact(
      Body body, boolean coded, Supplier<BodyContent> decoder, String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    byte[] wire = body.bytes();
    if (wire.length == 0 || (PASSED.matcher(type).matches() && !isText(wire))) {
      return new Redacted(missing(body, wire, wire.length), false);
    }
    BodyContent content = decoder.get();
    if (!coded) {
      byte[] kept = unpacked(wire, content.charset(), type);
      return new Redacted(missing(body, kept, kept.length == 0 ? 0 : wire.length), false);
    }
    byte[] plain = content.bytes();
    byte[] kept = unpacked(plain, content.charset(), type);
    if (content.damage().isEmpty() && Arrays.equals(kept, plain)) {
      return new Redacted(missing(body, wire, wire.length), false);
    }
    // What cannot be read cannot be redacted: of a body that could be read in part only, the rest
    // may hold anything, and a body in a coding that is not known is left out whole.
    return new Redacted(missing(body, kept, kept.length == 0 ? 0 : wire.length), true);
  }

  /** Whether what says that it is an image or a font is none: these hold zeros at once. */
  private static boolean isText(byte[] bytes) {
    int beginning = Math.min(bytes.length, LONGEST_MAGIC);
    for (int at = 0; at < beginning; at++) {
      if (bytes[at] == 0) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #redact(byte[], Charset, String)}, of what may be packed though nothing says so. */
  private byte[] unpacked(byte[] plain, Charset told, String type) {
    if (!Packed.isPacked(plain)) {
      return redact(plain, told, type);
    }
    byte[] inside = Packed.unpacked(plain, MOST_UNPACKED);
    if (inside == null || Packed.isPacked(inside)) {
      return NOTHING;
    }
    byte[] kept = redact(inside, told, type);
    return Arrays.equals(kept, inside) ? plain : Packed.packed(kept);
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
      after = text.once(before);
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
