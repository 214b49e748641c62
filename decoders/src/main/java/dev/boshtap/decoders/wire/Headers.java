package dev.boshtap.decoders.wire;

import java.util.List;
import java.util.Optional;

/** Look-ups in a list of header fields. */
final class Headers {

  private Headers() {}

  static Optional<String> first(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }
}
