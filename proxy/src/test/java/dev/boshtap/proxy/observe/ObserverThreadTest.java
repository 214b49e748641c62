package dev.boshtap.proxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Sink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong on the way to a sink costs what it concerns, and is said. */
final class ObserverThreadTest {

  private final WireQueue queue = new WireQueue(1_000, 1_000_000, () -> WireQueueTest.NOW);

  /** Says each exchange's end as a loss with its number, and throws at some. */
  private static Observing throwingAt(long badExchange) {
    return new Observing() {
      @Override
      public List<Observation> on(WireEvent event) {
        long number = ((WireEvent.ExchangeEvent) event).exchange();
        if (number == badExchange) {
          throw new IllegalStateException("on purpose");
        }
        return List.of(new Observation.Loss(event.at(), "seen", number));
      }

      @Override
      public List<Observation> tick(Moment now) {
        return List.of();
      }

      @Override
      public List<Observation> finish(Moment now) {
        return List.of(new Observation.Loss(now, "finished", 0));
      }
    };
  }

  private static final class Kept implements Sink {
    final List<Observation.Loss> losses = new ArrayList<>();
    boolean closed;

    @Override
    public void accept(Observation observation) {
      losses.add((Observation.Loss) observation);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      closed = true;
    }

    List<String> texts() {
      return losses.stream().map(loss -> loss.what() + " " + loss.count()).toList();
    }
  }

  private static final class Full implements Sink {
    @Override
    public void accept(Observation observation) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "events.ndjson";
    }
  }

  private ObserverThread.Losses run(
      Observing observing, UnaryOperator<Observation> redaction, Sink... sinks) {
    ObserverThread observer =
        new ObserverThread(queue, observing, redaction, List.of(sinks), TimeSource.SYSTEM);
    for (long exchange = 1; exchange <= 3; exchange++) {
      queue.offer(WireQueueTest.ended(exchange));
    }
    observer.close();
    return observer.losses();
  }

  @Test
  void givesEverySinkEverythingInOrderAndClosesIt() {
    Kept one = new Kept();
    Kept two = new Kept();
    assertThat(run(throwingAt(-1), UnaryOperator.identity(), one, two).isNone()).isTrue();
    assertThat(one.texts()).containsExactly("seen 1", "seen 2", "seen 3", "finished 0");
    assertThat(two.losses).isEqualTo(one.losses);
    assertThat(one.closed && two.closed).isTrue();
  }

  @Test
  void decoderThatThrowsCostsOneEvent() {
    Kept kept = new Kept();
    ObserverThread.Losses losses = run(throwingAt(2), UnaryOperator.identity(), kept);
    assertThat(losses.notUnderstood()).isEqualTo(1);
    assertThat(kept.texts())
        .containsExactly(
            "seen 1",
            "Ended of exchange 2 could not be decoded (IllegalStateException) 1",
            "seen 3",
            "finished 0");
  }

  /** On a machine so busy that observing takes longer than what is due would need. */
  @Test
  void timeDoesNotPassBeforeWhatWasSeen() throws InterruptedException {
    AtomicReference<Moment> now = new AtomicReference<>(Moment.of(Instant.EPOCH));
    WireQueue queue = new WireQueue(1_000, 1_000_000, now::get);
    List<String> told = new CopyOnWriteArrayList<>();
    CountDownLatch anHourLater = new CountDownLatch(1);
    Observing slow =
        new Observing() {
          @Override
          public List<Observation> on(WireEvent event) {
            told.add("event");
            if (told.size() == 1) {
              now.updateAndGet(moment -> moment.plus(Duration.ofHours(1)));
              queue.offer(WireQueueTest.ended(2, now.get()));
            }
            return List.of();
          }

          @Override
          public List<Observation> tick(Moment at) {
            if (at.wall().isAfter(Instant.EPOCH)) {
              told.add("tick");
              anHourLater.countDown();
            }
            return List.of();
          }

          @Override
          public List<Observation> finish(Moment at) {
            return List.of();
          }
        };
    queue.offer(WireQueueTest.ended(1, now.get()));
    ObserverThread observer =
        new ObserverThread(queue, slow, UnaryOperator.identity(), List.of(), now::get);
    assertThat(anHourLater.await(20, TimeUnit.SECONDS)).isTrue();
    observer.close();
    assertThat(told).startsWith("event", "event", "tick");
  }

  @Test
  void tickAndFinishThatThrowCostNothingElse() {
    Kept kept = new Kept();
    Observing sound = throwingAt(-1);
    Observing faulty =
        new Observing() {
          @Override
          public List<Observation> on(WireEvent event) {
            return sound.on(event);
          }

          @Override
          public List<Observation> tick(Moment now) {
            throw new StackOverflowError();
          }

          @Override
          public List<Observation> finish(Moment now) {
            throw new IllegalStateException("on purpose");
          }
        };
    ObserverThread.Losses losses = run(faulty, UnaryOperator.identity(), kept);
    assertThat(losses.notUnderstood()).isPositive();
    assertThat(kept.texts())
        .contains(
            "seen 1",
            "seen 2",
            "seen 3",
            "the end could not be decoded" + " (IllegalStateException) 1");
    assertThat(kept.closed).isTrue();
  }

  @Test
  void whatCannotBeRedactedIsNotWritten() {
    Kept kept = new Kept();
    ObserverThread.Losses losses =
        run(
            throwingAt(-1),
            observation -> {
              if (((Observation.Loss) observation).count() == 2) {
                throw new IllegalStateException("on purpose");
              }
              return observation;
            },
            kept);
    assertThat(losses.notUnderstood()).isEqualTo(1);
    assertThat(kept.texts()).hasSize(4).doesNotContain("seen 2");
    assertThat(kept.texts().get(1)).startsWith("an observation could not be redacted");
  }

  @Test
  void sinkThatCannotWriteIsCountedAndSaidToTheOthers() {
    Kept kept = new Kept();
    ObserverThread.Losses losses = run(throwingAt(-1), UnaryOperator.identity(), new Full(), kept);
    assertThat(losses.notWritten()).isGreaterThanOrEqualTo(4);
    assertThat(kept.texts())
        .contains("seen 1", "seen 2", "seen 3", "finished 0")
        .anyMatch(
            text -> text.startsWith("events.ndjson cannot be written: No space left on device"));
  }
}
