package dev.boshtap.exporters.saz;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * A body in chunks (RFC 9112, 7.1), taken out of them as far as it goes.
 *
 * @param body what was in the chunks
 * @param size how much there would have been, as far as the last chunk tells
 */
record Chunks(byte[] body, long size) {

  /**
   * What is in the chunks; none where the bytes are not in chunks at all, whatever the head says.
   */
  static Optional<Chunks> read(byte[] bytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int end = lineEnd(bytes, at);
      long size = end < 0 ? -1 : size(bytes, at, end);
      if (size < 0) {
        return at == 0
            ? Optional.empty()
            : Optional.of(new Chunks(body.toByteArray(), body.size()));
      }
      at = end + 1;
      if (size == 0) {
        break;
      }
      int here = (int) Math.min(size, bytes.length - at);
      body.write(bytes, at, here);
      if (here < size) {
        return Optional.of(new Chunks(body.toByteArray(), body.size() + (size - here)));
      }
      at += here;
      at = at < bytes.length && bytes[at] == '\r' ? at + 1 : at;
      at = at < bytes.length && bytes[at] == '\n' ? at + 1 : at;
    }
    return Optional.of(new Chunks(body.toByteArray(), body.size()));
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** The hexadecimal number that a chunk begins with, its extensions left alone; or -1. */
  private static long size(byte[] bytes, int from, int end) {
    long size = 0;
    int at = from;
    while (at < end && Character.digit(bytes[at], 16) >= 0) {
      size = size * 16 + Character.digit(bytes[at], 16);
      if (at - from > 12) {
        return -1;
      }
      at++;
    }
    boolean isLine =
        at > from
            && (bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == ';' || bytes[at] == ' ');
    return isLine ? size : -1;
  }
}
