package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Sink;
import dev.boshtap.proxy.observe.ObserverThread;
import dev.boshtap.proxy.observe.Observing;
import dev.boshtap.proxy.observe.WireQueue;
import dev.boshtap.proxy.tls.TlsProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever fails behind the event loops while traffic passes, that traffic passes byte for byte;
 * and what was lost of the recording is counted and said.
 */
final class RecordingFaultsTest {

  private static final int EXCHANGES = 100;

  private final TlsWorld world = new TlsWorld();
  private final List<Observation.Loss> said = Collections.synchronizedList(new ArrayList<>());
  private Origin origin;
  private Tap tap;

  /** Keeps what is said to be lost. */
  private final Sink losses =
      new Sink() {
        @Override
        public void accept(Observation observation) {
          if (observation instanceof Observation.Loss loss) {
            said.add(loss);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Each exchange differs, so that one that were repeated or left out would be noticed. */
  private void passOn() throws IOException {
    Peer client = tap.client(origin.port());
    for (int i = 0; i < EXCHANGES; i++) {
      client.send(request(i));
      assertThat(client.read(answer(i).length())).isEqualTo(answer(i));
    }
  }

  private static String request(int number) {
    return "POST /http-bind/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nask %05d"
        .formatted(number);
  }

  private static String answer(int number) {
    return "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nanswer%05d".formatted(number);
  }

  private void begin() throws IOException {
    origin =
        new Origin(
            world.serverContext(),
            server -> {
              for (int i = 0; i < EXCHANGES; i++) {
                assertThat(server.read(request(i).length())).isEqualTo(request(i));
                server.send(answer(i));
              }
              server.end();
            });
    tap = new Tap(world, TlsProvider.BORINGSSL, Set.of(origin.port()));
  }

  @AfterEach
  void stop() {
    tap.close();
    origin.close();
  }

  /** A real observer, except that {@code fault} goes before it. */
  private static Observing failing(Runnable fault) {
    Observing real = Observing.by(new Observer(Limits.DEFAULTS));
    return new Observing() {
      @Override
      public List<Observation> on(WireEvent event) {
        fault.run();
        return real.on(event);
      }

      @Override
      public List<Observation> tick(Moment now) {
        return real.tick(now);
      }

      @Override
      public List<Observation> finish(Moment now) {
        return real.finish(now);
      }
    };
  }

  private static void onPurpose() {
    throw new IllegalStateException("on purpose");
  }

  @Test
  void aRecorderThatRefusesEverything() throws IOException {
    begin();
    tap.recordTo(event -> false);
    passOn();
  }

  @Test
  void aDecoderThatThrowsAtEverything() throws IOException {
    begin();
    WireQueue queue = new WireQueue(100_000, 1 << 20, TimeSource.SYSTEM);
    tap.recordTo(queue);
    ObserverThread observer =
        new ObserverThread(
            queue,
            failing(RecordingFaultsTest::onPurpose),
            UnaryOperator.identity(),
            List.of(losses),
            TimeSource.SYSTEM);
    passOn();
    tap.awaitCount(WireEvent.Ended.class, EXCHANGES);
    observer.close();

    // Each exchange begins, is asked, is answered and ends: at least these were not understood.
    assertThat(observer.losses().notUnderstood()).isGreaterThanOrEqualTo(4L * EXCHANGES);
    assertThat(said).hasSize((int) observer.losses().notUnderstood());
  }

  @Test
  void aRedactionThatThrowsAtEverything() throws IOException {
    begin();
    WireQueue queue = new WireQueue(100_000, 1 << 20, TimeSource.SYSTEM);
    tap.recordTo(queue);
    ObserverThread observer =
        new ObserverThread(
            queue,
            Observing.by(new Observer(Limits.DEFAULTS)),
            observation -> {
              throw new IllegalStateException("on purpose");
            },
            List.of(losses),
            TimeSource.SYSTEM);
    passOn();
    tap.awaitCount(WireEvent.Ended.class, EXCHANGES);
    observer.close();

    assertThat(observer.losses().notUnderstood()).isGreaterThanOrEqualTo(EXCHANGES);
    assertThat(said).hasSize((int) observer.losses().notUnderstood());
  }

  @Test
  void aQueueThatIsFull() throws IOException {
    begin();
    CountDownLatch passed = new CountDownLatch(1);
    WireQueue queue = new WireQueue(10, 1 << 20, TimeSource.SYSTEM);
    tap.recordTo(queue);
    ObserverThread observer =
        new ObserverThread(
            queue,
            failing(
                () -> {
                  try {
                    passed.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }),
            UnaryOperator.identity(),
            List.of(losses),
            TimeSource.SYSTEM);
    passOn();
    passed.countDown();
    observer.close();

    long lost = observer.losses().exchanges();
    assertThat(lost).isBetween(1L, (long) EXCHANGES);
    assertThat(said).extracting(Observation.Loss::count).contains(lost);
  }
}
