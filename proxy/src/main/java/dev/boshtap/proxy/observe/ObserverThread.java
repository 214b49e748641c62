package dev.boshtap.proxy.observe;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the {@link WireQueue} into the {@link dev.boshtap.decoders.Observer} and gives what it
 * says to every sink, on a thread of its own. Whatever goes wrong here (a decoder that throws, a
 * disk that is full) costs what it concerns and is counted and said; forwarding knows nothing of
 * it.
 */
public final class ObserverThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ObserverThread.class);
  private static final int BATCH = 1_024;
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(10);

  /** For all sinks together; a capture alone may take eight. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(15);

  private final WireQueue queue;
  private final Observing observer;
  private final UnaryOperator<Observation> redaction;
  private final List<GuardedSink> sinks;
  private final TimeSource time;
  private final Thread thread = new Thread(this::run, "boshtap-observer");
  private final AtomicLong notUnderstood = new AtomicLong();

  /** What waited when recording was cut off at the end; at least one, for what was under way. */
  private final AtomicLong cutOff = new AtomicLong();

  private volatile boolean stopping;
  private volatile Duration behind = Duration.ZERO;

  /**
   * Starts observing.
   *
   * @param redaction takes secrets out of each observation before any sink sees it
   * @param sinks given each observation in order, and closed at the end
   */
  public ObserverThread(
      WireQueue queue,
      Observing observer,
      UnaryOperator<Observation> redaction,
      List<? extends Sink> sinks,
      TimeSource time) {
    this.queue = queue;
    this.observer = observer;
    this.redaction = redaction;
    this.sinks = sinks.stream().map(GuardedSink::new).toList();
    this.time = time;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      observe();
    } catch (InterruptedException e) {
      LOG.warn("recording was cut off; what waited for it is lost");
    } finally {
      give(understood(() -> "the end", time.now(), () -> observer.finish(time.now())));
      sayLosses(time.now());
      sinks.forEach(GuardedSink::close);
    }
  }

  private void observe() throws InterruptedException {
    List<WireEvent> batch = new ArrayList<>(BATCH + 1);
    Moment lastTick = time.now();
    while (!stopping || queue.size() > 0) {
      // All that was seen before then is observed before the tick, however long observing takes.
      Moment until = queue.drainTo(batch, BATCH, PATIENCE);
      for (WireEvent event : batch) {
        give(understood(() -> name(event), event.at(), () -> observer.on(event)));
      }
      // While more waits than one batch, what is seen lags behind the clock: silence would be ours.
      boolean more = batch.size() >= BATCH;
      behind = batch.isEmpty() ? Duration.ZERO : time.now().since(batch.get(0).at());
      batch.clear();
      flush(); // A line does not wait until all that is open has been looked at.
      if (!more && until.since(lastTick).compareTo(TICK) >= 0) {
        lastTick = until;
        give(understood(() -> "the passing of time", until, () -> observer.tick(until)));
        flush();
      }
      sayLosses(until);
    }
  }

  private void flush() {
    sinks.forEach(GuardedSink::flush);
  }

  /** What the observer says of something; or, when it fails on it, that it did. */
  private List<Observation> understood(
      Supplier<String> naming, Moment at, Supplier<List<Observation>> observing) {
    try {
      return observing.get();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      notUnderstood.incrementAndGet();
      String what = naming.get();
      LOG.warn("{} could not be decoded and is left out", what, e);
      // The name only: messages quote what came from the network, secrets too.
      String fault = e.getClass().getSimpleName();
      return List.of(
          new Observation.Loss(at, "%s could not be decoded (%s)".formatted(what, fault), 1));
    }
  }

  private static String name(WireEvent event) {
    return event.getClass().getSimpleName()
        + (event instanceof WireEvent.ExchangeEvent of ? " of exchange " + of.exchange() : "");
  }

  private void give(List<Observation> observations) {
    for (Observation observation : observations) {
      Observation redacted;
      try {
        redacted = redaction.apply(observation);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        // What could not be redacted is not written at all.
        notUnderstood.incrementAndGet();
        LOG.warn("an observation could not be redacted and is left out", e);
        redacted =
            new Observation.Loss(
                time.now(), "an observation could not be redacted: " + e.getClass().getName(), 1);
      }
      for (GuardedSink sink : sinks) {
        sink.accept(redacted);
      }
    }
  }

  private void sayLosses(Moment now) {
    for (GuardedSink failed : sinks) {
      failed
          .unsaidLoss(now)
          .ifPresent(
              what -> {
                Observation loss = new Observation.Loss(now, what.text(), what.count());
                for (GuardedSink sink : sinks) {
                  if (sink != failed) {
                    sink.accept(loss);
                  }
                }
              });
    }
  }

  /** How long ago what was observed last had been seen on the wire. */
  public Duration behind() {
    return behind;
  }

  /** Tells what was lost so far: in the queue, in decoding, in each sink. */
  public Losses losses() {
    return new Losses(
        queue.lostExchanges(),
        queue.lostBytes(),
        notUnderstood.get(),
        cutOff.get() + sinks.stream().mapToLong(GuardedSink::lost).sum());
  }

  /**
   * What was forwarded and not kept.
   *
   * @param exchanges whole exchanges refused because the queue was full
   * @param bytes bytes of bodies refused because the queue was full
   * @param notUnderstood observations that decoding or redaction failed on
   * @param notWritten observations that a sink could not write, or for which there was no more time
   */
  public record Losses(long exchanges, long bytes, long notUnderstood, long notWritten) {
    /** Whether nothing was lost. */
    public boolean isNone() {
      return exchanges == 0 && bytes == 0 && notUnderstood == 0 && notWritten == 0;
    }
  }

  /** Observes what still waits, says what is open, and completes every sink. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      cutOff.addAndGet(Math.max(1, queue.size()));
      LOG.warn(
          "recording did not end within {} s; files may be incomplete", LAST_WORDS.toSeconds());
      thread.interrupt();
    }
  }

  /** A sink that may fail without harm to the others. */
  private static final class GuardedSink {
    private final Sink sink;
    private final AtomicLong lost = new AtomicLong();
    private boolean complained;
    private long said;
    private @Nullable Moment lastSaid;
    private String reason = "";

    GuardedSink(Sink sink) {
      this.sink = sink;
    }

    void accept(Observation observation) {
      try {
        sink.accept(observation);
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        failed(e);
      }
    }

    void flush() {
      try {
        sink.flush();
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        failed(e);
      }
    }

    void close() {
      try {
        sink.close();
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        failed(e);
        LOG.error("{} could not be completed: {}", sink, e.getMessage());
      }
    }

    private void failed(Throwable e) {
      lost.addAndGet(e instanceof NotWrittenException said ? said.observations() : 1);
      reason = String.valueOf(e.getMessage());
      if (!complained) {
        complained = true;
        LOG.error("{} cannot be written: {}", sink, reason);
      }
    }

    long lost() {
      return lost.get();
    }

    Optional<Loss> unsaidLoss(Moment now) {
      if (lost.get() == said
          || (lastSaid != null && now.since(lastSaid).compareTo(BETWEEN_COMPLAINTS) < 0)) {
        return Optional.empty();
      }
      long unsaid = lost.get() - said;
      said += unsaid;
      lastSaid = now;
      return Optional.of(new Loss("%s cannot be written: %s".formatted(sink, reason), unsaid));
    }
  }

  private record Loss(String text, long count) {}
}
