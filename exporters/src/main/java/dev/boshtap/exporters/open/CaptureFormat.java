package dev.boshtap.exporters.open;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats of captures, told by how a file begins. */
enum CaptureFormat {
  /**
   * JSON, perhaps packed: what is nothing else is read as this, whose reader says what is wrong.
   */
  HAR,
  /** A ZIP. */
  SAZ,
  /** Packets, as Wireshark and tcpdump write them. */
  PACKETS;

  private static final int ZIP = 0x504b0304;
  private static final int EMPTY_ZIP = 0x504b0506;
  private static final int PCAPNG = 0x0a0d0d0a;

  static CaptureFormat of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(16));
    }
  }

  private static CaptureFormat of(byte[] head) {
    if (head.length < 4) {
      return HAR;
    }
    int magic =
        (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
    return switch (magic) {
      case ZIP, EMPTY_ZIP -> SAZ;
      // pcap in either byte order, with microseconds or nanoseconds
      case PCAPNG, 0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1 -> PACKETS;
      default -> HAR;
    };
  }
}
