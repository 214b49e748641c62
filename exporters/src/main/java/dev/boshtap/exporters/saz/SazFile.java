package dev.boshtap.exporters.saz;

import dev.boshtap.exporters.read.Bounded;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.Passwords;
import dev.boshtap.exporters.read.PrivateTemporary;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import net.lingala.zip4j.model.FileHeader;
import net.lingala.zip4j.model.LocalFileHeader;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a session archive, plain or encrypted (ZipCrypto, AES). An archive without its table
 * of contents, as one that was cut has none, is read as far as it goes: what is whole of it is
 * copied to a temporary file that goes when this is closed.
 */
final class SazFile implements AutoCloseable {

  private static final int MOST_ATTEMPTS = 3;

  /** So many bytes tell a wrong password by their checksum; an empty part is right by any. */
  private static final int TELLING = 16;

  private final Path name;
  private final ZipFile zip;
  private final @Nullable PrivateTemporary temporary;
  private final @Nullable String damage;
  private final NavigableMap<Long, Map<SazPart.Kind, FileHeader>> sessions = new TreeMap<>();

  /**
   * What was read of a part.
   *
   * @param bytes its first bytes
   * @param isWhole whether that is all
   */
  record Content(byte[] bytes, boolean isWhole) {}

  private SazFile(
      Path name, ZipFile zip, @Nullable PrivateTemporary temporary, @Nullable String damage) {
    this.name = name;
    this.zip = zip;
    this.temporary = temporary;
    this.damage = damage;
  }

  static SazFile open(Path path, Passwords passwords, CaptureLimits limits) throws IOException {
    if (Files.isDirectory(path)) {
      throw new CaptureException(path + ": a folder (expected: a SAZ file)");
    }
    try {
      return opened(new SazFile(path, new ZipFile(path.toFile()), null, null), passwords);
    } catch (BrokenZip e) {
      return salvaged(path, passwords, limits, e);
    }
  }

  /** The table of contents cannot be used. */
  private static final class BrokenZip extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenZip(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static SazFile opened(SazFile file, Passwords passwords) throws IOException {
    try {
      FileHeader encrypted = file.list();
      if (encrypted != null) {
        file.unlock(encrypted, passwords);
      }
      return file;
    } catch (IOException e) {
      file.zip.close();
      throw e;
    }
  }

  /** Lists the parts; gives the smallest that is encrypted and tells by which password. */
  private @Nullable FileHeader list() throws IOException {
    FileHeader encrypted = null;
    boolean isArchive = false;
    long packed = 0;
    try {
      for (FileHeader header : zip.getFileHeaders()) {
        packed += Math.max(0, header.getCompressedSize());
        Optional<SazPart> part = SazPart.of(header.getFileName());
        isArchive |= part.isPresent() || header.getFileName().equals("_index.htm");
        if (part.isPresent()) {
          sessions
              .computeIfAbsent(part.get().session(), number -> new EnumMap<>(SazPart.Kind.class))
              .putIfAbsent(part.get().kind(), header);
          if (header.isEncrypted() && (encrypted == null || tellsSooner(header, encrypted))) {
            encrypted = header;
          }
        }
      }
    } catch (ZipException | RuntimeException e) {
      throw new BrokenZip(e); // The library checks not all that a file may hold.
    }
    if (packed > Files.size(zip.getFile().toPath())) {
      throw new CaptureException(
          name + ": a ZIP whose entries overlap (expected: each in a place of its own)");
    }
    if (!isArchive) {
      throw new CaptureException(
          name + ": a ZIP, but not a SAZ (expected: raw/1_c.txt and its like in it)");
    }
    return encrypted;
  }

  private static boolean tellsSooner(FileHeader header, FileHeader than) {
    boolean tells = header.getUncompressedSize() >= TELLING;
    return tells == than.getUncompressedSize() >= TELLING
        ? header.getCompressedSize() < than.getCompressedSize()
        : tells;
  }

  private void unlock(FileHeader encrypted, Passwords passwords) throws IOException {
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Optional<char[]> password = passwords.next(name, attempt);
      if (password.isEmpty()) {
        throw new CaptureException(
            attempt == 1
                ? name + ": encrypted (expected: its password)"
                : name + ": the password is wrong");
      }
      zip.setPassword(password.get());
      if (isRight(encrypted)) {
        return;
      }
    }
    throw new CaptureException(name + ": the password is wrong");
  }

  private boolean isRight(FileHeader encrypted) throws IOException {
    try (InputStream in = zip.getInputStream(encrypted)) {
      Bounded.skip(in, 1 << 20); // ZipCrypto tells some wrong passwords at the end alone.
      return true;
    } catch (ZipException e) {
      if (e.getType() == ZipException.Type.UNSUPPORTED_ENCRYPTION) {
        throw new CaptureException(
            name + ": encrypted in a way that is not known (expected: ZipCrypto or AES)", e);
      }
      return false;
    } catch (IOException | RuntimeException e) {
      return false; // What a wrong password makes of the data can break anything.
    }
  }

  /** Copies all that is whole to an archive that has a table of contents. */
  private static SazFile salvaged(
      Path path, Passwords passwords, CaptureLimits limits, BrokenZip why) throws IOException {
    PrivateTemporary temporary = new PrivateTemporary(".saz");
    try {
      long entries = copy(path, passwords, limits, temporary);
      String damage =
          "the file is damaged or cut after %d files in it: %s"
              .formatted(entries, why.getMessage());
      SazFile file = new SazFile(path, new ZipFile(temporary.path().toFile()), temporary, damage);
      return opened(file, passwords);
    } catch (BrokenZip e) {
      temporary.close();
      throw new CaptureException(path + ": not a SAZ: " + e.getMessage(), e);
    } catch (IOException e) {
      temporary.close();
      throw e;
    }
  }

  private static long copy(
      Path path, Passwords passwords, CaptureLimits limits, PrivateTemporary temporary)
      throws IOException {
    long entries = 0;
    long room = temporary.room(limits.unpacked());
    PasswordOnce password = new PasswordOnce(path, passwords);
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
        ZipInputStream in = new ZipInputStream(file, password::get);
        OutputStream out = temporary.write();
        ZipOutputStream copy = new ZipOutputStream(out)) {
      try {
        for (LocalFileHeader header = in.getNextEntry();
            header != null && room > 0;
            header = in.getNextEntry()) {
          if (SazPart.of(header.getFileName()).isPresent()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Bounded.copy(in, bytes, Math.min(room, (long) limits.body() + limits.entry()));
            copy.putNextEntry(new ZipEntry(header.getFileName()));
            bytes.writeTo(copy);
            copy.closeEntry();
            room -= bytes.size();
            entries++;
          }
        }
      } catch (IOException | RuntimeException e) {
        password.rethrow();
        if (e instanceof ZipException zip && zip.getType() == ZipException.Type.WRONG_PASSWORD) {
          throw new CaptureException(path + ": the password is wrong", e);
        }
        // Whole up to here.
      }
      if (entries == 0) {
        copy.putNextEntry(new ZipEntry("empty"));
      }
    }
    return entries;
  }

  /** The password of an archive that is read from its beginning, where none can be tried out. */
  private static final class PasswordOnce {
    private final Path path;
    private final Passwords passwords;
    private char @Nullable [] password;
    private @Nullable IOException failure;

    PasswordOnce(Path path, Passwords passwords) {
      this.path = path;
      this.passwords = passwords;
    }

    char[] get() {
      if (password == null) {
        try {
          password =
              passwords
                  .next(path, 1)
                  .orElseThrow(
                      () -> new CaptureException(path + ": encrypted (expected: its password)"));
        } catch (IOException e) {
          failure = e;
          password = new char[] {' '};
        }
      }
      return password;
    }

    void rethrow() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** The parts of each session, by its number. */
  NavigableMap<Long, Map<SazPart.Kind, FileHeader>> sessions() {
    return sessions;
  }

  /** Why not all of the archive is here, one line; or null. */
  @Nullable String damage() {
    return damage;
  }

  /** Reads a part, or its first bytes. */
  Content read(FileHeader part, int most) throws IOException {
    try (InputStream in = stream(part)) {
      byte[] bytes = in.readNBytes(most);
      return new Content(bytes, bytes.length < most || in.read() < 0);
    } catch (RuntimeException e) {
      throw new ZipException("not readable: " + e.getMessage(), e);
    }
  }

  /** Reads a part from its beginning, at most what so many bytes can unpack to. */
  InputStream stream(FileHeader part) throws IOException {
    try {
      return zip.getInputStream(part);
    } catch (RuntimeException e) {
      throw new ZipException("not readable: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (zip) {
      if (temporary != null) {
        temporary.close();
      }
    }
  }
}
