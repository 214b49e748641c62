package dev.boshtap.proxy.real;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of Prosody as Finesse's TLS would, passes every byte on, keeps a journal of what
 * came and what became of it, and can withhold a poll from Prosody: such a poll is never answered.
 */
final class FaultFront implements Closeable {

  private static final int PATIENCE_SECONDS = 180;

  private final ServerSocket listener;
  private final SSLContext tls;
  private final InetSocketAddress behind;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<FrontConnection> connections = ConcurrentHashMap.newKeySet();
  private final List<Seen> journal = new ArrayList<>();
  private final ConcurrentLinkedQueue<Wanted> wanted = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> failed = new CompletableFuture<>();

  /**
   * Listens at once.
   *
   * @param at where browsers come, TLS
   * @param tls the server's certificate
   * @param behind where Prosody is, plain HTTP
   */
  FaultFront(InetSocketAddress at, SSLContext tls, InetSocketAddress behind) throws IOException {
    this.tls = tls;
    this.behind = behind;
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(at);
    threads.execute(this::accept);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket plain = listener.accept();
        threads.execute(() -> serve(plain));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket plain) {
    SSLSocket socket;
    try {
      socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
      socket.setUseClientMode(false);
      socket.startHandshake();
    } catch (IOException e) {
      return; // a browser that connected ahead and changed its mind
    }
    try (FrontConnection connection = new FrontConnection(this, plain, socket, behind)) {
      connections.add(connection);
      connection.serve(threads);
      connections.remove(connection);
    } catch (ConnectException e) {
      leave(socket); // Prosody does not run; who came is told by that.
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  private void leave(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      failed(e);
    }
  }

  void failed(Exception e) {
    failed.completeExceptionally(e);
  }

  synchronized void note(Seen seen) {
    journal.add(seen);
    notifyAll();
  }

  /** Whether this poll is the one that is to be withheld; whoever wanted one has it then. */
  boolean withholds(Seen seen, FrontConnection connection) {
    if (!seen.isPoll()) {
      return false;
    }
    for (Wanted next : wanted) {
      if (next.isFor(seen) && wanted.remove(next)) {
        return next.poll.complete(new WithheldPoll(seen, connection));
      }
    }
    return false;
  }

  /** The next poll will not reach Prosody; it is here once the one that is held has its answer. */
  CompletableFuture<WithheldPoll> withholdingNextPoll() {
    return withholding(null);
  }

  /** The same, and waits until it is here. */
  WithheldPoll withholdNextPoll() {
    return get(withholding(null));
  }

  /** The same of one session's. */
  WithheldPoll withholdNextPollOf(String sid) {
    return get(withholding(sid));
  }

  private CompletableFuture<WithheldPoll> withholding(@Nullable String sid) {
    Wanted next = new Wanted(sid, new CompletableFuture<>());
    wanted.add(next);
    return next.poll;
  }

  /** The session that was begun last. */
  synchronized String latestSid() {
    return journal.stream()
        .map(Seen::sid)
        .filter(Objects::nonNull)
        .distinct()
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  /** Waits for a poll that Prosody holds. */
  synchronized Seen awaitHeldPoll() {
    Predicate<Seen> held = seen -> seen.isPoll() && !seen.end().isDone();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (journal.stream().noneMatch(held)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no poll is held; seen: " + journal);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return journal.stream().filter(held).findFirst().orElseThrow();
  }

  /** Everything that came, in order of its coming. */
  synchronized List<Seen> journal() {
    return List.copyOf(journal);
  }

  /** For how long the server's side had nothing to answer, each time. */
  synchronized List<Duration> gaps() {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < journal.size(); i++) {
      Seen before = journal.get(i - 1);
      if (before.isBosh() && journal.get(i).isBosh()) {
        before.untilNext(journal.get(i)).ifPresent(gaps::add);
      }
    }
    return gaps;
  }

  /** Fails with what went wrong in here, if anything did. */
  void check() {
    if (failed.isCompletedExceptionally()) {
      failed.join();
    }
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (FrontConnection connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }

  /** Somebody waits for a poll, of that session where it is not null. */
  private record Wanted(@Nullable String sid, CompletableFuture<WithheldPoll> poll) {
    boolean isFor(Seen seen) {
      return sid == null || sid.equals(seen.sid());
    }
  }

  /** A poll that Prosody never sees. Left alone, it is never answered. */
  record WithheldPoll(Seen seen, FrontConnection connection) {

    /** RST in the place of an answer. */
    void reset() throws IOException {
      seen.end().complete(new Seen.End.Left("server", "reset"));
      connection.reset();
    }

    /** close_notify and FIN in the place of an answer. */
    void hangUp() throws IOException {
      seen.end().complete(new Seen.End.Left("server", "clean"));
      connection.close();
    }

    /** Waits until the client has given it up. */
    Seen.End awaitGivenUp() {
      return get(seen.end());
    }
  }
}
