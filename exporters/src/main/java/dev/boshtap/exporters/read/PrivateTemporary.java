package dev.boshtap.exporters.read;

import dev.boshtap.exporters.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file for what a capture was unpacked to: only its owner can read it, and it goes when
 * this is closed, or at the latest with the process.
 */
public final class PrivateTemporary implements AutoCloseable {

  private final Path path;

  /** A new, empty file whose name ends so. */
  public PrivateTemporary(String suffix) throws IOException {
    path = Files.createTempFile("boshtap-", suffix);
    path.toFile().deleteOnExit();
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** How much may be put into it: half of the room on its disk, and no more than {@code most}. */
  public long room(long most) throws IOException {
    return Math.min(most, Files.getFileStore(path).getUsableSpace() / 2);
  }

  /** Writes it from the beginning. */
  public OutputStream write() throws IOException {
    return Channels.newOutputStream(PrivateFiles.create(path));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
