package dev.boshtap.proxy.intercept;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.tls.TlsProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The front: own pages, plain HTTP, tunnels, chaining, and that none of it can delay a poll. */
final class FrontTest {

  private static final Origin.Script ANSWER =
      server -> {
        server.readUntil("\r\n\r\n");
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        server.end();
      };

  private final TlsWorld world = new TlsWorld();
  private final Origin origin = new Origin(world.serverContext(), ANSWER);
  private final List<AutoCloseable> open = new ArrayList<>(List.of(origin));

  private Tap tap(Set<Integer> ports, InterceptSettings settings) throws IOException {
    Tap tap = new Tap(world, TlsProvider.BORINGSSL, ports, settings);
    open.add(0, tap);
    return tap;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private static Socket send(Tap tap, String request) throws IOException {
    Socket socket = new Socket();
    socket.connect(tap.address());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  private static String answer(Tap tap, String request) throws IOException {
    try (Socket socket = send(tap, request)) {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void answersForItself() throws IOException {
    Tap tap = tap(Set.of(), Tap.settings(null));
    assertThat(answer(tap, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK")
        .endsWith("own /");
    assertThat(answer(tap, "GET http://boshtap/ca.pem?x HTTP/1.0\r\n\r\n")).endsWith("own /ca.pem");
    assertThat(answer(tap, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
  }

  @Test
  void passesPlainHttpOn() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket.getInputStream().read(new byte[1000]);
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nplain"
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      server.start();
      Tap tap = tap(Set.of(), Tap.settings(null));
      String at = "127.0.0.1:" + plain.getLocalPort();
      assertThat(
              answer(
                  tap,
                  "GET http://%1$s/ HTTP/1.1\r\nHost: %1$s\r\nConnection: close\r\n\r\n"
                      .formatted(at)))
          .endsWith("plain");
      server.join();
    }
  }

  @Test
  void tunnelsWhatIsNotFinesseUnread() throws Exception {
    Tap tap = tap(Set.of(), Tap.settings(null));
    // The client trusts the server's own CA: what it meets is the server itself.
    try (Peer client = tap.client(TlsWorld.HOST, origin.port(), world.serverCa)) {
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200");
    }
    assertThat(tap.await(WireEvent.TunnelOpened.class).connection().server())
        .isEqualTo(new HostPort(TlsWorld.HOST, origin.port()));
    assertThat(tap.all(WireEvent.Opened.class)).isEmpty();
  }

  /** A client that does not wait for the grant of its CONNECT, as one in a hurry may. */
  @Test
  void takesTheClientHelloThatCameWithTheConnect() throws Exception {
    Tap tap = tap(Set.of(origin.port()), Tap.settings(null));
    SSLEngine client = TlsWorld.clientContext(world.proxyCa.certificate()).createSSLEngine();
    client.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
    client.wrap(ByteBuffer.allocate(0), hello);
    String connect =
        "CONNECT %1$s:%2$d HTTP/1.1\r\nHost: %1$s:%2$d\r\n\r\n"
            .formatted(TlsWorld.HOST, origin.port());
    String both = connect + new String(hello.array(), 0, hello.position(), ISO_8859_1);
    try (Socket socket = send(tap, both)) {
      InputStream in = socket.getInputStream();
      assertThat(line(in)).startsWith("HTTP/1.1 200 ");
      while (!line(in).isEmpty()) {
        // The grant's header fields.
      }
      assertThat(in.read()).as("a record of the server's handshake").isEqualTo(0x16);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      assertThat(next).as("after " + line).isNotNegative();
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Test
  void goesThroughAnUpstreamProxy() throws Exception {
    Tap upstream = tap(Set.of(), Tap.settings(null));
    HostPort there = new HostPort("127.0.0.1", upstream.address().getPort());
    Tap tap = tap(Set.of(origin.port()), Tap.settings(there));
    try (Peer client = tap.client(origin.port())) {
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200");
    }
    assertThat(upstream.await(WireEvent.TunnelOpened.class).connection().server().port())
        .isEqualTo(origin.port());
    assertThat(tap.await(WireEvent.ServerReached.class).dns()).isNull();
  }

  @Test
  void upstreamProxyThatRefusesIsNamed() throws Exception {
    Tap upstream = tap(Set.of(), Tap.settings(null));
    HostPort there = new HostPort("127.0.0.1", upstream.address().getPort());
    Tap tap = tap(Set.of(7443), Tap.settings(there));
    try (Peer client = tap.client("no-such-host.invalid", 7443, world.proxyCa)) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readToEnd())
          .startsWith("HTTP/1.1 502")
          .contains("X-Boshtap-Failure: upstream-proxy");
    }
  }

  @Test
  void refusesNonsense() throws Exception {
    Tap tap = tap(Set.of(7443), Tap.settings(null));
    assertThat(answer(tap, "CONNECT nonsense HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("\"nonsense\" (expected: HOST:PORT)");
  }

  @Test
  void addressInUseIsSaid() throws Exception {
    Tap tap = tap(Set.of(), Tap.settings(null));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
      assertThatThrownBy(() -> tap.frontAt(address)).isInstanceOf(IOException.class);
    }
  }

  /**
   * Plain HTTP with a body to a host that drops SYNs makes LittleProxy wait on the thread that
   * reads from clients. More of them than it has threads must not delay an intercepted connection.
   */
  @Test
  void nothingThatOtherTrafficWaitsForDelaysAPoll() throws Exception {
    try (ServerSocket blackHole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fillBacklog(blackHole);
      Tap tap = tap(Set.of(origin.port()), Tap.settings(null));
      String at = "127.0.0.1:" + blackHole.getLocalPort();
      List<Socket> waiting = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        Socket socket =
            send(
                tap,
                "POST http://%1$s/ HTTP/1.1\r\nHost: %1$s\r\nContent-Length: 5\r\n\r\nhello"
                    .formatted(at));
        waiting.add(socket);
        open.add(socket);
      }
      for (int i = 0; i < 8; i++) {
        try (Peer client = tap.client(origin.port())) {
          client.send("POST /http-bind HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
          assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200");
        }
      }
      assertThat(waiting)
          .as("the others, which still wait")
          .allSatisfy(socket -> assertThat(socket.getInputStream().available()).isZero());
    }
  }

  /** From here on Linux drops every SYN sent to it. */
  private void fillBacklog(ServerSocket listener) throws IOException {
    for (int i = 0; i < 50; i++) {
      Socket socket = new Socket();
      open.add(socket);
      try {
        socket.connect(listener.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new AssertionError("the backlog never filled");
  }
}
