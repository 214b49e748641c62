package dev.boshtap.proxy.real;

import static dev.boshtap.proxy.real.PlantedTraffic.base64;
import static dev.boshtap.proxy.real.PlantedTraffic.escaped;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import javax.net.ssl.SSLContext;

/**
 * Both ends of a WebSocket, byte by byte: with something planted in its handshake, and in messages
 * in one piece, in several and compressed, in either direction.
 */
final class PlantedSocket implements Closeable {

  static final int PORT = 8445;

  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int TEXT = 1;
  private static final int CONTINUED = 0;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int FINAL = 0x80;
  private static final int COMPRESSED = 0x40;

  private final PlantedTraffic traffic;
  private final ServerSocket listening;
  private final CompletableFuture<Void> served = new CompletableFuture<>();

  PlantedSocket(FinesseHost host, PlantedTraffic traffic)
      throws IOException, GeneralSecurityException {
    this.traffic = traffic;
    listening =
        host.serverTls().getServerSocketFactory().createServerSocket(PORT, 1, host.address());
    byte[] agreed = agreed();
    byte[] said = said();
    Thread server = new Thread(() -> serve(agreed, said), "planted socket");
    server.setDaemon(true);
    server.start();
  }

  private String plant(String place) {
    return traffic.plant("Socket" + place);
  }

  /** What the server says once the protocol is agreed on. */
  private byte[] said() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame(out, FINAL | TEXT, bytes(sasl("challenge", plant("Challenge"))), false);
    byte[] item =
        bytes(item("<User><loginName>%s</loginName></User>".formatted(plant("Fragment"))));
    int third = item.length / 3;
    frame(out, TEXT, Arrays.copyOf(item, third), false);
    frame(out, FINAL | PING, bytes("token=" + plant("Ping")), false);
    frame(out, CONTINUED, Arrays.copyOfRange(item, third, 2 * third), false);
    frame(out, FINAL | CONTINUED, Arrays.copyOfRange(item, 2 * third, item.length), false);
    String dialog =
        item("<Dialog><fromAddress>%s</fromAddress></Dialog>".formatted(plant("Deflated")));
    frame(out, FINAL | COMPRESSED | TEXT, deflated(dialog), false);
    byte[] reason = bytes("??password=" + plant("Reason"));
    reason[0] = 0x03; // 1000: all is done.
    reason[1] = (byte) 0xE8;
    frame(out, FINAL | CLOSE, reason, false);
    return out.toByteArray();
  }

  private static String sasl(String element, String text) {
    return "<%1$s xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%2$s</%1$s>"
        .formatted(element, base64(text));
  }

  private static String item(String update) {
    return ("<message xmlns='jabber:client'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            + "<items node='/finesse/api/User/1'><item id='i'><notification"
            + " xmlns='http://jabber.org/protocol/pubsub'>%s</notification></item></items></event>"
            + "</message>")
        .formatted(escaped("<Update><event>PUT</event><data>" + update + "</data></Update>"));
  }

  private byte[] agreed() throws GeneralSecurityException {
    return bytes(
        """
        HTTP/1.1 101 Switching Protocols\r
        upgrade: websocket\r
        connection: Upgrade\r
        sec-websocket-accept: %s\r
        SEC-WebSocket-Protocol: xmpp\r
        sec-websocket-extensions: permessage-deflate; server_no_context_takeover; \
        client_no_context_takeover\r
        set-cookie: finesse=%s; Path=/\r
        \r
        """
            .formatted(accepted(), plant("SetCookie")));
  }

  private void serve(byte[] agreed, byte[] said) {
    try (Socket socket = listening.accept()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      head(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      out.write(agreed);
      out.write(said);
      out.flush();
      socket.getInputStream().readAllBytes();
      served.complete(null);
    } catch (IOException e) {
      served.completeExceptionally(e);
    }
  }

  private static String accepted() throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-1")
            .digest(bytes(KEY + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    return Base64.getEncoder().encodeToString(digest);
  }

  /** The client's part, through a proxy, to its end. */
  void play(URI proxy, SSLContext tls) throws IOException {
    try (Socket plain = new Socket(proxy.getHost(), proxy.getPort())) {
      plain.setSoTimeout(PATIENCE_MILLIS);
      String connect =
          "CONNECT %1$s:%2$d HTTP/1.1\r\nHost: %1$s:%2$d\r\nProxy-Authorization: Basic %3$s\r\n\r\n"
              .formatted(
                  FinesseHost.NAME, PORT, base64("x:" + traffic.plantForProxy("ProxyPassword")));
      plain.getOutputStream().write(bytes(connect));
      head(plain.getInputStream());
      try (Socket socket =
          tls.getSocketFactory().createSocket(plain, FinesseHost.NAME, PORT, true)) {
        OutputStream out = socket.getOutputStream();
        out.write(bytes(handshake()));
        out.flush();
        head(socket.getInputStream());
        out.write(asked());
        out.flush();
        untilClose(socket.getInputStream());
      }
    }
    served.join();
  }

  private String handshake() {
    return """
        GET /ws/?access_token=%s HTTP/1.1\r
        host: %s:%d\r
        UPGRADE: websocket\r
        connection: Upgrade\r
        sec-websocket-version: 13\r
        sec-websocket-key: %s\r
        sec-websocket-protocol: xmpp, %s\r
        Sec-WebSocket-Protocol: %s\r
        sec-websocket-extensions: permessage-deflate\r
        cookie: a=%s\r
        Cookie: cc_username=%s\r
        \r
        """
        .formatted(
            plant("Query"),
            FinesseHost.NAME,
            PORT,
            KEY,
            plant("Protocol"),
            plant("SecondProtocol"),
            plant("Cookie"),
            plant("SecondCookie"));
  }

  private byte[] asked() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame(out, FINAL | TEXT, bytes(sasl("auth", "\0u\0" + plant("Password"))), true);
    byte[] response = bytes(sasl("response", plant("Response")));
    int half = response.length / 2;
    frame(out, TEXT, Arrays.copyOf(response, half), true);
    frame(out, FINAL | CONTINUED, Arrays.copyOfRange(response, half, response.length), true);
    String iq =
        "<iq type='set' id='a'><query xmlns='jabber:iq:auth'><password>%s</password></query></iq>";
    frame(out, FINAL | COMPRESSED | TEXT, deflated(iq.formatted(plant("DeflatedPassword"))), true);
    frame(
        out,
        FINAL | 2,
        bytes("<User><lastName>%s</lastName></User>".formatted(plant("Binary"))),
        true);
    return out.toByteArray();
  }

  /** Up to the Close that the server ends with; the proxy passes on all there is of it. */
  private static void untilClose(InputStream in) throws IOException {
    int opcode;
    do {
      opcode = in.read();
      int length = in.read();
      if (length == 126) {
        length = in.read() << 8 | in.read();
      }
      if (length < 0 || in.readNBytes(length).length < length) {
        throw new IOException("cut off (expected: a Close)");
      }
    } while ((opcode & 0x0F) != CLOSE);
  }

  private static void frame(ByteArrayOutputStream out, int head, byte[] payload, boolean masked) {
    int mask = masked ? 0x80 : 0;
    out.write(head);
    if (payload.length < 126) {
      out.write(mask | payload.length);
    } else {
      out.write(mask | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    }
    byte[] key = {1, 2, 3, 4};
    if (masked) {
      out.writeBytes(key);
    }
    for (int i = 0; i < payload.length; i++) {
      out.write(masked ? payload[i] ^ key[i & 3] : payload[i]);
    }
  }

  /** A message of its own (RFC 7692, 7.2.1): without the empty block that a flush ends with. */
  private static byte[] deflated(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] packed = new byte[4_096];
    deflater.setInput(bytes(text));
    int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(packed, length - 4);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** A head, up to its empty line. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("cut off in: " + head);
      }
      head.append((char) next);
    }
    String text = head.toString();
    if (text.startsWith("HTTP/1.1") && !text.matches("(?s)HTTP/1.1 (?:101|200) .*")) {
      throw new IOException("not agreed: " + new String(text.getBytes(ISO_8859_1), UTF_8));
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
