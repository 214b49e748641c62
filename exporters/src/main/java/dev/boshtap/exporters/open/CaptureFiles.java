package dev.boshtap.exporters.open;

import dev.boshtap.exporters.har.HarReader;
import dev.boshtap.exporters.packets.PacketReader;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.CaptureReader;
import dev.boshtap.exporters.saz.SazReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens captures, whoever made them, with the reader that their content asks for: HAR (browsers,
 * Fiddler, mitmproxy, HTTP Toolkit, Charles, boshtap), SAZ (Fiddler, boshtap), packets with their
 * TLS secrets (Wireshark, tcpdump).
 */
public final class CaptureFiles {

  private static final String EXPECTED =
      " (expected: a HAR, SAZ or pcapng file, or a capture of boshtap)";

  private CaptureFiles() {}

  /**
   * Opens a capture.
   *
   * @throws CaptureException when the file is none, or stays locked; one line that names it
   * @throws IOException when it cannot be read
   */
  public static CaptureReader open(Path file, CaptureKeys keys) throws IOException {
    if (Files.isDirectory(file)) {
      throw new CaptureException(file, "a folder" + EXPECTED);
    }
    return switch (CaptureFormat.of(file)) {
      case HAR -> HarReader.open(file, CaptureLimits.DEFAULTS);
      case SAZ -> SazReader.open(file, keys.passwords(), CaptureLimits.DEFAULTS);
      case PACKETS -> PacketReader.open(file, keys.keyLog());
      case NONE ->
          throw new CaptureException(
              file, (Files.size(file) == 0 ? "empty" : "no capture") + EXPECTED);
    };
  }
}
