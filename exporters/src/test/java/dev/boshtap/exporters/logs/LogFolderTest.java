package dev.boshtap.exporters.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.boshtap.decoders.logs.LogLine;
import dev.boshtap.exporters.read.CaptureLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {

  private static final String LINE =
      "2026.11.22 10:00:00 A session is closed for %s@fin.example/d\n";

  @TempDir private Path folder;

  private final List<String> unread = new ArrayList<>();

  private List<LogLine> read() {
    return read(CaptureLimits.DEFAULTS);
  }

  private List<LogLine> read(CaptureLimits limits) {
    List<LogLine> lines = new ArrayList<>();
    new LogFolder(
            ZoneOffset.UTC,
            limits,
            lines::add,
            (name, why) -> unread.add(folder.relativize(Path.of(name)) + ", " + why.getMessage()))
        .read(folder);
    return lines;
  }

  private static byte[] packed(String text, boolean tar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      if (tar) {
        TarArchiveOutputStream archive = new TarArchiveOutputStream(gzip);
        TarArchiveEntry entry = new TarArchiveEntry("openfire/info.log");
        entry.setSize(text.getBytes(UTF_8).length);
        archive.putArchiveEntry(entry);
        archive.write(text.getBytes(UTF_8));
        archive.closeArchiveEntry();
        archive.finish();
      } else {
        gzip.write(text.getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void readsPlainGzipZipAndTarWhateverTheirNames() throws IOException {
    Files.writeString(folder.resolve("info.log"), LINE.formatted("plain"));
    Files.write(folder.resolve("a"), packed(LINE.formatted("gzip"), false));
    Files.write(folder.resolve("b"), packed(LINE.formatted("tar"), true));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("c")))) {
      zip.putNextEntry(new ZipEntry("logs/d.gz"));
      zip.write(packed(LINE.formatted("zipped"), false));
      zip.putNextEntry(new ZipEntry("logs/info.log"));
      zip.write(LINE.formatted("zip").getBytes(UTF_8));
    }
    try (InputStream tar =
        new GZIPInputStream(new ByteArrayInputStream(packed(LINE.formatted("plaintar"), true)))) {
      Files.write(folder.resolve("d"), tar.readAllBytes());
    }

    assertThat(read())
        .extracting(LogLine::agent)
        .containsExactlyInAnyOrder("plain", "gzip", "tar", "zipped", "zip", "plaintar");
  }

  @Test
  void theWebservicesLogsAreReadFirstForTheirZone() throws IOException {
    Files.writeString(folder.resolve("a-info.log"), LINE.formatted("1001"));
    Files.writeString(
        folder.resolve("z-Desktop-webservices.log"),
        "0000001043: 10.1.2.3: Nov 22 2026 10:00:00.000 +0530: %CCBU_a-6-PRESENCE DRIVEN LOGOUT:"
            + " %[agentId=1001]: x\n");

    assertThat(read()).extracting(LogLine::at).containsOnly(Instant.parse("2026-11-22T04:30:00Z"));
  }

  @Test
  void aFileThatIsCutCostsNoOtherItsLines() throws IOException {
    byte[] whole = packed(LINE.formatted("packed").repeat(2_000), false);
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    Files.write(folder.resolve("debug.log.gz"), cut);
    Files.writeString(folder.resolve("info.log"), LINE.formatted("sound"));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("x.zip")))) {
      zip.putNextEntry(new ZipEntry("a.gz"));
      zip.write(cut);
      zip.putNextEntry(new ZipEntry("b.log"));
      zip.write(LINE.formatted("zipped").getBytes(UTF_8));
    }

    assertThat(read()).extracting(LogLine::agent).contains("packed", "sound", "zipped");
    assertThat(unread)
        .containsExactly(
            "debug.log.gz, Unexpected end of ZLIB input stream",
            "x.zip: a.gz, Unexpected end of ZLIB input stream");
  }

  @Test
  void namesInAZipMayBeInAnyCharacterSet() throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(
            Files.newOutputStream(folder.resolve("logs.zip")), Charset.forName("IBM850"))) {
      zip.putNextEntry(new ZipEntry("Protokolle f\u00fcr Cisco/info.log"));
      zip.write(LINE.formatted("zipped").getBytes(UTF_8));
    }

    assertThat(read()).extracting(LogLine::agent).containsExactly("zipped");
    assertThat(unread).isEmpty();
  }

  @Test
  void whatUnpacksToTooMuchIsReadAsFarAsTheLimit() throws IOException {
    Files.write(folder.resolve("a.tgz"), packed(LINE.formatted("1001").repeat(10_000), true));
    Files.writeString(folder.resolve("b.log"), LINE.formatted("1002"));

    assertThat(read(new CaptureLimits(100_000, 1, 1)))
        .hasSizeBetween(100, 3_000)
        .extracting(LogLine::agent)
        .contains("1001", "1002");
    assertThat(unread).containsExactly("a.tgz, unpacks to more than 100000 bytes");
  }

  @Test
  void aFolderThatCannotBeReadIsSaid() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.writeString(folder.resolve("info.log"), LINE.formatted("1001"));
    assumeTrue(closed.toFile().setReadable(false) && !Files.isReadable(closed), "all may read it");

    assertThat(read()).extracting(LogLine::agent).containsExactly("1001");
    assertThat(unread).containsExactly("closed, " + closed);
  }
}
