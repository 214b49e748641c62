package dev.boshtap.exporters.store;

import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.redact.RedactionKey;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the pseudonyms in captures that were recorded on this machine, so that whoever
 * recorded one can ask for an agent by login id, and in captures of others that were read on it. A
 * capture that is given away does not have its key in it. Each key of a recording is a file of its
 * owner's alone, named as the recording names itself.
 */
public final class PseudonymKeys {

  private static final Logger LOG = LoggerFactory.getLogger(PseudonymKeys.class);
  private static final String SECRET = "of-files";
  private static final int ENOUGH = 1 << 16;

  private final Path folder;

  /** The keys in a folder, which need not exist. */
  public PseudonymKeys(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps the key of a recording, or says that it is still of use. One that is kept already is not
   * written again, for a crash meanwhile would cost it.
   */
  public void keep(String recording, RedactionKey key, Instant now) throws IOException {
    Optional<Path> file = file(recording);
    if (file.flatMap(PseudonymKeys::read).isPresent()) {
      Files.setLastModifiedTime(file.get(), FileTime.from(now));
    } else if (file.isPresent()) {
      PrivateFiles.createFolder(folder);
      key.write(file.get());
    }
  }

  /**
   * The key of a capture of others, the same each time that it is read on this machine, so that
   * what one command shows another finds. It is made of the file and of a secret that stays here:
   * who has what was made of the file has neither.
   */
  public RedactionKey of(Path capture) throws IOException {
    return secret().of(beginningAndEnd(capture));
  }

  /**
   * The key for a recording of boshtap's that has names in it: the same for all its parts, while it
   * is written and afterwards.
   */
  public RedactionKey of(CaptureFacts recording) throws IOException {
    return secret().of(recording.id().getBytes(StandardCharsets.UTF_8));
  }

  /** What stays on this machine, and makes the keys of what was not recorded under one. */
  private RedactionKey secret() throws IOException {
    Path file = folder.resolve(SECRET);
    Optional<RedactionKey> kept = read(file);
    if (kept.isPresent()) {
      return kept.get();
    }
    RedactionKey secret = RedactionKey.random();
    PrivateFiles.createFolder(folder);
    secret.write(file);
    return secret;
  }

  /** Enough to tell files apart, and quick where they are large. */
  private static byte[] beginningAndEnd(Path capture) throws IOException {
    try (SeekableByteChannel file = Files.newByteChannel(capture)) {
      long size = file.size();
      ByteBuffer told = ByteBuffer.allocate(Long.BYTES + 2 * ENOUGH).putLong(size);
      for (long from : new long[] {0, Math.max(0, size - ENOUGH)}) {
        ByteBuffer part = told.slice().limit(ENOUGH);
        file.position(from);
        while (part.hasRemaining() && file.read(part) >= 0) {
          // Until there is no more of it.
        }
        told.position(told.position() + part.position());
      }
      return Arrays.copyOf(told.array(), told.position());
    }
  }

  /** Removes the keys of recordings that have not been of use for so long. */
  public void prune(Duration age, Instant now) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.endsWith(SECRET)
            && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(age))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * What is asked of a capture, by the names that are in it too.
   *
   * @param say told, in a line, why names cannot be found in it
   */
  public EventFilter under(CaptureFacts facts, EventFilter asked, Consumer<String> say) {
    if (facts.redaction() != RedactionPolicy.PERSONAL) {
      return asked;
    }
    asked.partOfName().ifPresent(node -> say.accept(partOfName(node)));
    Optional<Redactor> redactor = redactor(facts);
    if (redactor.isPresent()) {
      return asked.orUnder(redactor.get()::nameOf);
    }
    asked.agents().stream()
        .filter(agent -> !Redactor.isAlias(agent))
        .findFirst()
        .ifPresent(
            agent ->
                say.accept(
                    "agents have pseudonyms in this capture, and no key to them can be read on"
                        + " this machine: none is found as %s (expected: as shown, p7-k3x9qa)"
                            .formatted(agent)));
    return asked;
  }

  /** What gives the names that are in a capture; nothing where it has none, or its key is away. */
  public Optional<Redactor> redactor(CaptureFacts facts) {
    return facts.redaction() == RedactionPolicy.PERSONAL
        ? file(facts.id())
            .flatMap(PseudonymKeys::read)
            .map(key -> Redactor.of(RedactionPolicy.PERSONAL, Set.of(), key))
        : Optional.empty();
  }

  /** A key that cannot be read is as good as none: the capture can be, under the names in it. */
  private static Optional<RedactionKey> read(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(RedactionKey.read(file)) : Optional.empty();
    } catch (IOException e) {
      LOG.debug("{} is passed over", file, e);
      return Optional.empty();
    }
  }

  /** Why users are not found by a part of their names. */
  public static String partOfName(String node) {
    return "users have pseudonyms: %s finds none by a part of the name (expected: the whole login id)"
        .formatted(node);
  }

  /** Where a key is, if what a file says of itself is a recording's name. */
  private Optional<Path> file(String recording) {
    try {
      return Optional.of(folder.resolve(UUID.fromString(recording).toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
