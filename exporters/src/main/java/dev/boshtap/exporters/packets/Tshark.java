package dev.boshtap.exporters.packets;

import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.PrivateTemporary;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tshark at work: what it finds in a file of packets, one JSON object a packet. */
final class Tshark implements AutoCloseable {

  /**
   * The packets that tell something: HTTP, WebSocket frames, and how connections end. To tshark
   * SSDP is HTTP too, over UDP.
   */
  private static final String FILTER =
      "tcp && (http.request || http.response || websocket || tls.alert_message"
          + " || tcp.flags.reset == 1 || tcp.flags.fin == 1)";

  private static final List<String> FIELDS =
      List.of(
          "frame.time_epoch",
          "tcp.stream",
          "ip.src",
          "ipv6.src",
          "tcp.srcport",
          "ip.dst",
          "ipv6.dst",
          "tcp.dstport",
          "tcp.flags.fin",
          "tcp.flags.reset",
          "tls.alert_message.desc",
          "http.request.method",
          "http.request.uri",
          "http.request.version",
          "http.request.line",
          "http.response.version",
          "http.response.code",
          "http.response.phrase",
          "http.response.line",
          "http.file_data",
          "websocket.opcode",
          "websocket.payload.text");

  /** Where Wireshark's installer puts it on Windows, without a word to the PATH. */
  private static final Path WINDOWS = Path.of("C:\\Program Files\\Wireshark\\tshark.exe");

  private final Process process;
  private final BufferedReader rows;
  private final PrivateTemporary complaints;

  private Tshark(Process process, PrivateTemporary complaints) {
    this.process = process;
    this.complaints = complaints;
    this.rows =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it.
   *
   * @throws CaptureException when there is none
   */
  static Tshark start(Path file, Optional<Path> keyLog) throws IOException {
    Path program =
        find()
            .orElseThrow(
                () ->
                    new CaptureException(
                        file
                            + ": packets, which Wireshark's tshark has to read, and it is not"
                            + " installed (expected: tshark on the PATH; or a HAR or SAZ file)"));
    List<String> command = new ArrayList<>(List.of(program.toString(), "-n", "-r"));
    command.add(file.toAbsolutePath().toString());
    keyLog.ifPresent(
        keys -> command.addAll(List.of("-o", "tls.keylog_file:" + keys.toAbsolutePath())));
    command.addAll(List.of("-Y", FILTER, "-T", "ek"));
    FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
    PrivateTemporary complaints = new PrivateTemporary(".tshark");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(complaints.path().toFile())
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      process.getOutputStream().close();
      return new Tshark(process, complaints);
    } catch (IOException e) {
      complaints.close();
      throw e;
    }
  }

  /** Where tshark is, if it is installed. */
  static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(File.pathSeparator, -1)) {
      for (String name : List.of("tshark", "tshark.exe")) {
        Path program = folder.isEmpty() ? Path.of(name) : Path.of(folder, name);
        if (!folder.isEmpty() && Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return File.separatorChar == '\\' && Files.isExecutable(WINDOWS)
        ? Optional.of(WINDOWS)
        : Optional.empty();
  }

  /** The fields of the next packet, each a list; or null when that was all. */
  @Nullable JsonNode next() throws IOException {
    for (String row = rows.readLine(); row != null; row = rows.readLine()) {
      try {
        JsonNode layers = JsonMapper.shared().readTree(row).path("layers");
        if (layers.isObject()) {
          return layers; // Every other line is an index for Elasticsearch.
        }
      } catch (JacksonException e) {
        throw new IOException("tshark wrote no JSON: " + e.getOriginalMessage(), e);
      }
    }
    return null;
  }

  /** Once all was read: what tshark complains of, one line; or none when it was content. */
  Optional<String> complaint() throws IOException {
    try {
      if (process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (var lines = Files.lines(complaints.path(), StandardCharsets.ISO_8859_1)) {
      return Optional.of(
          lines
              .filter(line -> line.startsWith("tshark: "))
              .findFirst()
              .orElse("tshark gave up without a word"));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try (rows) {
      complaints.close();
    }
  }
}
