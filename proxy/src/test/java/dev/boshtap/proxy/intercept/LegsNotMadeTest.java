package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.RootCa;
import dev.boshtap.decoders.wire.Ending.Stage;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.tls.TlsProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a leg cannot be made: the record says which, at what, and why; the client is told. */
final class LegsNotMadeTest {

  private static final String REQUEST =
      "POST /http-bind/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nping";

  private final TlsWorld world = new TlsWorld();
  private Origin origin;
  private Tap tap;

  @AfterEach
  void stop() {
    if (tap != null) {
      tap.close();
    }
    if (origin != null) {
      origin.close();
    }
  }

  // --- no connection to the server ---

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void nothingListens(TlsProvider provider) throws Exception {
    int port = freePort();
    tap = new Tap(world, provider, Set.of(port));
    failsWith(tap.client(port), Stage.REFUSED, "refused");
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void allThatWasAskedOfAServerThatIsNotThereEnds(TlsProvider provider) throws Exception {
    int port = freePort();
    tap = new Tap(world, provider, Set.of(port));
    Peer client = tap.client(port);
    client.send(REQUEST + REQUEST);
    assertThat(client.readToEnd()).startsWith("HTTP/1.1 502");
    tap.awaitCount(WireEvent.Ended.class, 2);
    assertThat(tap.all(WireEvent.Ended.class))
        .extracting(ended -> ended.ending().how().orElseThrow())
        .containsExactly("refused", "refused");
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void noSuchHost(TlsProvider provider) throws Exception {
    tap = new Tap(world, provider, Set.of(7443));
    failsWith(
        tap.client("no-such-host.invalid", 7443, world.proxyCa), Stage.DNS, "no-such-host.invalid");
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverIsNoTlsServer(TlsProvider provider) throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                  socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // The proxy hung up, as it should.
                }
              });
      server.setDaemon(true);
      server.start();
      tap = new Tap(world, provider, Set.of(plain.getLocalPort()));
      failsWith(tap.client(plain.getLocalPort()), Stage.TLS, "");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverHangsUpInTheHandshake(TlsProvider provider) throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket.getInputStream().read();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      server.setDaemon(true);
      server.start();
      tap = new Tap(world, provider, Set.of(plain.getLocalPort()));
      failsWith(tap.client(plain.getLocalPort()), Stage.TLS, "during the TLS handshake");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverCertificateIsNotTrusted(TlsProvider provider) throws Exception {
    Origin stranger = new Origin(new TlsWorld().serverContext(), Peer::close);
    try {
      tap = new Tap(world, provider, Set.of(stranger.port()));
      Peer client = tap.client(stranger.port());
      String page = failsWith(client, Stage.CERTIFICATE, "");
      assertThat(page).contains("boshtap trust add localhost:" + stranger.port());
    } finally {
      stranger.close();
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverCertificateIsForAnotherName(TlsProvider provider) throws Exception {
    origin = new Origin(world.serverContext(), Peer::close);
    tap = new Tap(world, provider, Set.of(origin.port()));
    failsWith(
        tap.client("127.0.0.1", origin.port(), world.proxyCa), Stage.CERTIFICATE, "127.0.0.1");
  }

  /** The client gets a page that names the failure; the record holds it twice, as it happened. */
  private String failsWith(Peer client, Stage stage, String words) throws IOException {
    client.send(REQUEST);
    String page = client.readToEnd();
    assertThat(page).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    assertThat(page).contains("X-Boshtap-Failure: " + stage.word());
    assertThat(page).contains(words);
    WireEvent.Failed failed = tap.await(WireEvent.Failed.class);
    assertThat(failed.failure().leg()).isEqualTo(Side.SERVER);
    assertThat(failed.failure().stage()).isEqualTo(stage);
    assertThat(failed.failure().cause()).contains(words);
    WireEvent.Ended ended = tap.await(WireEvent.Ended.class);
    assertThat(ended.ending()).isEqualTo(failed.failure());
    assertThat(ended.bodySize()).isEqualTo(-1);
    assertThat(tap.all(WireEvent.ServerReached.class)).isEmpty();
    return page;
  }

  // --- the client and our certificate ---

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientRefusesOurCertificate(TlsProvider provider) throws Exception {
    origin = new Origin(world.serverContext(), Peer::end);
    tap = new Tap(world, provider, Set.of(origin.port()));
    RootCa another = RootCa.create("somebody else", InstantSource.system());
    ThrowingCallable handshake = () -> tap.client(TlsWorld.HOST, origin.port(), another);
    org.assertj.core.api.Assertions.assertThatThrownBy(handshake).isInstanceOf(SSLException.class);
    WireEvent.Failed failed = tap.await(WireEvent.Failed.class);
    assertThat(failed.failure().leg()).isEqualTo(Side.CLIENT);
    assertThat(failed.failure().stage()).isIn(Stage.CERTIFICATE, Stage.TLS);
    assertThat(failed.failure().cause())
        .contains("trust boshtap's root CA")
        .doesNotContain("OPENSSL", "Received fatal");
    assertThat(tap.await(WireEvent.Closed.class).ending()).isEqualTo(failed.failure());
    assertThat(tap.all(WireEvent.CertificateRefused.class)).hasSize(1);
  }

  /** As a TLS 1.3 client may that looks at the certificate when it is done with the handshake. */
  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientGoesRightAfterTheHandshakeWithoutARequest(TlsProvider provider) throws Exception {
    origin = new Origin(world.serverContext(), Peer::end);
    tap = new Tap(world, provider, Set.of(origin.port()));
    tap.client(origin.port()).close();
    tap.client(origin.port()).reset();
    tap.awaitCount(WireEvent.CertificateRefused.class, 2);
    assertThat(tap.all(WireEvent.CertificateRefused.class))
        .allSatisfy(refused -> assertThat(refused.said()).isFalse());
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientThatAsksForSomethingTookOurCertificate(TlsProvider provider) throws Exception {
    origin = new Origin(world.serverContext(), Peer::end);
    tap = new Tap(world, provider, Set.of(origin.port()));
    Peer client = tap.client(origin.port());
    client.send(REQUEST);
    tap.await(WireEvent.Started.class);
    client.close();
    tap.await(WireEvent.Closed.class);
    assertThat(tap.all(WireEvent.CertificateRefused.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientHangsUpInTheHandshake(TlsProvider provider) throws Exception {
    origin = new Origin(world.serverContext(), Peer::end);
    tap = new Tap(world, provider, Set.of(origin.port()));
    try (Socket socket = tap.connect(TlsWorld.HOST, origin.port())) {
      socket.getOutputStream().write(new byte[] {0x16, 3, 1});
    }
    assertThat(tap.await(WireEvent.Closed.class).ending().endedBy())
        .hasValueSatisfying(by -> assertThat(by).isIn("client", "network"));
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientThatSaysNothingIsGivenUp(TlsProvider provider) throws Exception {
    origin = new Origin(world.serverContext(), Peer::end);
    tap =
        new Tap(
            world,
            provider,
            Set.of(origin.port()),
            new InterceptSettings(
                Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMinutes(10), 1024, null));
    try (Socket socket = tap.connect(TlsWorld.HOST, origin.port())) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    WireEvent.Failed failed = tap.await(WireEvent.Failed.class);
    assertThat(failed.failure().leg()).isEqualTo(Side.CLIENT);
    assertThat(failed.failure().cause()).contains("timed out");
    assertThat(tap.await(WireEvent.Closed.class).ending()).isEqualTo(failed.failure());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
