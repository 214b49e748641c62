package dev.boshtap.exporters.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Golden;
import dev.boshtap.exporters.WireJson;
import dev.boshtap.exporters.read.CaptureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarReaderTest {

  private static final Path HARS = Golden.RESOURCES.resolve("captures");

  @TempDir private Path folder;

  static List<Path> hars() throws IOException {
    try (Stream<Path> files = Files.list(HARS)) {
      return files.filter(file -> file.toString().endsWith(".har")).sorted().toList();
    }
  }

  private static List<WireEvent> events(Path file) throws IOException {
    try (HarReader reader = HarReader.open(file)) {
      return events(reader);
    }
  }

  private static List<WireEvent> events(HarReader reader) throws IOException {
    List<WireEvent> events = new ArrayList<>();
    for (WireEvent event = reader.next(); event != null; event = reader.next()) {
      events.add(event);
    }
    return events;
  }

  private static String told(Path file) throws IOException {
    try (HarReader reader = HarReader.open(file)) {
      StringBuilder told = new StringBuilder(WireJson.lines(events(reader)));
      for (Observation.Loss loss : reader.losses()) {
        told.append(loss.what()).append(": ").append(loss.count()).append('\n');
      }
      return told.toString();
    }
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("hars")
  void eventsComeInOrderOfTimeAndEveryExchangeEndsAtMostOnce(Path har) throws IOException {
    List<WireEvent> events = events(har);

    assertThat(events).isSortedAccordingTo(Comparator.comparing(WireEvent::at));
    assertThat(events.stream().filter(WireEvent.Ended.class::isInstance))
        .extracting(event -> ((WireEvent.Ended) event).exchange())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("hars")
  void packedMarkedAndWideFilesTellTheSame(Path har) throws IOException {
    String plain = told(har);
    String text = Files.readString(har);

    assertThat(told(file("a.har.gz", gzip(Files.readAllBytes(har))))).isEqualTo(plain);
    assertThat(told(file("b.har", ("\ufeff" + text).getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(plain);
    assertThat(told(file("c.har", ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE))))
        .isEqualTo(plain);
    assertThat(told(file("d.har", ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE))))
        .isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "[]",
        "{}",
        "{\"log\":[]}",
        "{\"log\":{\"version\":\"1.2\"}}",
        "{\"log\":{\"ver",
        "PK\u0003\u0004",
        "<html>",
        "\u0000\u0001\u0002",
        "{\"a\":\"\u001b\n"
      })
  void whatIsNoHarIsSaidInOneLine(String text) throws IOException {
    Path file = file("no.har", text.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> HarReader.open(file))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith(file + ": not a HAR: ")
        .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
  }

  @Test
  void aFolderAndAMissingFileAreSaidInOneLine() {
    assertThatThrownBy(() -> HarReader.open(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("a folder");
    assertThatThrownBy(() -> HarReader.open(folder.resolve("none.har")))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @MethodSource("hars")
  void aFileCutAnywhereGivesABeginningOfItsEventsAndALoss(Path har) throws IOException {
    byte[] whole = Files.readAllBytes(har);
    int entries = new String(whole, StandardCharsets.UTF_8).indexOf("\"entries\"") + 14;
    for (int cut = entries; cut < whole.length - 8; cut += Math.max(1, whole.length / 40)) {
      byte[] part = Arrays.copyOf(whole, cut);
      try (HarReader reader = HarReader.open(file("cut.har", part))) {
        List<WireEvent> events = events(reader);

        assertThat(reader.losses())
            .extracting(Observation.Loss::what)
            .anySatisfy(what -> assertThat(what).startsWith("the file is damaged or cut after "));
        assertThat(events.size()).isLessThanOrEqualTo(events(har).size());
      }
    }
  }

  @Test
  void aPackedFileThatIsCutGivesWhatCanBeUnpacked() throws IOException {
    byte[] packed = gzip(Files.readAllBytes(HARS.resolve("chrome.har")));
    Path file = file("cut.har.gz", Arrays.copyOf(packed, packed.length * 3 / 4));

    try (HarReader reader = HarReader.open(file)) {
      assertThat(events(reader)).isNotEmpty();
      assertThat(reader.losses())
          .extracting(Observation.Loss::what)
          .anyMatch(what -> what.startsWith("the file's packing is damaged or cut"));
    }
  }

  @Test
  void anUnansweredPollOfChromeWasHeldAllItsLife() throws IOException {
    List<WireEvent> events = events(HARS.resolve("chrome.har"));
    WireEvent.Ended ended =
        (WireEvent.Ended)
            events.stream()
                .filter(
                    event ->
                        event instanceof WireEvent.Ended end
                            && end.ending() instanceof Ending.Unknown)
                .findFirst()
                .orElseThrow();
    WireEvent started =
        events.stream()
            .filter(
                event ->
                    event instanceof WireEvent.RequestCompleted start
                        && start.exchange() == ended.exchange())
            .findFirst()
            .orElseThrow();

    assertThat(ended.ending()).isEqualTo(new Ending.Unknown("net::ERR_ABORTED"));
    assertThat(ended.bodySize()).isEqualTo(-1);
    assertThat(ended.at().since(started.at())).isEqualTo(Duration.ofMillis(41_007));
  }
}
