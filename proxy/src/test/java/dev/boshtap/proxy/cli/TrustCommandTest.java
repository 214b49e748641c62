package dev.boshtap.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.RootCa;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.trust.Pin;
import dev.boshtap.proxy.trust.Pins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCommandTest {

  private static final InstantSource NOW = InstantSource.system();
  private static final RootCa STRANGER = RootCa.create("stranger", NOW);

  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private final Leaf leaf = new LeafMinter(STRANGER, NOW, 1).leafFor("127.0.0.1");
  @TempDir Path temp;
  private Terminal terminal;
  private SSLServerSocket listening;
  private String server;

  @BeforeEach
  void listen() throws Exception {
    terminal = new Terminal(temp.resolve("home"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("leaf", leaf.key(), new char[0], leaf.chain().toArray(new Certificate[0]));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server = "127.0.0.1:" + listening.getLocalPort();
    pool.execute(this::serve);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (SSLSocket client = (SSLSocket) listening.accept()) {
        client.startHandshake();
        client.getInputStream().read();
      } catch (IOException e) {
        // The client went, or the test is over.
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    listening.close();
    pool.shutdownNow();
  }

  @Test
  void showsTheCertificateAndPinsItOnAYes() {
    assertThat(terminal.typing("y\n").type("trust add " + server)).isZero();

    assertThat(terminal.err())
        .containsPattern("subject +127.0.0.1\n")
        .containsPattern("issuer +CN=boshtap CA stranger")
        .contains(Pin.fingerprint(leaf.certificate()))
        .containsPattern("problem +the certificate's issuer is not known here \\(CN=boshtap CA")
        .contains("Trust this certificate for " + server + "? [y/N] ")
        .endsWith("pinned " + server + "\n");
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.type("trust list")).isZero();
    assertThat(terminal.out())
        .startsWith(server + "  " + Pin.fingerprint(leaf.certificate()) + "  ")
        .endsWith("  127.0.0.1\n");
  }

  @Test
  void anythingButAYesChangesNothing() {
    for (String answer : new String[] {"", "\n", "n\n", "no way\n"}) {
      assertThat(terminal.typing(answer).type("trust add " + server)).isEqualTo(ExitCode.CANNOT);
      assertThat(terminal.err()).endsWith("boshtap: nothing changed\n");
    }
    terminal.type("trust list");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void asksNothingWithYesAndRemovesAgain() {
    assertThat(terminal.type("trust add --yes " + server)).isZero();
    assertThat(terminal.err()).doesNotContain("[y/N]");

    assertThat(terminal.type("trust remove " + server)).isZero();
    assertThat(terminal.type("trust remove " + server)).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .isEqualTo("boshtap: " + server + ": not pinned (see `boshtap trust list`)\n");
  }

  @Test
  void showsWhatWasPinnedBefore() throws Exception {
    terminal.type("trust add --yes " + server);
    assertThat(terminal.typing("n\n").type("trust add " + server)).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).containsPattern("pinned +this very certificate, on 20");

    Pins pins = new Pins(temp.resolve("home"), NOW);
    pins.record(HostPort.parse(server), STRANGER.certificate());
    assertThat(terminal.typing("n\n").type("trust add " + server)).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .containsPattern("pinned +ANOTHER ONE, on 20.*SHA-256 " + STRANGER.sha256Fingerprint());
  }

  @Test
  void saysWhenNoPinIsNeeded() throws Exception {
    Path pem = Files.writeString(temp.resolve("stranger.pem"), STRANGER.pem());

    terminal.with("BOSHTAP_UPSTREAM_TRUSTED_CERTIFICATES", pem.toString());

    assertThat(terminal.typing("n\n").type("trust add " + server)).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).containsPattern("problem +none: it is trusted without a pin\n");
  }

  @Test
  void aServerThatIsNotThereIsOneLine() throws Exception {
    String nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + closed.getLocalPort();
    }

    assertThat(terminal.type("trust add --yes " + nobody)).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .isEqualTo("boshtap: " + nobody + ": no certificate to be had (Connection refused)\n");
  }
}
