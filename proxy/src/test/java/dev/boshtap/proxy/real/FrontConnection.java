package dev.boshtap.proxy.real;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;

/** One connection through the {@link FaultFront}: requests one way, answers the other. */
final class FrontConnection implements Closeable {

  private final FaultFront front;
  private final Socket plain;
  private final SSLSocket client;
  private final Socket server;
  private final LinkedBlockingQueue<Seen> unanswered = new LinkedBlockingQueue<>();

  FrontConnection(FaultFront front, Socket plain, SSLSocket client, InetSocketAddress behind)
      throws IOException {
    this.front = front;
    this.plain = plain;
    this.client = client;
    this.server = new Socket(behind.getAddress(), behind.getPort());
  }

  /** Passes messages on until somebody leaves. */
  void serve(Executor threads) throws IOException {
    threads.execute(this::answers);
    leave("client", requests());
    server.close();
  }

  /** Returns how the client left. */
  private String requests() {
    try {
      InputStream in = new BufferedInputStream(client.getInputStream());
      for (Optional<HttpMessage> request = HttpMessage.read(in);
          request.isPresent();
          request = HttpMessage.read(in)) {
        Seen seen = new Seen(request.get());
        unanswered.add(seen);
        front.note(seen);
        if (!front.withholds(seen, this)) {
          server.getOutputStream().write(seen.request().bytes());
        }
      }
      return "clean";
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      return said.contains("reset") || said.contains("broken pipe") ? "reset" : "clean";
    }
  }

  private void answers() {
    try {
      InputStream in = new BufferedInputStream(server.getInputStream());
      for (Optional<HttpMessage> answer = HttpMessage.read(in);
          answer.isPresent();
          answer = HttpMessage.read(in)) {
        // Taken before it is sent: a client that leaves right after its answer was answered.
        pass(answer.get(), unanswered.take());
      }
      leave("server", "clean");
      client.close(); // as Prosody has
    } catch (IOException e) {
      // The other thread sees who left, and how.
    } catch (RuntimeException e) {
      front.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpMessage answer, Seen seen) throws IOException {
    try {
      OutputStream out = client.getOutputStream();
      out.write(answer.bytes());
      out.flush();
      seen.end().complete(new Seen.End.Answered(answer));
    } catch (IOException e) {
      seen.end().complete(new Seen.End.Left("client", "reset"));
      throw e;
    }
  }

  private void leave(String who, String how) {
    for (Seen seen : unanswered) {
      seen.end().complete(new Seen.End.Left(who, how));
    }
  }

  /** RST to the client. */
  void reset() throws IOException {
    plain.setSoLinger(true, 0);
    plain.close();
    server.close();
  }

  /** close_notify and FIN to the client. */
  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
