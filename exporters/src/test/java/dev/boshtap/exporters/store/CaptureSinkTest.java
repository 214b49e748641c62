package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.NodeGlob;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureSinkTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.sqlite");
  }

  /** Events of every kind, exchanges of every ending, a WebSocket, a loss. */
  private static List<Observation> everything() {
    List<Observation> all = new ArrayList<>();
    Samples.events().forEach(event -> all.add(new Observation.Happened(event)));
    long number = 100;
    for (Ending ending : Samples.endings()) {
      all.add(
          Exchanges.starting(10, number++)
              .first("192.0.2.7:7443")
              .header("X-Odd", "\u0000 é \ud83d\ude00")
              .ended(41_000, ending)
              .poll("unanswered", false)
              .finished());
    }
    all.add(
        Exchanges.starting(20, number)
            .answered(55, 200, "text/xml", "<body xmlns='http://jabber.org/protocol/httpbind'/>")
            .poll("answered", true)
            .finished());
    all.add(new Observation.Upgraded(Exchanges.starting(30, number + 1).open().exchange()));
    all.add(
        new Observation.Message(
            Samples.at(40),
            number + 1,
            new SocketMessage(
                Side.SERVER,
                SocketMessage.TEXT,
                "<message/>".getBytes(StandardCharsets.UTF_8),
                0,
                12,
                1,
                false,
                Set.of())));
    all.add(new Observation.Loss(Samples.at(50), "exchanges forwarded and not recorded", 7));
    return all;
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    List<Observation> written = everything();

    Captures.write(file(), written);

    assertThat(Captures.texts(Captures.read(file()))).isEqualTo(Captures.texts(written));
  }

  @Test
  void anExchangeComesWithItsEvents() throws Exception {
    Event event = Samples.user(Samples.context(300, 12), "READY", "NOT_READY");
    Observation.Finished finished =
        Exchanges.starting(0, 12).answered(300, 200, "text/xml", "<body/>").with(event).finished();

    Captures.write(file(), List.of(new Observation.Happened(event), finished));

    assertThat(Captures.texts(Captures.read(file())).get(1))
        .isEqualTo(Captures.texts(List.of(finished)).get(0));
  }

  @Test
  void oneFileIsLeftThatIsItsOwnersAlone() throws Exception {
    Captures.write(file(), everything());

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aSecondWriterIsRefused() throws Exception {
    try (CaptureSink first = Captures.open(file(), TimeSource.SYSTEM, CaptureNews.NONE)) {
      assertThat(CaptureFolder.isWritten(first.file())).isTrue();
      assertThatThrownBy(() -> WriterLock.take(file()))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("is being written by another boshtap");
    }
    assertThat(CaptureFolder.isWritten(file())).isFalse();
  }

  @Test
  void aReaderGoesOnWithWhatIsAdded() throws Exception {
    CaptureSink sink = Captures.open(file(), TimeSource.SYSTEM, CaptureNews.NONE);
    try (StoreReader reader = StoreReader.open(file(), EventFilter.ALL, true)) {
      assertThat(reader.next()).isNull();
      Observation loss = new Observation.Loss(Samples.at(1), "a", 1);
      sink.accept(loss);
      sink.close();
      assertThat(Captures.rest(reader)).containsExactly(loss);
    }
    assertThat(StoreFiles.facts(file()).completed()).isPresent();
  }

  @Test
  void whatIsOpenIsPendingUntilItEnds() throws Exception {
    BoshFacts facts =
        new BoshFacts("sid", 7L, Duration.ofSeconds(30), 1, "pending", false, "1001003");
    Exchanges poll = Exchanges.starting(0, 5).open();
    Observation held = new Observation.Held(poll.exchange(), facts);
    Path broken = folder.resolve("broken.sqlite");

    Captures.write(broken, List.of(held));
    Captures.write(
        file(), List.of(held, Exchanges.starting(0, 5).ended(90, Ending.OPEN).finished()));

    try (StoreReader reader = StoreReader.open(broken, EventFilter.ALL, true)) {
      assertThat(Captures.texts(reader.pending()))
          .isEqualTo(
              Captures.texts(List.of(new Observation.Finished(poll.exchange(), facts, List.of()))));
    }
    try (StoreReader reader = StoreReader.open(file(), EventFilter.ALL, true)) {
      assertThat(reader.pending()).isEmpty();
    }
  }

  @Test
  void aRecordingThatGrowsGoesOnInParts() throws Exception {
    List<Observation> written = new ArrayList<>();
    CaptureOptions options = Captures.options(new Rotation(1 << 16, Duration.ofDays(1)));
    List<Path> told = new CopyOnWriteArrayList<>();
    try (CaptureSink sink =
        new CaptureSink(file(), options, TimeSource.SYSTEM, new Rotated(told::add))) {
      sink.accept(new Observation.Held(Exchanges.starting(0, 9_999).open().exchange(), null));
      for (int number = 1; told.size() < 2; number++) {
        Observation next =
            Exchanges.starting(number, number)
                .answered(number + 1, 200, "text/plain", "x".repeat(900) + number)
                .finished();
        sink.accept(next);
        written.add(next);
        while (sink.waitingBytes() > 200_000) {
          Thread.onSpinWait();
        }
      }
    }

    List<Path> parts = StoreFiles.parts(file());
    assertThat(parts.subList(1, parts.size())).startsWith(told.get(0), told.get(1));
    List<Observation> read = new ArrayList<>();
    for (Path part : parts) {
      read.addAll(Captures.read(part));
    }
    assertThat(Captures.texts(read)).isEqualTo(Captures.texts(written));
    try (StoreReader last = StoreReader.open(parts.get(parts.size() - 1), EventFilter.ALL, true)) {
      assertThat(last.pending()).hasSize(1);
      assertThat(last.facts().id()).isEqualTo(StoreFiles.facts(file()).id());
    }
  }

  @Test
  void anExchangeComesWithWhatItSaidInAnEarlierPart() throws Exception {
    Event held = Samples.user(Samples.context(1, 9_999), "READY", null);
    Event young = Samples.user(Samples.context(2, 9_998), "TALKING", null);
    List<Path> told = new CopyOnWriteArrayList<>();
    CaptureOptions options = Captures.options(new Rotation(1 << 16, Duration.ofDays(1)));
    try (CaptureSink sink =
        new CaptureSink(file(), options, TimeSource.SYSTEM, new Rotated(told::add))) {
      sink.accept(new Observation.Held(Exchanges.starting(0, 9_999).open().exchange(), null));
      sink.accept(new Observation.Happened(held));
      sink.accept(new Observation.Happened(young));
      for (int number = 1; told.isEmpty(); number++) {
        sink.accept(
            Exchanges.starting(number, number)
                .answered(number + 1, 200, "text/plain", "x".repeat(900) + number)
                .finished());
        while (sink.waitingBytes() > 200_000) {
          Thread.onSpinWait();
        }
      }
      for (Event event : List.of(held, young)) {
        sink.accept(
            Exchanges.starting(0, event.context().exchange())
                .answered(9, 200, "text/xml", "<body/>")
                .with(event)
                .finished());
      }
    }

    List<Path> parts = StoreFiles.parts(file());
    List<Observation> later = new ArrayList<>();
    for (Path part : parts.subList(1, parts.size())) {
      later.addAll(Captures.read(part));
    }
    assertThat(later).noneMatch(one -> one instanceof Observation.Happened);
    assertThat(later)
        .filteredOn(one -> one instanceof Observation.Finished)
        .extracting(one -> ((Observation.Finished) one).events())
        .contains(List.of(held), List.of(young));
    Path whole = folder.resolve("whole.sqlite");
    CaptureMerge.merge(parts, whole, file -> {});
    assertThat(Captures.read(whole))
        .filteredOn(one -> one instanceof Observation.Finished)
        .extracting(one -> ((Observation.Finished) one).events())
        .contains(List.of(held), List.of(young));
  }

  /** Is told of rotation, and wants to hear of nothing else. */
  private record Rotated(Consumer<Path> told) implements CaptureNews {
    @Override
    public void suspended(Path file, String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void resumed(Path file, long lost) {}

    @Override
    public void rotated(Path from, Path to) {
      told.accept(to);
    }

    @Override
    public void behind(Path file, Duration age) {}
  }

  @Test
  void aWebSocketIsGivenToItsEndAndForgottenWhereNotWanted() throws Exception {
    Observation.Finished end =
        Exchanges.starting(0, 5).answered(9, 101, "text/plain", "").finished();
    Captures.write(
        file(), List.of(new Observation.Upgraded(Exchanges.starting(0, 5).open().exchange()), end));

    assertThat(Captures.read(file(), filter("1001001", null, null, null, null, false)))
        .filteredOn(one -> one instanceof Observation.Finished)
        .hasSize(1);
  }

  @Test
  void whatGoesOverTheQueueIsRefusedAndTold() throws Exception {
    CaptureOptions tiny =
        new CaptureOptions(
            "test", "desk-12", RedactionPolicy.SECRETS, 1, Captures.OPTIONS.rotation(), 2_000);
    CaptureSink sink = new CaptureSink(file(), tiny, TimeSource.SYSTEM, CaptureNews.NONE);
    int refused = 0;
    while (refused < 3) {
      try {
        sink.accept(new Observation.Loss(Samples.TEN, "one of many", 1));
      } catch (IOException e) {
        refused++;
      }
    }
    sink.close();

    assertThat(sink.lost()).isEqualTo(3);
    long told =
        Captures.read(file()).stream()
            .filter(one -> one instanceof Observation.Loss loss && loss.what().contains("not kept"))
            .mapToLong(one -> ((Observation.Loss) one).count())
            .sum();
    assertThat(told).isEqualTo(3);
  }

  @Test
  void aFileThatIsTakenAwayIsFollowedByAnother() throws Exception {
    List<Path> told = new ArrayList<>();
    CaptureSink sink = Captures.open(file(), TimeSource.SYSTEM, new Rotated(told::add));
    Files.delete(file());
    Observation late = new Observation.Loss(Samples.TEN, "late", 1);
    sink.accept(late);
    sink.close();

    assertThat(told).containsExactly(CaptureFolder.partOf(file(), 2));
    assertThat(Captures.read(told.get(0))).contains(late);
  }

  @Test
  void filtersAreLookedUpAsTheyAreAsked() throws Exception {
    List<Observation> written = new ArrayList<>();
    Map<String, String> states = Map.of("1001001", "READY", "1001002", "TALKING");
    long number = 1;
    for (Map.Entry<String, String> one : states.entrySet()) {
      var context = Samples.context(number * 1_000, number);
      Event event =
          Samples.user(
              new dev.boshtap.decoders.event.Context(
                  context.at(),
                  context.connection(),
                  number,
                  one.getKey(),
                  null,
                  one.getKey(),
                  number),
              one.getValue(),
              null);
      written.add(new Observation.Happened(event));
      written.add(
          Exchanges.starting(number * 1_000, number)
              .answered(number * 1_000 + 10, 200, "text/xml", "<body/>")
              .with(event)
              .finished());
      number++;
    }
    Event.Poll poll =
        Samples.poll(
            Samples.context(9_000, 9),
            Event.Outcome.UNANSWERED,
            Duration.ofSeconds(1),
            Ending.OPEN);
    written.add(new Observation.Happened(poll));
    Captures.write(file(), written);
    Instant ten = Samples.TEN.wall();

    for (EventFilter filter :
        List.of(
            EventFilter.ALL,
            filter("1001001", null, null, null, null, false),
            filter(null, "/finesse/*/1001003", null, null, null, false),
            filter(null, "/finesse/[ab]*", null, null, null, false),
            filter(null, null, "finesse", null, null, false),
            filter(null, null, "bosh.poll", null, null, false),
            filter(null, null, "fin", null, null, false),
            filter(null, null, null, ten.plusSeconds(2), null, false),
            filter(null, null, null, null, ten.plusSeconds(2), false),
            filter("1001003", null, "bosh", ten, ten.plusSeconds(20), true))) {
      assertThat(Captures.texts(Captures.read(file(), filter)))
          .as(filter.toString())
          .isEqualTo(Captures.texts(written.stream().filter(filter::admits).toList()));
    }
    assertThat(Captures.read(file(), filter("1001001", null, null, null, null, false))).hasSize(2);
  }

  private static EventFilter filter(
      String agent, String node, String type, Instant since, Instant until, boolean unanswered) {
    return new EventFilter(
        agent == null ? Set.of() : Set.of(agent),
        node == null ? Set.of() : Set.of(NodeGlob.of(node)),
        Optional.ofNullable(type),
        Optional.ofNullable(since),
        Optional.ofNullable(until),
        unanswered);
  }
}
