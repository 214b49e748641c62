package dev.boshtap.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A TLS client of the JDK that says exactly what it is told to, and sees exactly what comes. */
public final class RawClient implements AutoCloseable {

  /** How a connection ended for its reader. */
  public enum Ending {
    /** TLS close_notify, then FIN. */
    CLOSE_NOTIFY,
    /** FIN without close_notify. */
    TRUNCATED,
    /** RST. */
    RESET,
    /** Nothing came within the time. */
    NONE
  }

  /** An answer: the head's text, its status, and the body's bytes. */
  public record Answer(int status, String head, byte[] body) {
    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final Socket tcp;
  private final SSLSocket tls;

  public RawClient(InetSocketAddress address, String host, X509Certificate trusted)
      throws IOException {
    tcp = new Socket(address.getAddress(), address.getPort());
    tls =
        (SSLSocket)
            context(trusted).getSocketFactory().createSocket(tcp, host, address.getPort(), true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.setSoTimeout(5_000);
    tls.startHandshake();
  }

  /** A client of the notification service. */
  public static RawClient bosh(SimulatedFinesse finesse) throws IOException {
    return new RawClient(finesse.boshAddress(), finesse.hostName(), finesse.caCertificate());
  }

  /** A client of REST. */
  public static RawClient rest(SimulatedFinesse finesse) throws IOException {
    return new RawClient(finesse.restAddress(), finesse.hostName(), finesse.caCertificate());
  }

  /** Sends bytes as they are. */
  public void write(String text) throws IOException {
    tls.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    tls.getOutputStream().flush();
  }

  /** Sends a request with a body. */
  public void request(String method, String path, String headers, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    write(
        "%s %s HTTP/1.1\r\nHost: fin\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, headers, length, body));
  }

  /** Sends a BOSH body. */
  public void post(String body) throws IOException {
    request("POST", "/http-bind/", "Content-Type: text/xml\r\n", body);
  }

  /** Reads a whole answer with a Content-Length. */
  public Answer answer() throws IOException {
    String head = head();
    Matcher length = LENGTH.matcher(head);
    if (!length.find()) {
      throw new IOException("no Content-Length in: " + head);
    }
    byte[] body = tls.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    return new Answer(Integer.parseInt(head.substring(9, 12)), head, body);
  }

  /** Reads a head, up to the empty line. */
  public String head() throws IOException {
    InputStream in = tls.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("ended within a head: " + head);
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads that many bytes of what comes, fewer at the end. */
  public String read(int bytes) throws IOException {
    return new String(tls.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  /** Waits for the end of the connection and says how it came; fails if bytes come instead. */
  public Ending ending(int withinMillis) throws IOException {
    tls.setSoTimeout(withinMillis);
    try {
      int next = tls.getInputStream().read();
      if (next >= 0) {
        throw new IOException("byte " + next + " (expected: the end of the connection)");
      }
      return Ending.CLOSE_NOTIFY;
    } catch (SocketTimeoutException e) {
      return Ending.NONE;
    } catch (SSLException e) {
      if (e.getCause() instanceof SocketException) {
        return Ending.RESET;
      }
      return Ending.TRUNCATED;
    } catch (SocketException e) {
      return Ending.RESET;
    } catch (EOFException e) {
      return Ending.TRUNCATED;
    }
  }

  /** Ends the connection with RST. */
  public void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** Ends the connection with FIN and no close_notify. */
  public void fin() throws IOException {
    tcp.shutdownOutput();
  }

  /** Closes with close_notify. */
  @Override
  public void close() throws IOException {
    tls.close();
    tcp.close();
  }

  public static SSLContext context(X509Certificate trusted) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("root", trusted);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
