package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.RootCa;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which an exchange can end, on real sockets and both TLS providers: the record names
 * the right side and manner, and the other end sees what it would have seen without us.
 */
final class EndingsTest {

  private static final String REQUEST =
      "POST /http-bind/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nping";

  private final TlsWorld world = new TlsWorld();
  private Origin origin;
  private Tap tap;

  private Peer begin(TlsProvider provider, Origin.Script script) throws IOException {
    origin = new Origin(world.serverContext(), script);
    tap = new Tap(world, provider, Set.of(origin.port()));
    return tap.client(origin.port());
  }

  @AfterEach
  void stop() {
    if (tap != null) {
      tap.close();
    }
    if (origin != null) {
      origin.close();
    }
  }

  // --- the client ends it ---

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientClosesCleanly(TlsProvider provider) throws Exception {
    clientEnds(
        provider,
        Peer::close,
        new Ending.Closed(Side.CLIENT, Manner.CLEAN, true),
        Peer.Seen.CLOSE_NOTIFY);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientClosesWithoutNotify(TlsProvider provider) throws Exception {
    clientEnds(
        provider,
        Peer::closeWithoutNotify,
        new Ending.Closed(Side.CLIENT, Manner.CLEAN, false),
        Peer.Seen.FIN);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void clientResets(TlsProvider provider) throws Exception {
    clientEnds(
        provider,
        Peer::reset,
        new Ending.Closed(Side.CLIENT, Manner.RESET, false),
        Peer.Seen.RESET);
  }

  /** How a client ends its connection. */
  private interface Act {
    void on(Peer peer) throws IOException;
  }

  private void clientEnds(TlsProvider provider, Act act, Ending ending, Peer.Seen serverSees)
      throws Exception {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    CompletableFuture<Peer.Seen> seen = new CompletableFuture<>();
    Peer client =
        begin(
            provider,
            server -> {
              server.read(REQUEST.length());
              arrived.complete(null);
              seen.complete(server.end());
            });
    client.send(REQUEST);
    arrived.get(20, TimeUnit.SECONDS);
    act.on(client);

    WireEvent.Ended ended = tap.await(WireEvent.Ended.class);
    assertThat(ended.ending()).isEqualTo(ending);
    assertThat(ended.bodySize()).isEqualTo(-1);
    assertThat(ended.fromClient()).isEqualTo(REQUEST.length());
    assertThat(ended.fromServer()).isZero();
    assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(serverSees);
    assertThat(tap.await(WireEvent.Closed.class).ending()).isEqualTo(ending);
  }

  // --- the server ends it ---

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverClosesCleanlyWithoutAnswer(TlsProvider provider) throws Exception {
    serverEnds(
        provider,
        "",
        Peer::close,
        new Ending.Closed(Side.SERVER, Manner.CLEAN, true),
        Peer.Seen.CLOSE_NOTIFY);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverClosesWithoutNotifyAndAnswer(TlsProvider provider) throws Exception {
    serverEnds(
        provider,
        "",
        Peer::closeWithoutNotify,
        new Ending.Closed(Side.SERVER, Manner.CLEAN, false),
        Peer.Seen.FIN);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverResetsWithoutAnswer(TlsProvider provider) throws Exception {
    serverEnds(
        provider,
        "",
        Peer::reset,
        new Ending.Closed(Side.SERVER, Manner.RESET, false),
        Peer.Seen.RESET);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverClosesInMidBody(TlsProvider provider) throws Exception {
    serverEnds(
        provider,
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        Peer::close,
        new Ending.Closed(Side.SERVER, Manner.CLEAN, true),
        Peer.Seen.CLOSE_NOTIFY);
    assertThat(tap.await(WireEvent.Ended.class).bodySize()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverResetsInMidBody(TlsProvider provider) throws Exception {
    CompletableFuture<Void> read = new CompletableFuture<>();
    String part = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    Peer client =
        begin(
            provider,
            server -> {
              server.read(REQUEST.length());
              server.send(part);
              // A reset may overtake what was sent before it; here it is not to.
              read.get(20, TimeUnit.SECONDS);
              server.reset();
            });
    client.send(REQUEST);
    assertThat(client.read(part.length())).isEqualTo(part);
    read.complete(null);
    assertThat(client.end()).isEqualTo(Peer.Seen.RESET);
    assertThat(tap.ending()).isEqualTo(new Ending.Closed(Side.SERVER, Manner.RESET, false));
    assertThat(tap.await(WireEvent.Ended.class).bodySize()).isEqualTo(4);
  }

  private void serverEnds(
      TlsProvider provider, String answer, Act act, Ending ending, Peer.Seen clientSees)
      throws Exception {
    Peer client =
        begin(
            provider,
            server -> {
              server.read(REQUEST.length());
              if (!answer.isEmpty()) {
                server.send(answer);
              }
              act.on(server);
            });
    client.send(REQUEST);
    if (!answer.isEmpty()) {
      assertThat(client.read(answer.length())).isEqualTo(answer);
    }
    assertThat(client.end()).isEqualTo(clientSees);
    assertThat(tap.ending()).isEqualTo(ending);
    assertThat(tap.await(WireEvent.Closed.class).ending()).isEqualTo(ending);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void whatIsNoHttpIsPassedOnAsItIs(TlsProvider provider) throws Exception {
    String garbage = "\u0001\u0002 this is no HTTP at all\r\n\r\n\u0000";
    serverEnds(
        provider,
        garbage,
        Peer::close,
        new Ending.Closed(Side.SERVER, Manner.CLEAN, true),
        Peer.Seen.CLOSE_NOTIFY);
    assertThat(tap.await(WireEvent.Ended.class).fromServer()).isEqualTo(garbage.length());
    assertThat(tap.all(WireEvent.ResponseStarted.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serverClosesBeforeTheClientAsked(TlsProvider provider) throws Exception {
    Peer client = begin(provider, Peer::close);
    assertThat(client.end()).isEqualTo(Peer.Seen.CLOSE_NOTIFY);
    assertThat(tap.await(WireEvent.Closed.class).ending())
        .isEqualTo(new Ending.Closed(Side.SERVER, Manner.CLEAN, true));
    assertThat(tap.all(WireEvent.Started.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void bodyUntilCloseIsWholeWhenTheServerCloses(TlsProvider provider) throws Exception {
    String answer = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall there is";
    Peer client =
        begin(
            provider,
            server -> {
              server.read(REQUEST.length());
              server.send(answer);
              server.close();
            });
    client.send(REQUEST);
    assertThat(client.readToEnd()).isEqualTo(answer);
    assertThat(tap.ending()).isEqualTo(Ending.ANSWERED);
    assertThat(tap.await(WireEvent.Ended.class).bodySize()).isEqualTo("all there is".length());
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
    assertThat(tap.await(WireEvent.Closed.class).ending()).isEqualTo(failed.failure());
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

  // --- we end it ---

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void weAreStopped(TlsProvider provider) throws Exception {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    CompletableFuture<Peer.Seen> seen = new CompletableFuture<>();
    Peer client =
        begin(
            provider,
            server -> {
              server.read(REQUEST.length());
              arrived.complete(null);
              seen.complete(server.end());
            });
    client.send(REQUEST);
    arrived.get(20, TimeUnit.SECONDS);
    tap.interceptor.close();
    Ending byUs = new Ending.ByProxy(Ending.Reason.SHUTDOWN, "");
    assertThat(tap.ending()).isEqualTo(byUs);
    assertThat(client.end()).isEqualTo(Peer.Seen.CLOSE_NOTIFY);
    assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(Peer.Seen.CLOSE_NOTIFY);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void frontClosesOurChannels(TlsProvider provider) throws Exception {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    Peer client =
        begin(
            provider,
            server -> {
              server.read(REQUEST.length());
              arrived.complete(null);
              server.end();
            });
    client.send(REQUEST);
    arrived.get(20, TimeUnit.SECONDS);
    // LittleProxy's own shutdown hook does this, at a time of its choosing.
    tap.front.close();
    assertThat(tap.ending()).isEqualTo(new Ending.ByProxy(Ending.Reason.SHUTDOWN, ""));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
