package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * boshtap as its user gets it, with no setting of redaction: what was planted in the traffic is
 * looked for in every byte that it shows, writes, logs and makes of it afterwards.
 */
class PlantedIT {

  private static final Pattern LOST = Pattern.compile("NO ANSWER");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}={0,2}+");

  @TempDir Path folder;

  @Test
  void byDefaultNothingPlantedIsInAnything() throws Exception {
    try (PlantedTraffic traffic = record()) {
      Map<String, String> outputs = outputs();

      assertThat(traffic.planted()).hasSizeGreaterThan(110);
      assertThat(outputs.keySet()).contains("capture.sqlite", "capture.sqlite-wal", "out.saz");
      for (Map.Entry<String, String> output : outputs.entrySet()) {
        assertThat(traffic.planted())
            .as(output.getKey())
            .filteredOn(value -> output.getValue().contains(value))
            .isEmpty();
      }
      assertThat(outputs.get("out.ndjson")).contains("finesse.dialog", "ALERTING", "p10-");
      askedForByName();
    }
  }

  @Test
  void unredactedAllOfItIsThereAndSaid() throws Exception {
    try (PlantedTraffic traffic = record("--unredacted")) {
      Map<String, String> outputs = outputs();

      assertThat(traffic.recorded())
          .filteredOn(value -> !outputs.get("out.har").contains(value))
          .isEmpty();
      assertThat(traffic.recorded())
          .filteredOn(value -> !outputs.get("out.saz").contains(value))
          .isEmpty();
      assertThat(outputs.get("run")).contains("UNREDACTED");
      assertThat(outputs.get("out.har")).contains("\"_redacted\":\"no:");
    }
  }

  /** Whoever recorded it knows the agent's name, and not the pseudonym. */
  private void askedForByName() {
    for (List<String> command :
        List.of(
            List.of("tail", "--json", "--all", "--no-follow", "capture.sqlite"),
            List.of("open", "--json", "capture.sqlite"),
            List.of("export", "capture.sqlite", "--events", "-"))) {
      List<String> asked = new ArrayList<>(command);
      asked.addAll(List.of("--agent", "Pl4ntAgent", "--type", "finesse.user"));
      Program found = run(asked.toArray(String[]::new));
      assertThat(found.awaitExit()).as("%s", found).isZero();
      assertThat(found.out()).as("%s", found).hasSize(2).allMatch(line -> line.contains("p10-"));
    }
    Program elsewhere =
        boshtap("open", "--home", "elsewhere", "--json", "capture.sqlite", "--agent", "Pl4ntAgent");
    elsewhere.awaitExit();
    assertThat(elsewhere.out()).isEmpty();
    assertThat(elsewhere.err())
        .anyMatch(line -> line.contains("no key to them can be read on this machine"));
  }

  /** Records the morning, and keeps what lay beside the capture while it was written. */
  private PlantedTraffic record(String... options) throws Exception {
    FinesseHost host = new FinesseHost();
    PlantedTraffic traffic = new PlantedTraffic(host);
    Path config =
        Boshtap.writeConfig(
            folder,
            "upstream:",
            "  trusted-certificates: [" + host.writeCa(folder) + "]",
            "log:",
            "  level: debug",
            "  file: " + folder.resolve("boshtap.log"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", "--listen", "127.0.0.1:0", "--home", "home", "--config", config.toString()));
    arguments.addAll(List.of("--capture", "capture.sqlite", "--har", "live.har"));
    arguments.addAll(List.of("--events", "live.ndjson"));
    arguments.addAll(Arrays.asList(options));
    try (Program run =
        Boshtap.startByDefaults(
            folder,
            List.of("-Djdk.net.hosts.file=" + host.writeHosts(folder)),
            arguments.toArray(String[]::new))) {
      String proxy = Boshtap.awaitListening(run);
      traffic.play(
          proxy, SimulatedSite.certificate(Boshtap.exportCa(folder, folder.resolve("home"))));
      run.awaitLine(LOST);
      for (String beside : List.of("capture.sqlite", "capture.sqlite-wal")) {
        Files.copy(folder.resolve(beside), folder.resolve("while-" + beside));
      }
      run.terminate();
      assertThat(run.awaitExit()).as("%s", run).isZero();
      Files.writeString(folder.resolve("run"), run.toString());
      return traffic;
    }
  }

  /** All that there is, and all that is made of it, by name. */
  private Map<String, String> outputs() throws IOException {
    List<String> said = new ArrayList<>();
    for (List<String> command :
        List.of(
            List.of(
                "export",
                "capture.sqlite",
                "--har",
                "out.har",
                "--saz",
                "out.saz",
                "--events",
                "out.ndjson",
                "--exchanges",
                "exchanges.ndjson",
                "--csv-polls",
                "polls.csv",
                "--csv-events",
                "events.csv"),
            List.of("tail", "--all", "--no-follow", "capture.sqlite"),
            List.of("open", "live.har"),
            List.of("report", "capture.sqlite", "-o", "report.html"),
            List.of("diagnose", "--json", "capture.sqlite"))) {
      Program program = run(command.toArray(String[]::new));
      assertThat(program.awaitExit()).as("%s", program).isBetween(0, 1);
      said.add(program.toString());
    }
    Map<String, String> outputs = new TreeMap<>();
    outputs.put("what commands said", String.join("\n", said));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        outputs.put(
            name.replace("while-capture.sqlite-wal", "capture.sqlite-wal"),
            name.endsWith(".saz") ? unzipped(file) : expanded(Files.readAllBytes(file)));
      }
    }
    return outputs;
  }

  private Program run(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--home", "home"));
    return boshtap(arguments.toArray(String[]::new));
  }

  private Program boshtap(String... arguments) {
    return Boshtap.startByDefaults(folder, List.of(), arguments);
  }

  /**
   * Bytes as text, of two bytes a character too; and what stands in it in base64, packed or not.
   */
  private static String expanded(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    StringBuilder all = new StringBuilder(text).append(text.replace("\0", ""));
    for (String run : BASE64.matcher(text).results().map(found -> found.group()).toList()) {
      for (int from = 0; from < 4; from++) { // What stands before it may look like base64, too.
        byte[] plain = decoded(run.substring(from));
        all.append('\n').append(new String(unpacked(plain), ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static byte[] decoded(String base64) {
    String unpadded = base64.replace("=", "").replace('-', '+').replace('_', '/');
    int whole = unpadded.length() % 4 == 1 ? unpadded.length() - 1 : unpadded.length();
    return Base64.getDecoder().decode(unpadded.substring(0, whole));
  }

  private static byte[] unpacked(byte[] bytes) {
    ByteArrayInputStream packed = new ByteArrayInputStream(bytes);
    boolean isGzip = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    boolean isZlib = bytes.length > 2 && bytes[0] == 0x78;
    if (!isGzip && !isZlib) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream plain =
        isGzip ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
      for (int next = plain.read(); next >= 0; next = plain.read()) {
        out.write(next);
      }
    } catch (IOException e) {
      return out.size() == 0 ? bytes : out.toByteArray(); // It only begins like it, or is cut.
    }
    return out.toByteArray();
  }

  private static String unzipped(Path saz) throws IOException {
    StringBuilder text = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(saz))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] bytes = zip.readAllBytes();
        text.append(entry.getName()).append(expanded(bytes)).append(body(bytes));
      }
    }
    return text.toString();
  }

  /** What stands behind the head of a message, where it is packed. */
  private static String body(byte[] message) {
    String text = new String(message, ISO_8859_1);
    int head = text.indexOf("\r\n\r\n");
    return head < 0
        ? ""
        : new String(unpacked(Arrays.copyOfRange(message, head + 4, message.length)), ISO_8859_1);
  }
}
