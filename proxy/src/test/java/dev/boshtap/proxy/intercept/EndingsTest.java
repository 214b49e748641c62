package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.tls.TlsProvider;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  void whatIsNoHttpIsPassedOnAsItIsAndSaid(TlsProvider provider) throws Exception {
    String garbage = "\u0001\u0002 this is no HTTP at all\r\n\r\n\u0000";
    Peer client =
        begin(
            provider,
            server -> {
              server.read(REQUEST.length());
              server.send(garbage);
              server.read(REQUEST.length());
              server.send(garbage);
              server.close();
            });
    client.send(REQUEST);
    assertThat(client.read(garbage.length())).isEqualTo(garbage);
    client.send(REQUEST);
    assertThat(client.read(garbage.length())).isEqualTo(garbage);
    assertThat(client.end()).isEqualTo(Peer.Seen.CLOSE_NOTIFY);
    assertThat(tap.ending()).isInstanceOf(Ending.Unknown.class);
    assertThat(tap.ending().text()).contains("what the server sent is not HTTP/1");
    assertThat(tap.await(WireEvent.Ended.class).fromServer()).isEqualTo(garbage.length());
    assertThat(tap.all(WireEvent.ResponseStarted.class)).isEmpty();
    assertThat(tap.await(WireEvent.Unread.class).side()).isEqualTo(Side.SERVER);
    assertThat(tap.await(WireEvent.Closed.class).ending())
        .isEqualTo(new Ending.Closed(Side.SERVER, Manner.CLEAN, true));
  }

  /** The server's reset and the client's next request meet; whichever is seen first. */
  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void whateverIsStartedEnds(TlsProvider provider) throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    origin =
        new Origin(
            world.serverContext(),
            server -> {
              server.read(REQUEST.length());
              server.send(answer);
              server.reset();
            });
    tap = new Tap(world, provider, Set.of(origin.port()));
    int tries = 60;
    for (int i = 0; i < tries; i++) {
      try (Peer client = tap.client(origin.port())) {
        client.send(REQUEST);
        client.read(answer.length());
        client.send(REQUEST);
        client.end();
      } catch (IOException e) {
        // The reset was quicker than the answer, or than the request.
      }
    }
    tap.awaitCount(WireEvent.Closed.class, tries);
    assertThat(tap.all(WireEvent.Ended.class))
        .extracting(WireEvent.Ended::exchange)
        .containsExactlyInAnyOrderElementsOf(
            tap.all(WireEvent.Started.class).stream().map(WireEvent.Started::exchange).toList());
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void requestsTogetherWithTheLastOfTheHandshakeEndToo(TlsProvider provider) throws Exception {
    origin = new Origin(world.serverContext(), Peer::close);
    tap = new Tap(world, provider, Set.of(origin.port()));
    int tries = 20;
    for (int i = 0; i < tries; i++) {
      try (Peer client = tap.client(origin.port())) {
        client.send(REQUEST + REQUEST);
        client.end();
      } catch (IOException e) {
        // The server's end was quicker.
      }
    }
    tap.awaitCount(WireEvent.Closed.class, tries);
    assertThat(tap.all(WireEvent.Ended.class)).hasSameSizeAs(tap.all(WireEvent.Started.class));
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void answerBeforeTheUploadIsOverArrives(TlsProvider provider) throws Exception {
    String answer = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n";
    Peer client =
        begin(
            provider,
            server -> {
              server.readUntil("\r\n\r\n");
              server.send(answer);
              server.tls().shutdownOutput();
              server.end();
            });
    int size = 8 << 20;
    client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n");
    byte[] block = new byte[1 << 16];
    for (int i = 0; i < size / block.length; i++) {
      client.send(block);
    }
    assertThat(client.readUntil("\r\n\r\n")).isEqualTo(answer);
    assertThat(tap.ending()).isEqualTo(Ending.ANSWERED);
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
}
