package dev.boshtap.exporters.open;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats of captures, told by how a file begins. */
enum CaptureFormat {
  /** JSON, perhaps packed: its reader says what is wrong where it is not of a HAR. */
  HAR,
  /** A ZIP. */
  SAZ,
  /** Packets, as Wireshark and tcpdump write them. */
  PACKETS,
  /** None of these. */
  NONE;

  private static final int ZIP = 0x504b0304;
  private static final int EMPTY_ZIP = 0x504b0506;
  private static final int PCAPNG = 0x0a0d0d0a;

  static CaptureFormat of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(1 << 10));
    }
  }

  private static CaptureFormat of(byte[] head) {
    if (head.length < 4) {
      return mayBeJson(head) ? HAR : NONE;
    }
    int magic =
        (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
    return switch (magic) {
      case ZIP, EMPTY_ZIP -> SAZ;
      // pcap in either byte order, with microseconds or nanoseconds
      case PCAPNG, 0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1 -> PACKETS;
      default -> mayBeJson(head) ? HAR : NONE;
    };
  }

  /** Whether it begins as an object or an array does, in one of Unicode's encodings, or as gzip. */
  private static boolean mayBeJson(byte[] head) {
    for (byte next : head) {
      switch (next) {
        case '{', '[', 0x1f -> {
          return true;
        }
        // White space, zeros of UTF-16 and UTF-32, and what marks their order and UTF-8
        case ' ', '\t', '\r', '\n', 0, (byte) 0xef, (byte) 0xbb, (byte) 0xbf, (byte) 0xfe, -1 -> {}
        default -> {
          return false;
        }
      }
    }
    return false;
  }
}
