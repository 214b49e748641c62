package dev.boshtap.proxy.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A file system that is full soon. Only root can have one made. */
final class TinyDisk implements AutoCloseable {

  /** How much there is room for, in bytes. */
  static final long SIZE = 64 * 1024;

  private final Path folder;

  /** Mounts one on a folder of its own. */
  TinyDisk(Path folder) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      throw new TestAbortedException("a tmpfs can be mounted by root only");
    }
    Peer.require(Peer.MOUNT);
    this.folder = Files.createDirectory(folder);
    Program mount =
        Program.run(
            folder.getParent(),
            List.of(
                Peer.MOUNT.program().toString(),
                "-t",
                "tmpfs",
                "-o",
                "size=" + SIZE,
                "boshtap-test",
                folder.toString()));
    if (mount.awaitExit() != 0) {
      throw Peer.missing("a tmpfs cannot be mounted here: " + mount.err());
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    Program umount =
        Program.run(folder.getParent(), List.of("umount", "--lazy", folder.toString()));
    if (umount.awaitExit() != 0) {
      throw new AssertionError(umount.toString());
    }
  }
}
