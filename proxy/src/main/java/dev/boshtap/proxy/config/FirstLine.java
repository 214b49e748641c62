package dev.boshtap.proxy.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a password from the file in which somebody wrote it with whatever editor. */
public final class FirstLine {

  /** No password is that long; a file named by mistake may be. */
  private static final int MOST = 1 << 16;

  private FirstLine() {}

  /**
   * The first line of a file in UTF-8, without the mark that editors on Windows put before it.
   *
   * @throws IOException when it cannot be read, or is no such text, of which the message tells
   */
  public static String of(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FileSystemException(
          file.toString(), null, "another character set (expected: text in UTF-8)");
    }
    String line = text.lines().findFirst().orElse("");
    return line.startsWith("\ufeff") ? line.substring(1) : line;
  }
}
