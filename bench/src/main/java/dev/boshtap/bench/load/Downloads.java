package dev.boshtap.bench.load;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One large answer, read by a plain client as quickly as it comes. */
public final class Downloads {

  /** What the origin is asked for, the number of bytes behind it. */
  static final String PATH = "/download/";

  /** How much the origin writes at a time. */
  static final int PART = 256 << 10;

  static final byte[] FILLING = new byte[PART];

  private static final long BETWEEN_LOOKS = 100_000_000;

  private Downloads() {}

  /**
   * One that is done.
   *
   * @param took from the request to the last byte
   * @param processor the processor time of the peer
   * @param growth bytes of resident memory that the peer had more at most than before
   */
  public record Download(long bytes, Duration took, Duration processor, long growth) {
    /** How quick it was. */
    public double bytesPerSecond() {
      return bytes / (took.toNanos() / 1e9);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f MB/s, processor time %d ms, %.1f MB more resident",
          bytesPerSecond() / 1e6,
          processor.toMillis(),
          growth / 1e6);
    }
  }

  static byte[] head(long size) {
    return """
        HTTP/1.1 200 OK\r
        Content-Type: application/octet-stream\r
        Content-Length: %d\r
        \r
        """
        .formatted(size)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Has so many bytes sent through a peer. */
  public static Download run(Peer.Running peer, long bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.route().port())) {
      if (peer.route().tunnel()) {
        send(socket, "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n\r\n", peer.route());
        readHead(socket.getInputStream());
      }
      try (SSLSocket tls =
          (SSLSocket)
              trusting()
                  .getSocketFactory()
                  .createSocket(socket, Workload.HOST, peer.route().originPort(), true)) {
        tls.startHandshake();
        return timed(tls, peer, bytes);
      }
    }
  }

  private static Download timed(SSLSocket tls, Peer.Running peer, long bytes) throws IOException {
    long residentBefore = peer.process().resident().orElse(0);
    Duration processorBefore = peer.process().processorTime();
    long began = System.nanoTime();
    send(tls, "GET " + PATH + bytes + " HTTP/1.1\r\nHost: %s\r\n\r\n", peer.route());
    InputStream in = tls.getInputStream();
    readHead(in);
    byte[] buffer = new byte[PART];
    long most = residentBefore;
    long looked = began;
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException(left + " bytes are missing of " + bytes);
      }
      left -= read;
      if (System.nanoTime() - looked > BETWEEN_LOOKS) {
        looked = System.nanoTime();
        OptionalLong now = peer.process().resident();
        most = Math.max(most, now.orElse(0));
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new Download(
        bytes, took, peer.process().processorTime().minus(processorBefore), most - residentBefore);
  }

  private static void send(Socket socket, String request, Route route) throws IOException {
    socket
        .getOutputStream()
        .write(request.formatted(route.authority()).getBytes(StandardCharsets.US_ASCII));
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    if (!head.toString().startsWith("HTTP/1.1 200 ")) {
      throw new IOException("refused: " + head);
    }
  }

  /** What a peer shows is no part of the measurement. */
  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
