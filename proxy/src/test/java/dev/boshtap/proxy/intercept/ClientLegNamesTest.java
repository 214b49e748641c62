package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.proxy.tls.TlsProvider;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose certificate a client sees: of the name it asks for, else of the host in its CONNECT. */
final class ClientLegNamesTest {

  private static final int PORT = 7443;

  private final TlsWorld world = new TlsWorld();

  static Stream<Arguments> clients() {
    return Stream.of(TlsProvider.values())
        .flatMap(
            provider ->
                Stream.of(
                    Arguments.of(provider, "localhost", List.of(), "localhost"),
                    Arguments.of(
                        provider, "uccx_pub.example.com", List.of(), "uccx_pub.example.com"),
                    Arguments.of(provider, "127.0.0.1", List.of(), "127.0.0.1"),
                    Arguments.of(provider, "[::1]", List.of(), "0:0:0:0:0:0:0:1"),
                    Arguments.of(
                        provider, "127.0.0.1", List.of("fin1.example.com"), "fin1.example.com")));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aClientSees(TlsProvider provider, String connect, List<String> asked, String seen)
      throws Exception {
    // The library's own start is in the first handshake, and takes its time on a busy machine.
    InterceptSettings patient =
        new InterceptSettings(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20, null);
    try (Tap tap = new Tap(world, provider, Set.of(PORT), patient)) {
      assertThat(names(tap, connect, asked)).containsExactly(seen);
    }
  }

  private List<String> names(Tap tap, String connect, List<String> asked)
      throws IOException, CertificateParsingException {
    try (Socket socket = tap.connect(connect, PORT);
        SSLSocket tls =
            (SSLSocket)
                TlsWorld.clientContext(world.proxyCa.certificate())
                    .getSocketFactory()
                    .createSocket(socket, null, true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setServerNames(asked.stream().<SNIServerName>map(SNIHostName::new).toList());
      tls.setSSLParameters(parameters);
      tls.setUseClientMode(true);
      tls.startHandshake();
      X509Certificate leaf = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      return leaf.getSubjectAlternativeNames().stream()
          .map(name -> name.get(1).toString())
          .toList();
    }
  }
}
