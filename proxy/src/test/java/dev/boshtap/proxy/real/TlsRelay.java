package dev.boshtap.proxy.real;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Takes TLS off as Finesse's own would and passes every byte on, both ways, whatever it is. */
final class TlsRelay implements Closeable {

  private final ServerSocket listener;
  private final SSLContext tls;
  private final InetSocketAddress behind;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<Void> failed = new CompletableFuture<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Listens at once.
   *
   * @param at where browsers come, TLS
   * @param tls the server's certificate
   * @param behind where the server is, plain
   */
  TlsRelay(InetSocketAddress at, SSLContext tls, InetSocketAddress behind) throws IOException {
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
    try (SSLSocket client = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
        Socket server = new Socket(behind.getAddress(), behind.getPort())) {
      open.add(client);
      open.add(server);
      client.setUseClientMode(false);
      client.startHandshake();
      threads.execute(() -> copy(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      return; // whoever left, the other end is told by the close
    } catch (RuntimeException e) {
      failed.completeExceptionally(e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      return;
    }
  }

  /** Fails with what went wrong in here, if anything did. */
  void check() {
    if (failed.isCompletedExceptionally()) {
      failed.join();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
