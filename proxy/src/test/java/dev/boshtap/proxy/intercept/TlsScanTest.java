package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.intercept.Hello.Answer;
import dev.boshtap.proxy.intercept.Hello.Offer;
import dev.boshtap.proxy.intercept.TlsServer.Setup;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.tls.TlsVersion;
import dev.boshtap.proxy.trust.TestPki;
import dev.boshtap.proxy.trust.TestPki.Held;
import dev.boshtap.proxy.trust.TestPki.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each leg offers and accepts, seen in the bytes of its hello as a scanner sees it. */
final class TlsScanTest {

  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final List<Integer> FORWARD_SECRET =
      List.of(
          0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, // AEAD
          0xc009, 0xc013, 0xc00a, 0xc014); // CBC with SHA-1 as MAC

  private static final List<Integer> TLS_1_3 = List.of(0x1301, 0x1302, 0x1303);

  /** No encryption, no authentication, export, RC4, DES, 3DES, and RSA key exchange. */
  private static final List<Integer> REFUSED =
      List.of(
          0x0001, 0x0002, 0x003b, 0xc006, 0xc010, 0x0018, 0x0034, 0xc018, 0x0003, 0x0006, 0x0008,
          0x0014, 0x0004, 0x0005, 0xc007, 0xc011, 0x0009, 0x000a, 0x0016, 0xc008, 0xc012, 0x002f,
          0x0035, 0x003c, 0x003d, 0x009c, 0x009d);

  private static final ServerTlsOptions OLD =
      new ServerTlsOptions(TlsVersion.Range.parse("1.0"), Optional.empty());

  private final TlsWorld world = new TlsWorld();
  private final Held own =
      new Request("server").dns(TlsWorld.HOST).keys(TestPki.rsa(2048)).selfSigned();

  private Tap tap(TlsProvider provider, int port, Function<HostPort, ServerTlsOptions> options)
      throws IOException {
    return new Tap(
        world,
        provider,
        Set.of(port),
        Tap.settings(null),
        TlsWorld.believing(own.certificate()),
        options);
  }

  // --- the browser's leg ---

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void browsersAreAnsweredInTls12AndLater(TlsProvider provider) throws Exception {
    try (TlsServer server = new TlsServer(Setup.of(own));
        Tap tap = tap(provider, server.port(), at -> ServerTlsOptions.DEFAULTS)) {
      assertAnsweredInTls12AndLater(tap, server.port());
    }
  }

  private static void assertAnsweredInTls12AndLater(Tap tap, int port) throws IOException {
    assertThat(answer(tap, port, Hello.TLS_1_3, TLS_1_3).version()).isEqualTo(Hello.TLS_1_3);
    assertThat(answer(tap, port, Hello.TLS_1_2, FORWARD_SECRET).version()).isEqualTo(Hello.TLS_1_2);
    List<Integer> all = Stream.of(FORWARD_SECRET, REFUSED).flatMap(List::stream).toList();
    for (int version : List.of(Hello.SSL_3, Hello.TLS_1_0, Hello.TLS_1_1)) {
      assertThat(answer(tap, port, version, all).alert()).as("%04x", version).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void browsersGetForwardSecrecyAndNoCompression(TlsProvider provider) throws Exception {
    try (TlsServer server = new TlsServer(Setup.of(own));
        Tap tap = tap(provider, server.port(), at -> ServerTlsOptions.DEFAULTS)) {
      for (int suite : REFUSED) {
        Answer refusal = answer(tap, server.port(), Hello.TLS_1_2, List.of(suite));
        assertThat(refusal.alert()).as("%04x", suite).isPositive();
      }
      Answer answer = answer(tap, server.port(), Hello.TLS_1_2, FORWARD_SECRET);
      assertThat(FORWARD_SECRET).contains(answer.suite());
      assertThat(answer.compression()).isZero();
      assertThat(answer.extensions()).contains(Hello.RENEGOTIATION_INFO);
    }
  }

  private static Answer answer(Tap tap, int port, int version, List<Integer> suites)
      throws IOException {
    try (Socket socket = tap.connect(TlsWorld.HOST, port)) {
      socket.getOutputStream().write(Hello.client(version, suites));
      return Hello.answer(socket.getInputStream());
    }
  }

  // --- the server's leg ---

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void serversAreOfferedTls12AndLaterWithForwardSecrecy(TlsProvider provider) throws Exception {
    Offer offer = offer(provider, ServerTlsOptions.DEFAULTS);

    assertThat(offer.versions()).containsExactly(Hello.TLS_1_2, Hello.TLS_1_3);
    assertThat(offer.compressions()).containsExactly(0);
    assertThat(offer.suites())
        .containsAll(TLS_1_3)
        .isSubsetOf(
            Stream.of(FORWARD_SECRET, TLS_1_3, List.of(Hello.RENEGOTIATION_SCSV))
                .flatMap(List::stream)
                .toList());
    assertThat(
            offer.extensions().contains(Hello.RENEGOTIATION_INFO)
                || offer.suites().contains(Hello.RENEGOTIATION_SCSV))
        .as("secure renegotiation")
        .isTrue();
    assertThat(offer.extensions()).contains(Hello.STATUS_REQUEST);
  }

  @Test
  void whoOptsInOffersMoreAndStillNothingBroken() throws Exception {
    Offer offer = offer(TlsProvider.BORINGSSL, OLD);

    assertThat(offer.versions())
        .containsExactly(Hello.TLS_1_0, Hello.TLS_1_1, Hello.TLS_1_2, Hello.TLS_1_3);
    assertThat(offer.suites()).contains(0x002f, 0x0035, 0x009c);
    assertThat(offer.suites())
        .doesNotContain(0x0004, 0x0005, 0x000a, 0xc011, 0xc012, 0x0001, 0x0002, 0x0003, 0x0006);
  }

  /** The hello that a server is sent, which then hangs up. */
  private Offer offer(TlsProvider provider, ServerTlsOptions options) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Tap tap = tap(provider, listening.getLocalPort(), at -> options)) {
      CompletableFuture<Offer> offered =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket socket = listening.accept()) {
                  return Hello.offer(socket.getInputStream());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      Peer client = tap.client(listening.getLocalPort());
      Offer offer = offered.get(20, TimeUnit.SECONDS);
      client.close();
      return offer;
    }
  }

  @Test
  void anOldServerIsReachedByOptingInAndBrowsersNoticeNothing() throws Exception {
    Setup tls10 = Setup.of(own).speaking(List.of("TLSv1"), List.of("TLS_RSA_WITH_AES_128_CBC_SHA"));
    try (TlsServer server = new TlsServer(tls10)) {
      HostPort target = new HostPort(TlsWorld.HOST, server.port());
      try (Tap tap = tap(TlsProvider.BORINGSSL, server.port(), at -> ServerTlsOptions.DEFAULTS)) {
        assertThat(ask(tap, server))
            .startsWith("HTTP/1.1 502 ")
            .contains("X-Boshtap-Failure: tls")
            .contains("upstream.servers", "tls: 1.0");
      }
      try (Tap tap =
          tap(
              TlsProvider.BORINGSSL,
              server.port(),
              at -> at.equals(target) ? OLD : ServerTlsOptions.DEFAULTS)) {
        assertThat(ask(tap, server)).startsWith("HTTP/1.1 200 ").endsWith("TLSv1 with nobody");
        assertThat(tap.await(WireEvent.ServerReached.class).protocol()).isEqualTo("TLSv1");
        assertAnsweredInTls12AndLater(tap, server.port());
      }
    }
  }

  private static String ask(Tap tap, TlsServer server) throws IOException {
    try (Peer client = tap.client(server.port())) {
      client.send(REQUEST);
      return client.readToEnd();
    }
  }
}
