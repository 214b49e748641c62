package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending.Stage;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.intercept.CertificateDefect.Pki;
import dev.boshtap.proxy.intercept.TlsServer.Setup;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.trust.Pins;
import dev.boshtap.proxy.trust.TestPki;
import dev.boshtap.proxy.trust.TestPki.Held;
import dev.boshtap.proxy.trust.TestPki.Request;
import dev.boshtap.proxy.trust.UpstreamTrust;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Every defect of a server's certificate, on real sockets, with either TLS library. */
final class CertificateDefectsTest {

  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final Pki PKI = Pki.create();

  private final TlsWorld world = new TlsWorld();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(UpstreamTrust.class);
  @TempDir private Path folder;
  private Pins pins;
  private UpstreamTrust trust;

  @BeforeEach
  void listen() throws IOException {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    pins = new Pins(folder.resolve("home"), InstantSource.system());
    StringWriter pem = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
      for (Held root : List.of(PKI.root(), PKI.rsaRoot(), PKI.constrainedRoot())) {
        writer.writeObject(root.certificate());
      }
    }
    Path file = Files.writeString(folder.resolve("roots.pem"), pem.toString());
    trust = UpstreamTrust.strict(pins, List.of(file));
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private Tap tap(TlsProvider provider, TlsServer server) throws IOException {
    return new Tap(
        world,
        provider,
        Set.of(server.port()),
        Tap.settings(null),
        trust,
        at -> ServerTlsOptions.DEFAULTS);
  }

  static Stream<Arguments> defectsOnBothLibraries() {
    return Arrays.stream(CertificateDefect.values())
        .flatMap(defect -> Arrays.stream(TlsProvider.values()).map(on -> Arguments.of(defect, on)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("defectsOnBothLibraries")
  void isRefusedInItsOwnWordsUnlessItIsPinned(CertificateDefect defect, TlsProvider provider)
      throws Exception {
    Setup setup = defect.on(PKI);
    try (TlsServer server = new TlsServer(setup);
        Tap tap = tap(provider, server)) {
      HostPort target = new HostPort(TlsWorld.HOST, server.port());
      String command = "boshtap trust add " + target;

      String page = ask(tap, server);

      assertThat(page)
          .startsWith("HTTP/1.1 502 ")
          .contains("X-Boshtap-Failure: certificate")
          .contains(defect.words())
          .contains(command);
      Event.Failure event = failure(tap);
      assertThat(event.target()).isEqualTo(target);
      assertThat(event.failure().leg()).isEqualTo(Side.SERVER);
      assertThat(event.failure().stage()).isEqualTo(Stage.CERTIFICATE);
      assertThat(event.failure().cause()).contains(defect.words()).endsWith(command);
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .singleElement()
          .asString()
          .contains(target.toString(), defect.words());

      pins.record(target, PKI.root().certificate());
      assertThat(ask(tap, server))
          .startsWith("HTTP/1.1 502 ")
          .contains("THE CERTIFICATE HAS CHANGED")
          .contains(defect.words());

      X509Certificate own = setup.own().certificate();
      pins.record(target, own);
      assertThat(ask(tap, server)).startsWith("HTTP/1.1 200 ");

      // The session that was made under the pin must not outlive it.
      pins.remove(target);
      assertThat(ask(tap, server)).startsWith("HTTP/1.1 502 ").contains(defect.words());
    }
  }

  /** What the tests above differ from by one defect each. */
  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void withoutDefectItIsAccepted(TlsProvider provider) throws Exception {
    Held own = new Request("server").dns(TlsWorld.HOST).by(PKI.issuing());
    for (Setup setup :
        List.of(
            Setup.of(own, PKI.issuing().certificate()),
            Setup.of(own, PKI.root().certificate(), PKI.issuing().certificate()),
            Setup.of(own, PKI.issuing().certificate())
                .stapling(
                    TestPki.ocsp(own.certificate(), PKI.issuing(), PKI.issuing().keys(), null)))) {
      try (TlsServer server = new TlsServer(setup);
          Tap tap = tap(provider, server)) {
        assertThat(ask(tap, server)).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  /** Whoever is no issuer of it cannot have it refused. */
  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void aStapledAnswerOfSomebodyElseSaysNothing(TlsProvider provider) throws Exception {
    Held own = new Request("server").dns(TlsWorld.HOST).by(PKI.root());
    byte[] forged = TestPki.ocsp(own.certificate(), PKI.root(), TestPki.ec(), TestPki.revoked());
    try (TlsServer server = new TlsServer(Setup.of(own).stapling(forged));
        Tap tap = tap(provider, server)) {
      assertThat(ask(tap, server)).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String ask(Tap tap, TlsServer server) throws IOException {
    try (Peer client = tap.client(server.port())) {
      client.send(REQUEST);
      return client.readToEnd();
    }
  }

  /** What the observer makes of the first failure that was recorded. */
  private static Event.Failure failure(Tap tap) {
    WireEvent.Failed failed = tap.await(WireEvent.Failed.class);
    return new Observer(Limits.DEFAULTS)
        .on(failed).stream()
            .filter(Observation.Happened.class::isInstance)
            .map(Observation.Happened.class::cast)
            .map(Observation.Happened::event)
            .filter(Event.Failure.class::isInstance)
            .map(Event.Failure.class::cast)
            .findFirst()
            .orElseThrow();
  }
}
