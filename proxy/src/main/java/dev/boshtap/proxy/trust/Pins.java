package dev.boshtap.proxy.trust;

import dev.boshtap.ca.OwnerOnlyFiles;
import dev.boshtap.decoders.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pinned certificates of this installation, {@code pins.json} in the home folder, for its owner
 * only. Safe for use by several threads; a change made by another process ({@code boshtap trust
 * add} while the proxy runs) counts at once.
 */
public final class Pins {

  private static final Logger log = LoggerFactory.getLogger(Pins.class);

  private final Path file;
  private final InstantSource clock;
  private SortedMap<String, Pin> pins = new TreeMap<>();
  private @Nullable Stamp read;

  /** What tells one state of the file from another. */
  private record Stamp(Object key, long size, Object changed) {
    static @Nullable Stamp of(Path file) throws IOException {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        // Each state is a file of its own: the key (inode) differs when the time is too coarse.
        return new Stamp(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
      } catch (NoSuchFileException e) {
        return null;
      }
    }
  }

  /**
   * Reads the pins.
   *
   * @param home the folder of this installation's state
   * @param clock tells when a certificate is pinned
   * @throws IOException if the file cannot be read, is damaged, or is open to others; the message
   *     says so in one line
   */
  public Pins(Path home, InstantSource clock) throws IOException {
    this.file = home.resolve("pins.json");
    this.clock = clock;
    refresh();
  }

  /** The pin of a server, if it has one. */
  public synchronized Optional<Pin> lookup(HostPort target) {
    try {
      refresh();
    } catch (IOException e) {
      log.warn("pins as last read are used: {}", e.getMessage());
    }
    return Optional.ofNullable(pins.get(target.toString()));
  }

  /** All pins, by server. */
  public synchronized List<Pin> list() throws IOException {
    refresh();
    return List.copyOf(pins.values());
  }

  /** Pins a certificate, in the place of the one that was pinned before. */
  public synchronized Pin record(HostPort target, X509Certificate certificate) throws IOException {
    refresh();
    Pin pin =
        new Pin(
            target,
            Pin.fingerprint(certificate),
            Pin.subject(certificate),
            clock.instant().truncatedTo(ChronoUnit.SECONDS));
    SortedMap<String, Pin> next = new TreeMap<>(pins);
    next.put(target.toString(), pin);
    write(next);
    return pin;
  }

  /** Forgets the pin of a server; tells whether there was one. */
  public synchronized boolean remove(HostPort target) throws IOException {
    refresh();
    SortedMap<String, Pin> next = new TreeMap<>(pins);
    boolean found = next.remove(target.toString()) != null;
    if (found) {
      write(next);
    }
    return found;
  }

  private void refresh() throws IOException {
    Stamp now = Stamp.of(file);
    if (now == null) {
      pins = new TreeMap<>();
    } else if (!now.equals(read)) {
      Optional<String> looseness = OwnerOnlyFiles.looseness(file);
      if (looseness.isPresent()) {
        throw new IOException(file + ": " + looseness.get());
      }
      pins = PinsFile.read(file);
    }
    read = now;
  }

  private void write(SortedMap<String, Pin> next) throws IOException {
    OwnerOnlyFiles.createFolders(file.toAbsolutePath().getParent());
    OwnerOnlyFiles.replace(file, PinsFile.content(next.values()));
    pins = next;
    read = Stamp.of(file);
  }
}
