package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.tls.TlsProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes is passed on byte for byte, whatever HTTP/1 makes of it, and is framed rightly. */
final class ForwardingTest {

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
    tap.close();
    origin.close();
  }

  /** The client sends {@code request}, the server sends {@code answer}; both see exactly that. */
  private void exchange(TlsProvider provider, String request, String answer) throws Exception {
    CompletableFuture<String> arrived = new CompletableFuture<>();
    Peer client =
        begin(
            provider,
            server -> {
              arrived.complete(server.read(request.length()));
              server.send(answer);
              server.end();
            });
    client.send(request);
    assertThat(client.read(answer.length())).isEqualTo(answer);
    assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo(request);
  }

  private String body(Class<? extends WireEvent> kind) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (WireEvent event : tap.all(kind)) {
      all.writeBytes(
          event instanceof WireEvent.ResponseBytes r
              ? r.bytes()
              : ((WireEvent.RequestBytes) event).bytes());
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void oddSpellingIsKept(TlsProvider provider) throws Exception {
    exchange(
        provider,
        "POST /http-bind/?a=b%20c HTTP/1.1\r\nhOST:   fin1 \r\nX-Empty:\r\nX-Two: 1\r\nX-Two: 2\r\n"
            + "content-length: 5\r\nUser-Agent: \t Mozilla \r\n\r\nhello",
        "HTTP/1.1 200 Very   OK\r\nsET-cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length:  2\r\n\r\nhi");
    WireEvent.Started started = tap.await(WireEvent.Started.class);
    assertThat(started.head().target()).isEqualTo("/http-bind/?a=b%20c");
    assertThat(started.head().headers()).extracting("name").contains("hOST", "X-Two");
    WireEvent.Ended ended = tap.await(WireEvent.Ended.class);
    assertThat(ended.ending()).isEqualTo(Ending.ANSWERED);
    assertThat(ended.bodySize()).isEqualTo(2);
    assertThat(body(WireEvent.RequestBytes.class)).isEqualTo("hello");
    assertThat(body(WireEvent.ResponseBytes.class)).isEqualTo("hi");
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void chunksExtensionsAndTrailersAreKept(TlsProvider provider) throws Exception {
    exchange(
        provider,
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;a=b\r\nabc\r\n0003\r\ndef\r\n0\r\nX-Trailer: t\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
            + "A\r\n0123456789\r\n0\r\nX-Sum: 9\r\n\r\n");
    assertThat(tap.await(WireEvent.Ended.class).bodySize()).isEqualTo(10);
    assertThat(tap.await(WireEvent.RequestCompleted.class).bodySize()).isEqualTo(6);
    assertThat(body(WireEvent.RequestBytes.class)).isEqualTo("abcdef");
    assertThat(body(WireEvent.ResponseBytes.class)).isEqualTo("0123456789");
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void interimAnswersAreNotTheAnswer(TlsProvider provider) throws Exception {
    String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n";
    String go = "HTTP/1.1 100 Continue\r\n\r\n";
    String answer = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
    Peer client =
        begin(
            provider,
            server -> {
              server.read(head.length());
              server.send(go);
              server.read(4);
              server.send(answer);
              server.end();
            });
    client.send(head);
    assertThat(client.read(go.length())).isEqualTo(go);
    client.send("body");
    assertThat(client.read(answer.length())).isEqualTo(answer);
    assertThat(tap.ending()).isEqualTo(Ending.ANSWERED);
    assertThat(tap.all(WireEvent.ResponseStarted.class))
        .extracting(started -> started.head().status())
        .containsExactly(201);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void answersWithoutBodiesEndWhereTheyEnd(TlsProvider provider) throws Exception {
    String get = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
    String head = "HEAD /x HTTP/1.1\r\nHost: x\r\n\r\n";
    String toHead = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n";
    String none = "HTTP/1.1 204 No Content\r\n\r\n";
    String same = "HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\nETag: \"a\"\r\n\r\n";
    Peer client =
        begin(
            provider,
            server -> {
              server.read(head.length());
              server.send(toHead);
              server.read(get.length());
              server.send(none);
              server.read(get.length());
              server.send(same);
              server.end();
            });
    for (String[] pair : new String[][] {{head, toHead}, {get, none}, {get, same}}) {
      client.send(pair[0]);
      assertThat(client.read(pair[1].length())).isEqualTo(pair[1]);
    }
    tap.await(WireEvent.Ended.class, ended -> ended.exchange() == 3);
    assertThat(tap.all(WireEvent.Ended.class))
        .allSatisfy(
            ended -> {
              assertThat(ended.ending()).isEqualTo(Ending.ANSWERED);
              assertThat(ended.bodySize()).isZero();
            });
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void pipelinedRequestsGetTheirOwnAnswers(TlsProvider provider) throws Exception {
    String requests =
        "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: x\r\n\r\n"
            + "POST /3 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n3";
    String answers =
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
            + "HTTP/1.1 202 OK\r\nContent-Length: 99\r\n\r\n"
            + "HTTP/1.1 203 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nthree\r\n0\r\n\r\n";
    exchange(provider, requests, answers);
    tap.await(WireEvent.Ended.class, ended -> ended.exchange() == 3);
    assertThat(tap.all(WireEvent.Started.class))
        .extracting(WireEvent.Started::head)
        .extracting(RequestHead::target)
        .containsExactly("/1", "/2", "/3");
    assertThat(tap.all(WireEvent.ResponseStarted.class))
        .extracting(started -> started.exchange() + ":" + started.head().status())
        .containsExactly("1:200", "2:202", "3:203");
    assertThat(tap.all(WireEvent.Ended.class))
        .extracting(ended -> ended.exchange() + ":" + ended.bodySize())
        .containsExactly("1:3", "2:0", "3:5");
  }

  @Test
  void oldHttpWithoutLengthsIsFramedByTheClose() throws Exception {
    String answer = "HTTP/1.0 200 OK\r\n\r\nold";
    Peer client =
        begin(
            TlsProvider.JDK,
            server -> {
              server.readUntil("\r\n\r\n");
              server.send(answer);
              server.close();
            });
    client.send("GET / HTTP/1.0\r\n\r\n");
    assertThat(client.readToEnd()).isEqualTo(answer);
    assertThat(tap.ending()).isEqualTo(Ending.ANSWERED);
  }

  @Test
  void twoPollsOfOneClientAreHeldAtOnce() throws Exception {
    CyclicBarrier bothHeld = new CyclicBarrier(2);
    Origin.Script hold =
        server -> {
          server.readUntil("\r\n\r\n");
          bothHeld.await(20, TimeUnit.SECONDS);
          server.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          server.end();
        };
    try (Peer one = begin(TlsProvider.BORINGSSL, hold);
        Peer two = tap.client(origin.port())) {
      for (Peer peer : List.of(one, two)) {
        peer.send("POST /http-bind HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
      }
      for (Peer peer : List.of(one, two)) {
        assertThat(peer.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void afterAnUpgradeBytesAreToldAsTheyAre(TlsProvider provider) throws Exception {
    String upgrade =
        "GET /ws/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    String switched =
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    String frames = "\u0081\u0005hello";
    CompletableFuture<String> arrived = new CompletableFuture<>();
    Peer client =
        begin(
            provider,
            server -> {
              server.read(upgrade.length());
              // The first frame comes with the 101, as real servers send it.
              server.send(switched + frames);
              arrived.complete(server.read(20_000));
              server.close();
            });
    client.send(upgrade);
    assertThat(client.read(switched.length() + frames.length())).isEqualTo(switched + frames);
    client.send(randomText(20_000));
    assertThat(client.end()).isEqualTo(Peer.Seen.CLOSE_NOTIFY);
    assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo(randomText(20_000));
    WireEvent.Ended ended = tap.await(WireEvent.Ended.class);
    assertThat(ended.fromClient()).isEqualTo(upgrade.length() + 20_000L);
    assertThat(ended.fromServer()).isEqualTo(switched.length() + frames.length());
    assertThat(ended.ending().endedBy()).contains("server");
    assertThat(upgraded(Side.SERVER)).isEqualTo(frames);
    assertThat(upgraded(Side.CLIENT)).isEqualTo(randomText(20_000));
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void ofAnUpgradeToSomethingElseBytesAreCountedOnly(TlsProvider provider) throws Exception {
    String upgrade = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";
    String switched = "HTTP/1.1 101 Now\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";
    Peer client =
        begin(
            provider,
            server -> {
              server.read(upgrade.length());
              server.send(switched + "hello");
              server.close();
            });
    client.send(upgrade);
    assertThat(client.read(switched.length() + 5)).isEqualTo(switched + "hello");

    assertThat(tap.await(WireEvent.Ended.class).fromServer()).isEqualTo(switched.length() + 5L);
    assertThat(tap.all(WireEvent.UpgradedBytes.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void bytesOfAnUpgradeThatThereIsNoRoomForAreSaidByTheNextOnes(TlsProvider provider)
      throws Exception {
    String upgrade = "GET /ws/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n";
    String switched = "HTTP/1.1 101 Now\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    Peer client =
        begin(
            provider,
            server -> {
              server.read(upgrade.length());
              server.send(switched);
              for (String piece : List.of("one", "three", "fin", "end")) {
                server.readUntil("?");
                server.send(piece);
              }
              server.readUntil("?");
              server.close();
            });
    tap.recordTo(
        event ->
            !(event instanceof WireEvent.UpgradedBytes bytes
                && bytes.from() == Side.SERVER
                && text(bytes).matches("one|three|end")));
    client.send(upgrade);
    client.read(switched.length());
    for (String piece : List.of("one", "three", "fin", "end")) {
      client.send("?");
      client.read(piece.length());
    }
    client.send("?");

    assertThat(tap.await(WireEvent.Ended.class).lostBytes()).isEqualTo("end".length());
    assertThat(tap.all(WireEvent.UpgradedBytes.class))
        .filteredOn(bytes -> text(bytes).equals("fin"))
        .extracting(WireEvent.UpgradedBytes::missing)
        .containsExactly((long) "onethree".length());
  }

  private String upgraded(Side from) {
    return tap.all(WireEvent.UpgradedBytes.class).stream()
        .filter(bytes -> bytes.from() == from)
        .map(ForwardingTest::text)
        .collect(Collectors.joining());
  }

  private static String text(WireEvent.UpgradedBytes bytes) {
    return new String(bytes.bytes(), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void slowReaderHoldsTheServerBackAndLosesNothing(TlsProvider provider) throws Exception {
    int size = 100 << 20;
    byte[] block = randomText(1 << 16).getBytes(StandardCharsets.ISO_8859_1);
    AtomicLong sent = new AtomicLong();
    Peer client =
        begin(
            provider,
            server -> {
              server.readUntil("\r\n\r\n");
              server.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
              for (int i = 0; i < size / block.length; i++) {
                server.send(block);
                sent.addAndGet(block.length);
              }
              server.end();
            });
    client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    client.readUntil("\r\n\r\n");
    // Nobody reads; the server gets rid of what fits into the sockets and our buffers, and stops.
    long before = -1;
    int still = 0;
    while (still < 10) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      long now = sent.get();
      still = now == before ? still + 1 : 0;
      before = now;
    }
    assertThat(before).isLessThan(48L << 20);
    byte[] read = new byte[block.length];
    for (int i = 0; i < size / block.length; i++) {
      assertThat(client.tls().getInputStream().readNBytes(read, 0, read.length))
          .isEqualTo(read.length);
      assertThat(read).isEqualTo(block);
    }
    WireEvent.Ended ended = tap.await(WireEvent.Ended.class);
    assertThat(ended.bodySize()).isEqualTo(size);
    assertThat(
            tap.all(WireEvent.ResponseBytes.class).stream().mapToInt(e -> e.bytes().length).sum())
        .isEqualTo(1 << 20);
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void bytesCutAnywhereArriveAsTheyWere(TlsProvider provider) throws Exception {
    Random random = new Random(42);
    String body = randomText(30_000);
    String request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30000\r\n\r\n" + body;
    String answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7530\r\n" + body + "\r\n0\r\n\r\n";
    CompletableFuture<String> arrived = new CompletableFuture<>();
    Peer client =
        begin(
            provider,
            server -> {
              for (int i = 0; i < 20; i++) {
                arrived.complete(server.read(request.length()));
                sendCut(server, answer, new Random(i));
              }
              server.end();
            });
    for (int i = 0; i < 20; i++) {
      sendCut(client, request, random);
      assertThat(client.read(answer.length())).isEqualTo(answer);
    }
    assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo(request);
    tap.await(WireEvent.Ended.class, ended -> ended.exchange() == 20);
    assertThat(tap.all(WireEvent.Ended.class))
        .allSatisfy(ended -> assertThat(ended.bodySize()).isEqualTo(30_000));
  }

  private static void sendCut(Peer peer, String text, Random random) throws IOException {
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 3 : 9_000));
      peer.send(text.substring(at, end));
      at = end;
    }
  }

  private static String randomText(int length) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(256));
    }
    return text.toString();
  }
}
