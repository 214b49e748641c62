package dev.boshtap.decoders.http;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes the content codings off a body (RFC 9110, 8.4): gzip, x-gzip, deflate with and without its
 * zlib frame, identity, and several in a row. Never throws for what came from the wire: what cannot
 * be read is said in {@link BodyContent#damage}, beside all that could be read. Safe for use by
 * several threads.
 */
public final class BodyReader {

  /** More codings in a row than this are no honest message's. */
  private static final int MOST_CODINGS = 5;

  private final Limits limits;

  /** A reader that keeps to {@code limits}. */
  public BodyReader(Limits limits) {
    this.limits = limits;
  }

  /** What a request says. */
  public BodyContent read(Body body, RequestHead head) {
    return read(body, head.headers(), true);
  }

  /** What an answer says. */
  public BodyContent read(Body body, ResponseHead head) {
    return read(body, head.headers(), head.contentCoded());
  }

  private BodyContent read(Body body, List<Header> headers, boolean coded) {
    List<Event.Unreadable> damage = new ArrayList<>(0);
    byte[] bytes = body.bytes();
    boolean cut = (coded || bytes.length == 0) && body.size() > bytes.length;
    if (cut) {
      damage.add(
          missing("body cut: %d of %d bytes were recorded".formatted(bytes.length, body.size())));
    }
    if (coded && bytes.length > 0) {
      bytes = uncode(bytes, codings(headers), cut, damage);
    }
    if (bytes.length > limits.inflatedBody()) {
      damage.add(missing(overLimit()));
      bytes = Arrays.copyOf(bytes, limits.inflatedBody());
    }
    return new BodyContent(bytes, CharsetRule.of(first(headers, "content-type"), bytes), damage);
  }

  /** Takes the codings off, the one applied last first. */
  private byte[] uncode(
      byte[] coded, List<String> codings, boolean cut, List<Event.Unreadable> damage) {
    if (codings.size() > MOST_CODINGS) {
      damage.add(
          missing(
              "%d content codings in a row (expected: at most %d)"
                  .formatted(codings.size(), MOST_CODINGS)));
      return new byte[0];
    }
    byte[] bytes = coded;
    for (int i = codings.size() - 1; i >= 0; i--) {
      String coding = codings.get(i);
      Inflation.Format format = Inflation.Format.of(coding);
      if (format == null) {
        damage.add(
            missing("content coding \"" + coding + "\" (expected: gzip, deflate or identity)"));
        return new byte[0];
      }
      Inflation inflation = Inflation.of(format, bytes, limits.inflatedBody());
      bytes = inflation.bytes();
      String problem = inflation.problem();
      if (inflation.overLimit()) {
        damage.add(missing(overLimit()));
      } else if (problem != null && !(cut && inflation.endedEarly())) {
        damage.add(missing(coding + ": " + problem + " after " + bytes.length + " bytes of text"));
      }
    }
    return bytes;
  }

  private static List<String> codings(List<Header> headers) {
    List<String> codings = new ArrayList<>(0);
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase("content-encoding")) {
        for (String coding : header.value().split(",", -1)) {
          String name = coding.strip().toLowerCase(Locale.ROOT);
          if (!name.isEmpty() && !name.equals("identity")) {
            codings.add(name);
          }
        }
      }
    }
    return codings;
  }

  private static @Nullable String first(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  private String overLimit() {
    return "body larger than the limit of "
        + limits.inflatedBody()
        + " bytes; the rest is not read";
  }

  private static Event.Unreadable missing(String reason) {
    return new Event.Unreadable(reason, -1, "");
  }
}
