package dev.boshtap.ca;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Files and folders that only their owner can read: POSIX modes 600 and 700, an access control list
 * with one entry on Windows. They are so from the moment they exist, whatever the umask or the
 * parent folder would give them.
 */
public final class OwnerOnlyFiles {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /**
   * Windows gives these two the run of every file of every user, and nobody can be kept out by
   * keeping them out. So they are called on an English one; on any, {@link #machine} finds them.
   */
  private static final Set<String> MACHINE =
      Set.of("nt authority\\system", "builtin\\administrators");

  private OwnerOnlyFiles() {}

  /** Makes a folder and the missing ones above it, each for the owner alone. */
  public static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      createFolders(parent);
    }
    try {
      Files.createDirectory(folder, attributes(folder, FOLDER));
      own(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Writes a file that is not there yet, down to the disk. */
  public static void create(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), attributes(file, FILE))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (channel instanceof FileChannel onDisk) {
        onDisk.force(true);
      }
    }
    own(file);
  }

  /** Writes a file so that a reader sees the old content or the new, and never half of either. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
    try {
      create(fresh, content);
      Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * Looks whether anybody but the owner can read or change a file.
   *
   * @return what was found and what was expected, in words; empty if it is the owner's alone
   */
  public static Optional<String> looseness(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null) {
      Set<PosixFilePermission> found = posix.readAttributes().permissions();
      return FILE.containsAll(found)
          ? Optional.empty()
          : Optional.of("mode " + octal(found) + " (expected: 600, its owner only)");
    }
    AclFileAttributeView acl = Files.getFileAttributeView(file, AclFileAttributeView.class);
    if (acl == null) {
      return Optional.empty(); // FAT and the like: there is nobody to keep out
    }
    UserPrincipal owner = acl.getOwner();
    Set<UserPrincipal> machine = machine(file);
    return acl.getAcl().stream()
        .filter(entry -> entry.type() == AclEntryType.ALLOW)
        .map(AclEntry::principal)
        .filter(who -> !who.equals(owner) && !machine.contains(who))
        .map(UserPrincipal::getName)
        .filter(name -> !MACHINE.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(name -> "open to " + name + " (expected: its owner, " + owner.getName() + ", only)");
  }

  /**
   * Looks whether anybody but its owner can put files into a folder, or take some out. Only where
   * the file system has POSIX modes: an access control list tells of more than files.
   *
   * @return what was found and what was expected, in words; empty if only the owner can
   */
  public static Optional<String> foldersLooseness(Path folder) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix == null) {
      return Optional.empty();
    }
    Set<PosixFilePermission> found = posix.readAttributes().permissions();
    boolean loose =
        found.contains(PosixFilePermission.GROUP_WRITE)
            || found.contains(PosixFilePermission.OTHERS_WRITE);
    return loose
        ? Optional.of("mode " + octal(found) + " (expected: 700, changed by its owner only)")
        : Optional.empty();
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode)
      throws IOException {
    Set<String> views = path.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
    }
    if (views.contains("acl")) {
      return new FileAttribute<?>[] {ownerEntry(path)};
    }
    return new FileAttribute<?>[0];
  }

  private static FileAttribute<List<AclEntry>> ownerEntry(Path path) throws IOException {
    UserPrincipal owner = user(path);
    List<AclEntry> entries =
        List.of(
            AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(owner)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build());
    return new FileAttribute<>() {
      @Override
      public String name() {
        return "acl:acl";
      }

      @Override
      public List<AclEntry> value() {
        return entries;
      }
    };
  }

  private static UserPrincipal user(Path path) throws IOException {
    return path.getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name"));
  }

  /**
   * Gives what was made to whom its one entry names: what a process with an administrator's rights
   * makes belongs to all administrators (Windows, "default owner for objects").
   */
  static void own(Path made) throws IOException {
    AclFileAttributeView acl = Files.getFileAttributeView(made, AclFileAttributeView.class);
    if (acl != null && Files.getFileAttributeView(made, PosixFileAttributeView.class) == null) {
      UserPrincipal user = user(made);
      if (!user.equals(acl.getOwner())) {
        acl.setOwner(user);
      }
    }
  }

  /**
   * Who may write where Windows itself lies, and so may do all, whatever the system's language
   * calls them; nobody where that cannot be read.
   */
  private static Set<UserPrincipal> machine(Path file) {
    String windows = Optional.ofNullable(System.getenv("SystemRoot")).orElse("C:\\Windows");
    try {
      AclFileAttributeView acl =
          Files.getFileAttributeView(
              file.getFileSystem().getPath(windows), AclFileAttributeView.class);
      return acl == null
          ? Set.of()
          : acl.getAcl().stream()
              .filter(entry -> entry.type() == AclEntryType.ALLOW)
              .filter(entry -> entry.permissions().contains(AclEntryPermission.WRITE_DATA))
              .map(AclEntry::principal)
              .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static String octal(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (char c : PosixFilePermissions.toString(permissions).toCharArray()) {
      mode = mode << 1 | (c == '-' ? 0 : 1);
    }
    return Integer.toOctalString(mode);
  }
}
