package dev.boshtap.proxy.intercept;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS server on a real socket, scripted by what it does with each connection. */
final class Origin implements Closeable {

  /** What the server does with one connection. */
  interface Script {
    void serve(Peer client) throws Exception;
  }

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<Void> failed = new CompletableFuture<>();

  Origin(SSLContext tls, Script script) {
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(() -> accept(tls, script));
  }

  private void accept(SSLContext tls, Script script) {
    while (!listener.isClosed()) {
      Socket socket;
      try {
        socket = listener.accept();
      } catch (IOException e) {
        return;
      }
      threads.execute(
          () -> {
            try {
              SSLSocket layered =
                  (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
              layered.setUseClientMode(false);
              layered.startHandshake();
              script.serve(new Peer(socket, layered));
            } catch (Exception e) {
              failed.completeExceptionally(e);
            }
          });
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Completes exceptionally with the first script that failed. */
  CompletableFuture<Void> failed() {
    return failed;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
