package dev.boshtap.proxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class WireQueueTest {

  static final Moment NOW = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));
  private static final Connection CONNECTION =
      new Connection(1, new HostPort("fin1.example", 7443), "10.0.0.7:50000");

  static WireEvent started(long exchange) {
    return started(exchange, NOW);
  }

  private static WireEvent started(long exchange, Moment at) {
    return new WireEvent.Started(
        at, exchange, CONNECTION, new RequestHead("POST", "/http-bind/", "HTTP/1.1", List.of()));
  }

  static WireEvent bytes(long exchange, int size) {
    return new WireEvent.ResponseBytes(NOW, exchange, new byte[size]);
  }

  static WireEvent ended(long exchange) {
    return ended(exchange, NOW);
  }

  static WireEvent ended(long exchange, Moment at) {
    return new WireEvent.Ended(at, exchange, Ending.ANSWERED, 0, 0, 0, 0);
  }

  private static List<WireEvent> drain(WireQueue queue) throws InterruptedException {
    List<WireEvent> events = new ArrayList<>();
    queue.drainTo(events, 1_000, Duration.ZERO);
    return events;
  }

  @Test
  void keepsTheOrder() throws Exception {
    WireQueue queue = new WireQueue(10, 100, () -> NOW);
    List<WireEvent> events = List.of(started(1), bytes(1, 10), ended(1));
    assertThat(events).allSatisfy(event -> assertThat(queue.offer(event)).isTrue());
    assertThat(drain(queue)).containsExactlyElementsOf(events);
  }

  @Test
  void refusesStartsWhenFullAndSaysSoWhereTheyAreMissing() throws Exception {
    WireQueue queue = new WireQueue(2, 100, () -> NOW);
    assertThat(queue.offer(started(1))).isTrue();
    assertThat(queue.offer(started(2))).isTrue();
    assertThat(queue.offer(started(3))).isFalse();
    assertThat(queue.offer(started(4))).isFalse();
    assertThat(queue.lostExchanges()).isEqualTo(2);
    queue.offer(ended(2));
    List<WireEvent> events = new ArrayList<>();
    queue.drainTo(events, 1, Duration.ZERO);
    queue.drainTo(events, 1, Duration.ZERO);
    assertThat(queue.offer(started(5))).isTrue();
    events.addAll(drain(queue));
    assertThat(events)
        .containsExactly(started(1), started(2), ended(2), new WireEvent.Lost(NOW, 2), started(5));
  }

  @Test
  void whatWasReadLaterIsMissingLater() throws Exception {
    Moment later = NOW.plus(Duration.ofMillis(1));
    WireQueue queue = new WireQueue(4, 100, () -> later);
    for (int i = 1; i <= 4; i++) {
      assertThat(queue.offer(started(i))).isTrue();
    }
    assertThat(queue.offer(started(5))).isFalse();
    assertThat(queue.offer(started(6, later))).isFalse();
    queue.drainTo(new ArrayList<>(), 3, Duration.ZERO);
    assertThat(queue.offer(started(7))).isTrue();
    assertThat(drain(queue))
        .containsExactly(
            started(4), new WireEvent.Lost(NOW, 1), started(7), new WireEvent.Lost(later, 1));
  }

  @Test
  void largeHeadsTakeRoomAsBodiesDo() throws Exception {
    WireQueue queue = new WireQueue(10, 100, () -> NOW);
    Header large = new Header("cookie", "x".repeat(100));
    RequestHead head = new RequestHead("GET", "/", "HTTP/1.1", List.of(large));
    assertThat(queue.offer(new WireEvent.Started(NOW, 1, CONNECTION, head))).isTrue();
    assertThat(queue.offer(started(2))).isFalse();
    assertThat(queue.offer(bytes(1, 1))).isFalse();
    drain(queue);
    assertThat(queue.offer(started(3))).isTrue();
    assertThat(queue.offer(bytes(1, 1))).isTrue();
  }

  @Test
  void saysLossesThatNothingFollows() throws Exception {
    WireQueue queue = new WireQueue(1, 100, () -> NOW);
    queue.offer(started(1));
    assertThat(queue.offer(started(2))).isFalse();
    assertThat(drain(queue)).containsExactly(started(1));
    assertThat(drain(queue)).containsExactly(new WireEvent.Lost(NOW, 1));
    assertThat(drain(queue)).isEmpty();
  }

  @Test
  void takesNoBeginningUntilAQuarterIsFree() throws Exception {
    WireQueue queue = new WireQueue(8, 100, () -> NOW);
    for (int i = 0; i < 8; i++) {
      assertThat(queue.offer(started(i))).isTrue();
    }
    assertThat(queue.offer(started(8))).isFalse();
    List<WireEvent> events = new ArrayList<>();
    queue.drainTo(events, 1, Duration.ZERO);
    assertThat(queue.offer(started(9))).isFalse();
    queue.drainTo(events, 1, Duration.ZERO);
    assertThat(queue.offer(started(10))).isTrue();
  }

  @Test
  void takesTheEndOfWhateverItTookTheStartOf() throws Exception {
    WireQueue queue = new WireQueue(1, 100, () -> NOW);
    assertThat(queue.offer(started(1))).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(queue.offer(ended(1))).isTrue();
    }
    assertThat(drain(queue)).hasSize(11);
  }

  @Test
  void boundsTheBytesThatWait() throws Exception {
    WireQueue queue = new WireQueue(1_000, 100, () -> NOW);
    assertThat(queue.offer(bytes(1, 60))).isTrue();
    assertThat(queue.offer(bytes(1, 60))).isFalse();
    assertThat(queue.offer(bytes(1, 40))).isTrue();
    assertThat(queue.lostBytes()).isEqualTo(60);
    drain(queue);
    assertThat(queue.offer(bytes(1, 100))).isTrue();
  }

  @Test
  void whatOneLoopReadFirstIsTakenFirstThoughItTellsItLast() throws Exception {
    AtomicReference<Moment> clock = new AtomicReference<>(NOW);
    WireQueue queue = new WireQueue(10, 100, clock::get);
    Untold slow = queue.untold();
    Untold quick = queue.untold();

    Moment asked = slow.read(clock::get);
    Moment answered = passing(clock, Duration.ofMillis(1));
    quick.read(clock::get);
    WireEvent answer = ended(2, answered);
    queue.offer(answer);
    quick.told();
    assertThat(drain(queue)).isEmpty();

    WireEvent request = new WireEvent.RequestCompleted(asked, 1, 0);
    queue.offer(request);
    slow.told();
    assertThat(drain(queue)).containsExactly(request, answer);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aLoopThatTellsNothingForLongIsNotWaitedFor() throws Exception {
    AtomicReference<Moment> clock = new AtomicReference<>(NOW);
    WireQueue queue = new WireQueue(10, 100, clock::get);
    Untold stuck = queue.untold();
    stuck.read(clock::get);
    WireEvent later = new WireEvent.RequestCompleted(passing(clock, Duration.ofMillis(1)), 1, 0);
    queue.offer(later);
    assertThat(drain(queue)).isEmpty();
    passing(clock, Duration.ofSeconds(1));
    assertThat(drain(queue)).containsExactly(later);
  }

  @Test
  void saysUntilWhenAllWasTaken() throws Exception {
    AtomicReference<Moment> clock = new AtomicReference<>(NOW);
    WireQueue queue = new WireQueue(10, 100, clock::get);
    Untold loop = queue.untold();
    Moment read = loop.read(clock::get);
    Moment now = passing(clock, Duration.ofMillis(1));
    assertThat(queue.drainTo(new ArrayList<>(), 10, Duration.ZERO)).isLessThan(read);
    loop.told();
    assertThat(queue.drainTo(new ArrayList<>(), 10, Duration.ZERO)).isEqualTo(now);
  }

  @Test
  void whatCameWithOneReadingStaysTogether() throws Exception {
    WireQueue queue = new WireQueue(10, 100, () -> NOW);
    Untold loop = queue.untold();
    loop.read(() -> NOW);
    queue.offer(bytes(1, 10));
    assertThat(drain(queue)).isEmpty();
    queue.offer(ended(1));
    loop.told();
    assertThat(drain(queue)).hasSize(2);
  }

  /** Four loops that forward, dawdle and tell, on real threads and by the real clock. */
  @Test
  void loopsThatDawdleChangeNothingInTheOrder() throws Exception {
    int each = 5_000;
    WireQueue queue = new WireQueue(1_000_000, 100, TimeSource.SYSTEM);
    List<Thread> loops = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Untold mark = queue.untold();
      Random random = new Random(i);
      loops.add(
          new Thread(
              () -> {
                for (int number = 0; number < each; number++) {
                  Moment read = mark.read(TimeSource.SYSTEM);
                  if (random.nextInt(100) == 0) {
                    LockSupport.parkNanos(random.nextInt(500_000));
                  }
                  queue.offer(new WireEvent.RequestCompleted(read, number, 0));
                  mark.told();
                }
              }));
    }
    loops.forEach(Thread::start);
    List<WireEvent> events = new ArrayList<>();
    while (events.size() < 4 * each) {
      queue.drainTo(events, 100, Duration.ofMillis(10));
    }
    for (Thread loop : loops) {
      loop.join();
    }
    assertThat(events).isSortedAccordingTo(Comparator.comparing(WireEvent::at));
  }

  private static Moment passing(AtomicReference<Moment> clock, Duration time) {
    return clock.updateAndGet(now -> now.plus(time));
  }
}
