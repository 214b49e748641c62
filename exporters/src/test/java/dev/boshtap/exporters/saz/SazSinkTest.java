package dev.boshtap.exporters.saz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.Told;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.Passwords;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SazSinkTest {

  private static final SazOptions OPTIONS =
      new SazOptions("0.1.0", ZoneOffset.ofHours(1), RedactionPolicy.SECRETS);

  /** Reads an archive with nothing of ours, and says of each session what Fiddler would show. */
  private static final String INDEPENDENT =
      """
      import sys, zipfile, xml.etree.ElementTree as et
      with zipfile.ZipFile(sys.argv[1]) as z:
          assert z.testzip() is None
          names = z.namelist()
          assert '[Content_Types].xml' in names and '_index.htm' in names
          for c in sorted(n for n in names if n.endswith('_c.txt')):
              s, m = z.read(c[:-5] + 's.txt'), et.fromstring(z.read(c[:-5] + 'm.xml'))
              assert m.tag == 'Session' and m.find('SessionTimers') is not None
              line = z.read(c).split(b'\\r\\n', 1)[0].decode().split(' ')
              assert len(line) == 3, line
              head, _, body = s.partition(b'\\r\\n\\r\\n')
              for message in (z.read(c), s):
                  fields, _, rest = message.partition(b'\\r\\n\\r\\n')
                  for field in fields.split(b'\\r\\n'):
                      name, _, value = field.partition(b': ')
                      assert name != b'Content-Length' or int(value) == len(rest), (c, value)
              result = head.split(b' ')[1].decode() if head else '-'
              flags = {f.get('N'): f.get('V') for f in m.iter('SessionFlag')}
              print(m.get('SID'), line[0], line[1], result, len(body) if head else -1,
                    flags.get('ui-comments', ''))
      """;

  @TempDir private Path folder;

  private Path written(List<Observation> observations) throws IOException {
    Path file = folder.resolve("a.saz");
    try (SazSink sink = new SazSink(file, OPTIONS)) {
      for (Observation observation : observations) {
        sink.accept(observation);
        sink.flush();
      }
    }
    return file;
  }

  private static List<Observation> anAnswerAndALostPoll() {
    return List.of(
        Exchanges.starting(0, 4)
            .answered(
                3_000,
                200,
                List.of(
                    new Header("Content-Type", "text/xml"),
                    new Header("Transfer-Encoding", "chunked")),
                "<body/>".getBytes(UTF_8))
            .poll("answered", true)
            .finished(),
        Exchanges.starting(3_010, 5)
            .ended(44_010, new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false))
            .poll("unanswered", false)
            .finished());
  }

  @Test
  void aRequestThatWaitedForItsServerIsPassedOnWhenThatStood() throws IOException {
    Path file =
        written(
            List.of(
                Exchanges.starting(100, 1)
                    .first("192.0.2.10:7443", 1_000)
                    .answered(4_100, 200, "text/xml", "<body/>")
                    .finished()));

    try (ZipFile zip = new ZipFile(file.toFile())) {
      String metadata =
          new String(zip.getInputStream(zip.getEntry("raw/001_m.xml")).readAllBytes(), UTF_8);
      assertThat(Pattern.compile("(\\w+)=\"[^\"]*:(\\d\\d\\.\\d{3})").matcher(metadata).results())
          .extracting(time -> time.group(1) + " " + time.group(2))
          .contains(
              "ClientConnected 00.100",
              "ClientDoneRequest 00.100",
              "ServerConnected 01.000",
              "FiddlerBeginRequest 01.000",
              "ServerGotRequest 01.000",
              "ServerBeginResponse 04.100");
    }
  }

  @Test
  void anIndependentReaderFindsWhatFiddlerShows() throws IOException, InterruptedException {
    assumeTrue(hasPython() || System.getenv("CI") != null, "python3 is not installed");
    Path file = written(anAnswerAndALostPoll());

    assertThat(readIndependently(file).lines().map(String::strip))
        .containsExactly(
            "4 POST https://finesse1.example.com:7443/http-bind/ 200 17",
            "5 POST https://finesse1.example.com:7443/http-bind/ - -1 rid 4716 unanswered,"
                + " server reset the connection after 41.0 s");
  }

  @Test
  void bodiesAreAsLongAsTheirHeadsSayAlsoWhereAnAliasIsLonger() throws Exception {
    assumeTrue(hasPython() || System.getenv("CI") != null, "python3 is not installed");
    Observation signIn =
        Redactor.secrets()
            .redact(
                Exchanges.starting(0, 4)
                    .request("POST", "/desktop/signin", "password=x1&lang=en")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Content-Length", "19")
                    .answered(
                        100,
                        200,
                        List.of(
                            new Header("Content-Type", "application/json"),
                            new Header("Content-Length", "14")),
                        "{\"token\":\"y2\"}".getBytes(UTF_8))
                    .finished());
    Path file = written(List.of(signIn));

    assertThat(readIndependently(file)).startsWith("4 POST");
    List<WireEvent> read =
        Told.by(SazReader.open(file, Passwords.NONE, CaptureLimits.DEFAULTS)).wire();
    assertThat(read)
        .filteredOn(WireEvent.Started.class::isInstance)
        .extracting(event -> ((WireEvent.Started) event).head().header("Content-Length"))
        .containsExactly(Optional.of("19"));
    assertThat(read)
        .filteredOn(WireEvent.ResponseStarted.class::isInstance)
        .extracting(event -> ((WireEvent.ResponseStarted) event).head().header("Content-Length"))
        .containsExactly(Optional.of("14"));
  }

  /** What the independent reader says of an archive that it finds nothing wrong with. */
  private String readIndependently(Path file) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("read.py"), INDEPENDENT);
    Process python =
        new ProcessBuilder("python3", script.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor(60, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void messagesOfAWebSocketComeBackAsTheyWere() throws IOException {
    Exchange exchange =
        Exchanges.starting(0, 7)
            .request("GET", "/ws/", "")
            .answered(10, 101, List.of(new Header("Upgrade", "websocket")), new byte[0])
            .ended(70_000, new Ending.Closed(Side.CLIENT, Ending.Manner.CLEAN, true))
            .exchange();
    byte[] large = "x".repeat(70_000).getBytes(UTF_8);
    Path file =
        written(
            List.of(
                new Observation.Upgraded(exchange),
                message(20, Side.CLIENT, SocketMessage.TEXT, "<open/>".getBytes(UTF_8)),
                message(30, Side.SERVER, SocketMessage.TEXT, large),
                message(60_000, Side.SERVER, SocketMessage.PING, new byte[0]),
                new Observation.Finished(exchange, null, List.of())));

    Told told = Told.by(SazReader.open(file, Passwords.NONE, CaptureLimits.DEFAULTS));

    List<SocketMessage> messages =
        told.wire().stream()
            .filter(WireEvent.MessageSeen.class::isInstance)
            .map(event -> ((WireEvent.MessageSeen) event).message())
            .toList();
    assertThat(messages)
        .extracting(message -> message.from() + " " + message.opcode())
        .containsExactly("CLIENT 1", "SERVER 1", "SERVER 9");
    assertThat(messages)
        .extracting(SocketMessage::payload)
        .containsExactly("<open/>".getBytes(UTF_8), large, new byte[0]);
    assertThat(told.wire().get(told.wire().size() - 1))
        .isInstanceOfSatisfying(
            WireEvent.Ended.class,
            end -> {
              assertThat(end.ending()).isEqualTo(exchange.ending());
              assertThat(end.at().wall()).isEqualTo(Samples.at(70_000).wall());
            });
  }

  private static Observation message(long millis, Side from, int opcode, byte[] payload) {
    return new Observation.Message(
        Samples.at(millis),
        7,
        new SocketMessage(from, opcode, payload, 0, payload.length, 1, false, Set.of()));
  }

  @Test
  void onlyItsOwnerCanReadIt() throws IOException {
    Path file = written(List.of());

    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(Told.by(SazReader.open(file, Passwords.NONE, CaptureLimits.DEFAULTS)).wire())
        .isEmpty();
  }
}
