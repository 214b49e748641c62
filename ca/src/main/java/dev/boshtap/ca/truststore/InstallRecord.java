package dev.boshtap.ca.truststore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.ca.OwnerOnlyFiles;
import dev.boshtap.ca.truststore.TrustStore.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remembers which root went into which store, so that it can be taken out after the CA itself was
 * replaced: in the folder {@code installed} of the home folder, a line for each store in {@code
 * stores.tsv}, and each root under its SHA-256. The folder is there while a store holds anything.
 */
final class InstallRecord {

  /** One root in one store. */
  record Entry(String sha256, Kind kind, String location) {

    static Entry of(Anchor anchor, TrustStore store) {
      return new Entry(anchor.sha256(), store.kind(), store.location());
    }

    static Optional<Entry> parse(String line) {
      String[] fields = line.split("\t", 3);
      if (fields.length < 3 || !fields[0].matches("[0-9a-f]{64}")) {
        return Optional.empty();
      }
      for (Kind kind : Kind.values()) {
        if (kind.name().equals(fields[1])) {
          return Optional.of(new Entry(fields[0], kind, fields[2]));
        }
      }
      return Optional.empty();
    }

    String line() {
      return sha256 + "\t" + kind + "\t" + location + "\n";
    }
  }

  private final Path folder;

  InstallRecord(Path home) {
    folder = home.resolve("installed");
  }

  List<Entry> entries() throws IOException {
    try {
      return Files.readAllLines(list(), UTF_8).stream()
          .flatMap(line -> Entry.parse(line).stream())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The roots of all entries. */
  List<Anchor> anchors() throws IOException {
    List<Anchor> anchors = new ArrayList<>();
    for (String sha256 : entries().stream().map(Entry::sha256).distinct().toList()) {
      anchors.add(Anchor.read(certificateFile(sha256)));
    }
    return anchors;
  }

  boolean has(Anchor anchor, TrustStore store) throws IOException {
    return entries().contains(Entry.of(anchor, store));
  }

  void add(Anchor anchor, TrustStore store) throws IOException {
    Entry entry = Entry.of(anchor, store);
    List<Entry> all = new ArrayList<>(entries());
    if (all.contains(entry)) {
      return;
    }
    all.add(entry);
    OwnerOnlyFiles.createFolders(folder);
    Path copy = certificateFile(entry.sha256());
    if (!Files.exists(copy)) {
      OwnerOnlyFiles.create(copy, Files.readAllBytes(anchor.file()));
    }
    write(all);
  }

  void remove(Anchor anchor, TrustStore store) throws IOException {
    List<Entry> all = new ArrayList<>(entries());
    if (!all.remove(Entry.of(anchor, store))) {
      return;
    }
    Set<String> left = all.stream().map(Entry::sha256).collect(Collectors.toSet());
    if (!left.isEmpty()) {
      write(all);
    } else {
      Files.delete(list());
    }
    if (!left.contains(anchor.sha256())) {
      Files.deleteIfExists(certificateFile(anchor.sha256()));
    }
    if (left.isEmpty()) {
      Files.deleteIfExists(folder);
    }
  }

  private void write(List<Entry> entries) throws IOException {
    String text = entries.stream().map(Entry::line).collect(Collectors.joining());
    OwnerOnlyFiles.replace(list(), text.getBytes(UTF_8));
  }

  private Path list() {
    return folder.resolve("stores.tsv");
  }

  private Path certificateFile(String sha256) {
    return folder.resolve(sha256 + ".pem");
  }
}
