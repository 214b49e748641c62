package dev.boshtap.exporters.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.sstoehr.harreader.HarReaderException;
import de.sstoehr.harreader.HarReaderMode;
import de.sstoehr.harreader.model.HarEntry;
import de.sstoehr.harreader.model.HarLog;
import de.sstoehr.harreader.model.HarTiming;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Golden;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.json.EventSchema;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HarSinkTest {

  private static final HarOptions OPTIONS =
      new HarOptions("0.1.0", ZoneId.of("Europe/Vienna"), RedactionPolicy.NONE);

  private static final Connection REST =
      new Connection(4, new HostPort("2001:db8::10", 8445), "127.0.0.1:51240");

  private static final Ending RESET = new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false);

  @TempDir private Path folder;

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** One of each kind of exchange that matters in a HAR. */
  private static List<Observation.Finished> exchanges() throws IOException {
    List<Observation.Finished> all = new ArrayList<>();
    all.add(
        Exchanges.starting(100, 1)
            .first("192.0.2.10:7443")
            .request("POST", "/http-bind/", "<body rid='4712' sid='3445afbe'>é</body>")
            .header("Cookie", "JSESSIONID=abc; finesse_ag_extension=1003;x")
            .answered(
                4_020,
                200,
                List.of(
                    new Header("Content-Type", "text/xml; charset=UTF-8"),
                    new Header("Content-Encoding", "gzip"),
                    new Header(
                        "Set-Cookie",
                        "SID=1; Path=/http-bind; Secure; HttpOnly; SameSite=Lax;"
                            + " Expires=Wed, 21-Oct-2026 07:28:00 GMT")),
                gzip("<body xmlns='http://jabber.org/protocol/httpbind'>Zoë 山</body>"))
            .poll("answered", false)
            .with(Samples.user(Samples.context(4_020, 1), "READY", "NOT_READY"))
            .finished());
    all.add(
        Exchanges.starting(4_030, 2)
            .ended(45_037, RESET)
            .poll("unanswered", false)
            .with(
                Samples.poll(
                    Samples.context(45_037, 2),
                    Event.Outcome.UNANSWERED,
                    Duration.ofMillis(41_007),
                    RESET))
            .finished());
    all.add(
        Exchanges.starting(5_000, 3)
            .on(REST)
            .first("[2001:db8::10%eth0]:8445")
            .request("GET", "/finesse/api/User/1001003?a=1&b=%C3%A9&c|d=\"x\"&e", "")
            .answered(
                5_031,
                200,
                List.of(new Header("Content-Type", "image/png")),
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1})
            .finished());
    all.add(
        Exchanges.starting(5_100, 4)
            .on(REST)
            .request("GET", "/desktop/scripts/desktop.js", "")
            .answered(5_140, 200, "text/javascript", "var a = 1;")
            .ofSize(3_000_000)
            .ended(5_140, new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true))
            .finished());
    all.add(
        Exchanges.starting(5_200, 5)
            .on(REST)
            .request("GET", "/desktop/app.css", "")
            .answered(
                5_240,
                200,
                List.of(
                    new Header("Content-Type", "text/css"), new Header("Content-Encoding", "br")),
                new byte[] {0x1b, 3, 0, 0})
            .finished());
    all.add(
        Exchanges.starting(46_000, 6)
            .open()
            .poll("pending", false)
            .with(
                Samples.poll(
                    Samples.context(50_000, 6),
                    Event.Outcome.PENDING,
                    Duration.ofSeconds(4),
                    Ending.OPEN))
            .finished());
    return all;
  }

  private Path write(HarOptions options, List<? extends Observation> observations)
      throws IOException {
    Path file = folder.resolve("written.har");
    try (HarSink sink = new HarSink(file, options)) {
      for (Observation observation : observations) {
        sink.accept(observation);
      }
    }
    return file;
  }

  private static HarLog foreign(Path file) throws HarReaderException {
    return new de.sstoehr.harreader.HarReader()
        .readFromFile(file.toFile(), HarReaderMode.STRICT)
        .log();
  }

  private static List<WireEvent> read(Path file) throws IOException {
    List<WireEvent> events = new ArrayList<>();
    try (HarReader reader = HarReader.open(file)) {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
    }
    return events;
  }

  @Test
  void theFileIsAsItWasReviewed() throws IOException {
    String written = Files.readString(write(OPTIONS, exchanges()));

    Golden.check(
        Path.of("captures", "ours.har"),
        JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(JsonMapper.shared().readTree(written))
            + "\n");
  }

  @Test
  void aReaderThatIsNotOursReadsIt() throws Exception {
    HarLog log = foreign(write(OPTIONS, exchanges()));

    assertThat(log.creator().name()).isEqualTo("boshtap");
    assertThat(log.entries()).hasSize(6);
    HarEntry first = log.entries().get(0);
    assertThat(first.request().postData().text()).contains("é");
    assertThat(first.request().cookies()).extracting("name").contains("JSESSIONID");
    assertThat(first.response().content().text()).contains("Zoë 山");
    assertThat(first.response().cookies()).extracting("path").containsExactly("/http-bind");
    assertThat(first.serverIPAddress()).isEqualTo("192.0.2.10");
    HarEntry unanswered = log.entries().get(1);
    assertThat(unanswered.response().status()).isZero();
    assertThat(unanswered.response().bodySize()).isEqualTo(-1);
    assertThat(unanswered.timings().waitTime()).isEqualTo(41_007);
    assertThat(log.entries().get(2).serverIPAddress()).isEqualTo("2001:db8::10");
  }

  @Test
  void timesAddUp() throws Exception {
    for (HarEntry entry : foreign(write(OPTIONS, exchanges())).entries()) {
      HarTiming timings = entry.timings();
      long sum = 0;
      for (Long part :
          new Long[] {
            timings.blocked() == null ? -1 : timings.blocked().longValue(),
            timings.dns() == null ? -1 : timings.dns().longValue(),
            timings.connect() == null ? -1 : timings.connect().longValue(),
            timings.send().longValue(),
            timings.waitTime().longValue(),
            timings.receive().longValue()
          }) {
        sum += Math.max(0, part);
      }
      assertThat(entry.time().longValue()).isEqualTo(sum);
    }
  }

  @Test
  void eventsInItAreAsTheSchemaHasThem() throws IOException {
    JsonNode har = JsonMapper.shared().readTree(Files.readString(write(OPTIONS, exchanges())));

    assertThat(har.path("log").path("entries").values())
        .flatExtracting(entry -> List.copyOf(entry.path("_events").values()))
        .hasSize(3)
        .allSatisfy(event -> assertThat(EventSchema.errors(event.toString())).isEmpty());
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    List<WireEvent> events = read(write(OPTIONS, exchanges()));

    for (Observation.Finished finished : exchanges()) {
      long number = finished.exchange().number();
      List<WireEvent> own =
          events.stream()
              .filter(e -> e instanceof WireEvent.ExchangeEvent part && part.exchange() == number)
              .toList();
      WireEvent.Started started = (WireEvent.Started) own.get(0);
      assertThat(started.at()).isEqualTo(finished.exchange().started());
      assertThat(started.connection()).isEqualTo(finished.exchange().connection());
      assertThat(started.head().method()).isEqualTo(finished.exchange().request().method());
      assertThat(started.head().headers()).isEqualTo(finished.exchange().request().headers());
      if (finished.exchange().ending() instanceof Ending.Open) {
        assertThat(own).noneMatch(WireEvent.Ended.class::isInstance);
      } else {
        WireEvent.Ended ended = (WireEvent.Ended) own.get(own.size() - 1);
        assertThat(ended.ending()).isEqualTo(finished.exchange().ending());
        assertThat(ended.at()).isEqualTo(finished.exchange().ended());
        assertThat(ended.fromClient()).isEqualTo(finished.exchange().fromClient());
        assertThat(ended.fromServer()).isEqualTo(finished.exchange().fromServer());
      }
    }
    assertThat(events.stream().filter(WireEvent.ServerReached.class::isInstance))
        .extracting(event -> ((WireEvent.ServerReached) event).address())
        .containsExactly("192.0.2.10:7443", "[2001:db8::10%eth0]:8445");
  }

  @Test
  void itIsWholeAfterEveryFlushAndSaysLosses() throws IOException {
    Path file = folder.resolve("growing.har");
    try (HarSink sink = new HarSink(file, OPTIONS)) {
      assertThat(entries(file)).isZero();
      int written = 0;
      for (Observation.Finished finished : exchanges()) {
        sink.accept(finished);
        sink.flush();
        assertThat(entries(file)).isEqualTo(++written);
      }
      sink.accept(new Observation.Loss(Samples.TEN, "queue full", 3));
      sink.accept(new Observation.Loss(Samples.TEN, "queue full", 4));
      sink.flush();
      assertThat(entries(file)).isEqualTo(written);
      sink.accept(exchanges().get(0));
    }

    JsonNode log = JsonMapper.shared().readTree(Files.readString(file)).path("log");
    assertThat(log.path("entries").size()).isEqualTo(exchanges().size() + 1);
    assertThat(log.path("_losses").toString()).isEqualTo("[{\"what\":\"queue full\",\"count\":7}]");
  }

  private static int entries(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file)).path("log").path("entries").size();
  }

  @Test
  void aFullDiskCostsWhatDoesNotFitAndNothingElse() throws IOException {
    Path path = folder.resolve("full.har");
    Observation.Finished small = exchanges().get(1);
    try (FullDisk disk = new FullDisk(PrivateFiles.create(path));
        HarSink sink = new HarSink(disk, OPTIONS)) {
      sink.accept(small);
      sink.flush();
      disk.room = Files.size(path) + 100;
      for (int i = 0; i < 3; i++) {
        sink.accept(small);
        assertThatThrownBy(sink::flush).hasMessage("No space left on device");
        assertThat(entries(path)).isEqualTo(1);
      }
      disk.room = Long.MAX_VALUE;
      sink.accept(small);
      sink.flush();

      assertThat(entries(path)).isEqualTo(2);
    }
  }

  @Test
  void aBatchThatCannotBeWrittenIsCountedWholeAndSaidInTheFile() throws IOException {
    Path path = folder.resolve("full.har");
    Observation.Finished small = exchanges().get(1);
    try (FullDisk disk = new FullDisk(PrivateFiles.create(path));
        HarSink sink = new HarSink(disk, OPTIONS)) {
      disk.room = Files.size(path);
      for (int i = 0; i < 5; i++) {
        sink.accept(small);
      }
      sink.accept(new Observation.Loss(Samples.TEN, "queue full", 3));
      assertThatThrownBy(sink::flush)
          .isInstanceOfSatisfying(
              NotWrittenException.class, e -> assertThat(e.observations()).isEqualTo(5));
      sink.accept(small);
      assertThatThrownBy(sink::flush)
          .isInstanceOfSatisfying(
              NotWrittenException.class, e -> assertThat(e.observations()).isEqualTo(1));
      assertThat(entries(path)).isZero();
      disk.room = Long.MAX_VALUE;
      sink.accept(small);
      sink.flush();
    }

    JsonNode log = JsonMapper.shared().readTree(Files.readString(path)).path("log");
    assertThat(log.path("entries").size()).isEqualTo(1);
    assertThat(log.path("_losses").toString())
        .contains("{\"what\":\"queue full\",\"count\":3}")
        .contains("{\"what\":\"exchanges that could not be written to this file\",\"count\":6}");
  }

  /** A disk that takes what there is room for and then fails, as disks do. */
  private static final class FullDisk implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private long room = Long.MAX_VALUE;

    FullDisk(SeekableByteChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (position() + bytes.remaining() <= room) {
        return file.write(bytes);
      }
      if (position() >= room) {
        throw new IOException("No space left on device");
      }
      ByteBuffer part = bytes.slice().limit((int) (room - position()));
      int written = file.write(part);
      bytes.position(bytes.position() + written);
      return written;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long to) throws IOException {
      file.position(to);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Test
  void manyLossesAreCountedAsFew() throws IOException {
    List<Observation> losses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      losses.add(new Observation.Loss(Samples.TEN, "bytes of exchange " + i, 1));
    }

    JsonNode log =
        JsonMapper.shared().readTree(Files.readString(write(OPTIONS, losses))).path("log");

    assertThat(log.path("_losses").values()).hasSizeLessThan(30);
    assertThat(log.path("_losses").values().stream().mapToInt(l -> l.path("count").asInt()).sum())
        .isEqualTo(100);
  }

  @Test
  void aFileThatWasThereIsReplacedAndOnlyItsOwnerCanReadIt() throws IOException {
    Path file = folder.resolve("written.har");
    Files.writeString(file, "x".repeat(100_000));
    write(OPTIONS, exchanges());

    assertThat(entries(file)).isEqualTo(exchanges().size());
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void itSaysWhetherItIsRedacted() throws IOException {
    assertThat(Files.readString(write(OPTIONS, List.of()))).contains("\"_redacted\":\"no: ");
    assertThat(
            Files.readString(
                write(
                    new HarOptions("0.1.0", ZoneId.of("UTC"), RedactionPolicy.SECRETS), List.of())))
        .contains("\"_redacted\":\"secrets: ");
  }
}
