package dev.boshtap.proxy.observe;

import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the event loops and the observer. Bounded by the number of events and
 * by the bytes of the heads and bodies in them; what goes over is refused as {@link WireRecorder}
 * says, so the loops never wait and memory stays flat when the observer cannot keep up.
 *
 * <p>Only beginnings (of exchanges, connections, tunnels) and body bytes are refused. What else is
 * taken belongs to something whose beginning was taken, and so is bounded with it.
 *
 * <p>Once it is full it takes no beginning until a quarter of it is free: one long stretch that was
 * not recorded costs what is told of the sessions less than many short ones. A {@link
 * WireEvent.Lost} stands where the stretch was, so that nobody is accused of what is missing there.
 *
 * <p>What several loops told comes out in the order in which it was seen, as a file of it is read.
 */
public final class WireQueue implements WireRecorder {

  private static final Duration GATHERING = Duration.ofMillis(1);

  /** Who was woken less than so long ago gathers; who was not has nothing to gain by it. */
  private static final Duration BUSY = Duration.ofMillis(3);

  /** How soon a loop is looked at again whose reading others wait for. */
  private static final Duration GLANCE = Duration.ofNanos(200_000);

  /** A loop that has told nothing for so long is not waited for. */
  private static final Duration STUCK = Duration.ofSeconds(1);

  private final Queue<WireEvent> events = new ConcurrentLinkedQueue<>();
  private final InOrder inOrder = new InOrder();
  private final List<Untold> untold = new CopyOnWriteArrayList<>();
  private final AtomicInteger queued = new AtomicInteger();
  private volatile boolean full;
  private volatile @Nullable Moment refused;
  private volatile @Nullable Thread waiting;
  private long woken = System.nanoTime();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong lostExchanges = new AtomicLong();
  private final AtomicLong unsaidExchanges = new AtomicLong();
  private final AtomicLong lostBytes = new AtomicLong();
  private final int maxEvents;
  private final long maxBytes;
  private final TimeSource time;

  /**
   * An empty queue.
   *
   * @param maxEvents how many events may wait before new exchanges are refused
   * @param maxBytes how many bytes of heads and bodies may wait before more of them are refused
   */
  public WireQueue(int maxEvents, long maxBytes, TimeSource time) {
    if (maxEvents < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "queue of %d events, %d bytes (expected: >= 1)".formatted(maxEvents, maxBytes));
    }
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.time = time;
  }

  @Override
  public boolean offer(WireEvent event) {
    if (event instanceof WireEvent.Started
        || event instanceof WireEvent.Opened
        || event instanceof WireEvent.TunnelOpened) {
      if (isFull() || queuedBytes.get() > maxBytes) {
        lostExchanges.incrementAndGet();
        refused = event.at();
        unsaidExchanges.incrementAndGet();
        return false;
      }
      addLosses(event.at());
      queuedBytes.addAndGet(headBytes(event));
    } else if (event instanceof WireEvent.ResponseStarted) {
      queuedBytes.addAndGet(headBytes(event));
    } else {
      int size = bodyBytes(event);
      if (size > 0 && !reserve(size)) {
        lostBytes.addAndGet(size);
        return false;
      }
    }
    add(event);
    Thread asleep = waiting;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
    return true;
  }

  private void add(WireEvent event) {
    events.add(event);
    queued.incrementAndGet();
  }

  private boolean isFull() {
    int size = queued.get();
    if (size >= maxEvents) {
      full = true;
    } else if (full && size <= maxEvents * 3 / 4) {
      full = false;
    }
    return full;
  }

  /** What was refused since the last time, at the place where it is missing. */
  private void addLosses(Moment before) {
    if (unsaidExchanges.get() > 0) {
      long unsaid = unsaidExchanges.getAndSet(0);
      Moment last = refused;
      if (unsaid > 0 && last != null && last.compareTo(before) > 0) {
        add(new WireEvent.Lost(last, 1)); // By a loop that was quicker to tell what it read later.
        unsaid--;
      }
      if (unsaid > 0) {
        add(new WireEvent.Lost(before, unsaid));
      }
    }
  }

  @Override
  public Untold untold() {
    Untold mark = new Untold();
    untold.add(mark);
    return mark;
  }

  private boolean reserve(int size) {
    if (queued.get() >= maxEvents) {
      return false;
    }
    if (queuedBytes.addAndGet(size) > maxBytes) {
      queuedBytes.addAndGet(-size);
      return false;
    }
    return true;
  }

  /**
   * Moves what waits into {@code into}, waiting for a first event at most {@code patience}. Losses
   * that nothing followed yet come last, as a {@link WireEvent.Lost}.
   *
   * @return until when all that was seen has been moved, now or before, unless there was more than
   *     {@code most}
   */
  Moment drainTo(Collection<WireEvent> into, int most, Duration patience)
      throws InterruptedException {
    if (queued.get() == 0) {
      await(patience);
    }
    // In this order: what is read from here on is later than now, and what was read before is
    // marked by now or is in the queue. An ending has no mark: it is told before it is passed on.
    Moment now = time.now();
    Moment until = toldUntil(now);
    for (WireEvent event = events.poll(); event != null; event = events.poll()) {
      inOrder.add(event);
    }
    List<WireEvent> taken = inOrder.take(until, most);
    long freed = 0;
    for (WireEvent event : taken) {
      freed += bodyBytes(event) + headBytes(event);
    }
    queuedBytes.addAndGet(-freed);
    queued.addAndGet(-taken.size());
    into.addAll(taken);
    if (inOrder.isEmpty()) {
      addLosses(now);
    } else if (taken.isEmpty()) {
      LockSupport.parkNanos(this, GLANCE.toNanos());
    }
    return until;
  }

  /** Until when all that was read has been told. */
  private Moment toldUntil(Moment now) {
    Moment until = now;
    for (Untold mark : untold) {
      Moment since = since(mark, now);
      if (since != null && since.compareTo(until) <= 0 && now.since(since).compareTo(STUCK) < 0) {
        until = since.plus(Duration.ofNanos(-1)); // What came with one reading stays together.
      }
    }
    return until;
  }

  /** Since when a loop has something to tell, once it knows that itself; null where it has not. */
  private @Nullable Moment since(Untold mark, Moment now) {
    Moment since = mark.since();
    while (Untold.LOOKING.equals(since)) {
      if (time.now().since(now).compareTo(STUCK) >= 0) {
        return null;
      }
      LockSupport.parkNanos(this, GLANCE.toNanos());
      since = mark.since();
    }
    return since;
  }

  /**
   * Who offers looks for a waiting thread after adding; who waits looks for events after saying so.
   */
  private void await(Duration patience) throws InterruptedException {
    waiting = Thread.currentThread();
    if (queued.get() == 0) {
      LockSupport.parkNanos(this, patience.toNanos());
    }
    waiting = null;
    if (queued.get() > 0) {
      if (System.nanoTime() - woken < BUSY.toNanos()) {
        // What follows at once comes with it: waking up for each event costs more than the event.
        LockSupport.parkNanos(this, GATHERING.toNanos());
      }
      woken = System.nanoTime();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** How many events wait. */
  public int size() {
    return queued.get();
  }

  /** How many beginnings were refused so far: exchanges, connections, tunnels. */
  public long lostExchanges() {
    return lostExchanges.get();
  }

  /** How many bytes of bodies were refused so far. */
  public long lostBytes() {
    return lostBytes.get();
  }

  private static int headBytes(WireEvent event) {
    if (event instanceof WireEvent.Started started) {
      return started.head().target().length() + bytes(started.head().headers());
    }
    if (event instanceof WireEvent.ResponseStarted response) {
      return bytes(response.head().headers());
    }
    return 0;
  }

  private static int bytes(List<Header> headers) {
    int bytes = 0;
    for (Header header : headers) {
      bytes += header.name().length() + header.value().length();
    }
    return bytes;
  }

  private static int bodyBytes(WireEvent event) {
    if (event instanceof WireEvent.ResponseBytes response) {
      return response.bytes().length;
    }
    if (event instanceof WireEvent.RequestBytes request) {
      return request.bytes().length;
    }
    if (event instanceof WireEvent.UpgradedBytes upgraded) {
      return upgraded.bytes().length;
    }
    return 0;
  }
}
