package dev.boshtap.decoders.wire;

import java.util.List;
import java.util.Optional;

/**
 * A status line and its header fields.
 *
 * @param version as sent, for example {@code HTTP/1.1}
 * @param status the status code, 101 or 200..999; interim answers (1xx) other than 101 are not
 *     heads
 * @param reason the reason phrase, perhaps empty
 * @param headers in the order sent
 * @param contentCoded whether the body that follows still carries the {@code Content-Encoding} that
 *     the headers name: true on the wire, false in files that hold the decoded text
 */
public record ResponseHead(
    String version, int status, String reason, List<Header> headers, boolean contentCoded) {

  /** Keeps its own copy of the headers. */
  public ResponseHead {
    headers = List.copyOf(headers);
  }

  /** The first value of a field, its name compared without case. */
  public Optional<String> header(String name) {
    return Headers.first(headers, name);
  }
}
