package dev.boshtap.simulator.journal;

import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.SeenRequest;
import dev.boshtap.simulator.journal.JournalEntry.AnswerSent;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionClosed;
import dev.boshtap.simulator.journal.JournalEntry.FaultApplied;
import dev.boshtap.simulator.journal.JournalEntry.RequestSeen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The truth of a run: what the server saw and did, in order. Keeps the newest entries up to its
 * capacity and counts what it had to drop. Safe for use by many threads.
 */
public final class Journal {

  private final InstantSource clock;
  private final int capacity;
  private final Consumer<? super JournalEntry> listener;
  private final ArrayDeque<JournalEntry> entries = new ArrayDeque<>();
  private JournalTotals totals = JournalTotals.NONE;
  private long dropped;

  /**
   * @param clock the clock of the entries
   * @param capacity the most entries kept; 0 keeps none, for measuring
   */
  public Journal(InstantSource clock, int capacity) {
    this(clock, capacity, entry -> {});
  }

  /**
   * @param clock the clock of the entries
   * @param capacity the most entries kept; 0 keeps none, for measuring
   * @param listener told of each entry in order, while others wait: those too that are dropped
   *     later
   */
  public Journal(InstantSource clock, int capacity, Consumer<? super JournalEntry> listener) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 0)");
    }
    this.clock = clock;
    this.capacity = capacity;
    this.listener = listener;
  }

  /** Adds the entry made for now. */
  public void add(Function<Instant, JournalEntry> entry) {
    if (capacity == 0) {
      return;
    }
    synchronized (this) {
      if (entries.size() == capacity) {
        entries.removeFirst();
        dropped++;
      }
      JournalEntry next = entry.apply(clock.instant());
      totals = totals.and(next);
      entries.addLast(next);
      listener.accept(next);
      notifyAll();
    }
  }

  /** All entries kept, oldest first. */
  public synchronized List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  /** The entries of one kind, oldest first. */
  public <T extends JournalEntry> List<T> entries(Class<T> kind) {
    return entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The sums over all entries so far, dropped ones too; of a journal that keeps none, nothing. */
  public synchronized JournalTotals totals() {
    return totals;
  }

  /** How many entries were dropped for want of room. */
  public synchronized long dropped() {
    return dropped;
  }

  /**
   * Waits until an entry of that kind fits, looking at what is there already first.
   *
   * @return the first that fits, or nothing if none came in time
   */
  public synchronized <T extends JournalEntry> Optional<T> await(
      Class<T> kind, Predicate<? super T> fits, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      for (JournalEntry entry : entries) {
        if (kind.isInstance(entry) && fits.test(kind.cast(entry))) {
          return Optional.of(kind.cast(entry));
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  /** The requests that are still within the journal, each with what became of it. */
  public List<ServedExchange> exchanges() {
    Map<Long, Folding> byNumber = new LinkedHashMap<>();
    for (JournalEntry entry : entries()) {
      if (entry instanceof RequestSeen seen) {
        byNumber.put(seen.request().number(), new Folding(seen));
      } else if (entry instanceof FaultApplied applied) {
        Optional.ofNullable(byNumber.get(applied.request()))
            .ifPresent(e -> e.fault = applied.fault());
      } else if (entry instanceof AnswerSent sent) {
        Optional.ofNullable(byNumber.get(sent.request())).ifPresent(e -> e.answer = sent);
      } else if (entry instanceof ConnectionClosed closed) {
        for (long number : closed.unanswered()) {
          Optional.ofNullable(byNumber.get(number)).ifPresent(e -> e.end = closed.end());
        }
      }
    }
    List<ServedExchange> exchanges = new ArrayList<>(byNumber.size());
    byNumber.values().forEach(folding -> exchanges.add(folding.exchange()));
    return exchanges;
  }

  /** A request while what became of it is put together. */
  private static final class Folding {
    private final SeenRequest request;
    private final Instant seen;
    private final int requestBytes;
    private @Nullable Fault fault;
    private @Nullable AnswerSent answer;
    private @Nullable ConnectionEnd end;

    private Folding(RequestSeen entry) {
      this.request = entry.request();
      this.seen = entry.at();
      this.requestBytes = entry.bodyBytes();
    }

    private ServedExchange exchange() {
      // A whole answer that its connection did not outlive was not sent.
      AnswerSent sent = answer != null && answer.whole() && end != null ? null : answer;
      return new ServedExchange(
          request,
          seen,
          requestBytes,
          fault,
          sent == null ? null : Integer.valueOf(sent.status()),
          sent == null ? -1 : sent.bodyBytes(),
          sent != null && sent.whole(),
          end);
    }
  }
}
