package dev.boshtap.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Inputs to begin with: the fixtures of the modules that are fuzzed. */
final class Seeds {

  private static final Path BOSH = Path.of("../decoders/src/test/resources/bosh");

  private static final Path CAPTURES = Path.of("../exporters/src/test/resources/captures");

  private Seeds() {}

  /** Bodies as they stand on the wire. */
  static List<byte[]> bodies() {
    return files(BOSH, ".xml");
  }

  /** The files of a folder, relative to this module's, whose names end so. */
  static List<byte[]> files(Path folder, String suffix) {
    return names(folder, suffix).stream().map(Seeds::bytes).toList();
  }

  /** Captures as tools write them, and one packed. */
  static List<byte[]> hars() {
    List<byte[]> hars = new ArrayList<>(files(CAPTURES, ".har"));
    hars.add(gzipped(hars.get(0)));
    return hars;
  }

  /** A log of the notification service, plain and packed in each way. */
  static List<byte[]> logs() {
    byte[] log =
        ("2026.11.22 10:00:00 Session (id=f382a015) was last active 43230 ms ago: 1001@fin.example/d\n"
                + "2026.11.22 10:00:30 Closing idle session (id=f382a015): 1001@fin.example/d\n"
                + "0000004711: 10.1.2.3: Nov 22 2026 10:05:10.001 +0000: %CCBU_x-6-"
                + "XMPP_PUBLISH_ASYNCHRONOUS: %[NodeId=/finesse/api/User/1001]"
                + "[Payload=<Update><requestId>a-17</requestId></Update>]\n")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped);
        TarArchiveOutputStream archive = new TarArchiveOutputStream(tar)) {
      zip.putNextEntry(new ZipEntry("openfire/info.log"));
      zip.write(log);
      TarArchiveEntry entry = new TarArchiveEntry("openfire/info.log");
      entry.setSize(log.length);
      archive.putArchiveEntry(entry);
      archive.write(log);
      archive.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(log, gzipped(log), zipped.toByteArray(), tar.toByteArray());
  }

  private static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Session archives; the module that reads them keeps them as folders. */
  static List<byte[]> archives() {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive);
        Stream<Path> files = Files.list(CAPTURES.resolve("fiddler.saz/raw"))) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry("raw/" + file.getFileName()));
        zip.write(bytes(file));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(archive.toByteArray());
  }

  /** The parts of each session of an archive, in the order request, answer, metadata, frames. */
  static List<byte[]> sessions(byte separator) {
    Path raw = CAPTURES.resolve("fiddler.saz/raw");
    List<byte[]> sessions = new ArrayList<>();
    for (Path request : names(raw, "_c.txt")) {
      ByteArrayOutputStream session = new ByteArrayOutputStream();
      for (String part : List.of("_c.txt", "_s.txt", "_m.xml", "_w.txt")) {
        Path file = raw.resolve(request.getFileName().toString().replace("_c.txt", part));
        if (Files.exists(file)) {
          session.writeBytes(bytes(file));
        }
        session.write(separator);
      }
      sessions.add(session.toByteArray());
    }
    return sessions;
  }

  private static List<Path> names(Path folder, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
