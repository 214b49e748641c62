package dev.boshtap.exporters;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files that only their owner can read: a capture holds customers' numbers even when it holds
 * no password. Where the system knows no such permissions (Windows), the file has those of its
 * folder.
 */
public final class PrivateFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /**
   * Makes a folder that only its owner can look into, if it is not there; one that is there stays
   * as it is.
   *
   * @throws IOException when it cannot be made
   */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder, onCreation(folder, OWNER_ONLY_FOLDER));
  }

  /**
   * Opens a file for writing, new or emptied; as a stream with {@link
   * java.nio.channels.Channels#newOutputStream}.
   *
   * @throws IOException when it cannot be made
   */
  public static FileChannel create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            onCreation(file, OWNER_ONLY));
    try {
      if (Files.isRegularFile(file)) {
        PosixFileAttributeView view =
            Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) { // It may have been there, and open to others.
          view.setPermissions(OWNER_ONLY);
        }
        channel.truncate(0);
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Makes a file to be appended to, if it is not there; one that is there stays as it is.
   *
   * @throws IOException when it cannot be made, or not be written
   */
  public static void createLog(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.newOutputStream(file, StandardOpenOption.APPEND).close();
    } else {
      create(file).close();
    }
  }

  /** What makes a file its owner's from the moment it exists, whatever the umask gives it. */
  private static FileAttribute<?>[] onCreation(Path path, Set<PosixFilePermission> mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }
}
