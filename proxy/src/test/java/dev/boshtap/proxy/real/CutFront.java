package dev.boshtap.proxy.real;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The way to a server, byte for byte, until it is cut: then nothing passes any more, nobody is told
 * so, and who connects gets no answer at all, as when a device on the way drops packets.
 */
final class CutFront implements Closeable {

  /** Linux takes one more than asked for, and drops what comes to a full queue. */
  private static final int QUEUE = 1;

  private static final int NO_ANSWER_MILLIS = 250;

  private final ServerSocket listener;
  private final InetSocketAddress behind;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean cut;

  /** Listens at once. */
  CutFront(InetSocketAddress at, InetSocketAddress behind) throws IOException {
    this.behind = behind;
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(at, QUEUE);
    threads.execute(this::accept);
  }

  private void accept() {
    while (true) {
      try {
        Socket near = listener.accept();
        open.add(near);
        if (cut) {
          return; // The last one that was let in; the queue behind it fills up.
        }
        Socket far = new Socket(behind.getAddress(), behind.getPort());
        open.add(far);
        threads.execute(() -> copy(near, far));
        threads.execute(() -> copy(far, near));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] some = new byte[1 << 14];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int many = in.read(some); many >= 0; many = in.read(some)) {
        if (cut) {
          break;
        }
        out.write(some, 0, many);
      }
      if (cut) {
        ended.await(); // Neither end is told of the other.
      }
    } catch (IOException | InterruptedException e) {
      if (cut) {
        awaitEnd();
      }
    }
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on nothing passes, and connecting gets no answer. */
  void cut() throws IOException {
    cut = true;
    InetSocketAddress here = (InetSocketAddress) listener.getLocalSocketAddress();
    while (true) {
      Socket filling = new Socket();
      open.add(filling);
      try {
        filling.connect(here, NO_ANSWER_MILLIS);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    ended.countDown();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
