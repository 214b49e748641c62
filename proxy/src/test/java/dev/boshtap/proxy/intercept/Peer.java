package dev.boshtap.proxy.intercept;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** One end of a TLS connection on a real socket, which can be ended in each manner there is. */
final class Peer implements Closeable {

  /** What a reader sees at the end of what the other side sends. */
  enum Seen {
    /** close_notify, then FIN. */
    CLOSE_NOTIFY,
    /** FIN alone. */
    FIN,
    /** RST. */
    RESET
  }

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket plain;
  private final SSLSocket tls;
  private final InputStream in;

  Peer(Socket plain, SSLSocket tls) throws IOException {
    this.plain = plain;
    this.tls = tls;
    plain.setSoTimeout(PATIENCE_MILLIS);
    tls.setSoTimeout(PATIENCE_MILLIS);
    this.in = tls.getInputStream();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    tls.getOutputStream().write(bytes);
    tls.getOutputStream().flush();
  }

  /** Reads exactly as many bytes as {@code expected} has, and gives them as text. */
  String read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("after " + bytes.length + " of " + length + " bytes");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Reads up to and with {@code mark}. */
  String readUntil(String mark) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(mark) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("after \"" + text + "\", waiting for \"" + mark + "\"");
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** Reads to the end, whatever it is. */
  String readToEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    readTo(bytes);
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads to the end and tells how it came. */
  Seen end() throws IOException {
    return readTo(new ByteArrayOutputStream());
  }

  private Seen readTo(ByteArrayOutputStream sink) throws IOException {
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        sink.write(next);
      }
      return Seen.CLOSE_NOTIFY;
    } catch (SSLException e) {
      String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (said.contains("reset") || said.contains("broken pipe")) {
        return Seen.RESET;
      }
      if (said.contains("closed incorrectly") || said.contains("terminated the connection")) {
        return Seen.FIN;
      }
      throw e;
    } catch (EOFException e) {
      return Seen.FIN;
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (said.contains("reset") || said.contains("broken pipe")) {
        return Seen.RESET;
      }
      throw e;
    }
  }

  SSLSocket tls() {
    return tls;
  }

  /** close_notify and FIN. */
  @Override
  public void close() throws IOException {
    tls.close();
  }

  /** FIN without close_notify. */
  void closeWithoutNotify() throws IOException {
    plain.close();
  }

  /** RST. */
  void reset() throws IOException {
    plain.setSoLinger(true, 0);
    plain.close();
  }
}
