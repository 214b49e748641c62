package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Certificates in text, whatever stands around them (RFC 7468, 5). */
final class PemBlocks {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

  private PemBlocks() {}

  /** The certificates as DER; what is damaged is left out. */
  static Stream<byte[]> in(String text) {
    return BLOCK.matcher(text).results().map(block -> decoded(block.group(1)));
  }

  /** The certificates of a file; none when there is no file. */
  static Stream<byte[]> in(Path file) throws IOException {
    try {
      return in(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Stream.empty();
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
