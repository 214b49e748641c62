package dev.boshtap.exporters.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.logs.LogLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

  private List<LogLine> read() throws IOException {
    List<LogLine> lines = new ArrayList<>();
    new LogFolder(ZoneOffset.UTC, lines::add).read(folder);
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
}
