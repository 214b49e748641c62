package dev.boshtap.proxy.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.boshtap.decoders.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-04T05:06:07Z"));
  private static final HostPort SERVER = new HostPort("fin.example.com", 8445);
  private static X509Certificate one;
  private static X509Certificate two;

  @TempDir Path temp;
  private Path home;

  @BeforeAll
  static void makeCertificates() throws Exception {
    one = TestCertificates.selfSigned("one").certificate();
    two = TestCertificates.selfSigned("two").certificate();
  }

  @BeforeEach
  void newHome() {
    home = temp.resolve("home");
  }

  private Pins open() throws IOException {
    return new Pins(home, CLOCK);
  }

  @Test
  void remembersACertificateForItsHostAndPortOnly() throws Exception {
    Pin pin = open().record(SERVER, one);
    Pins again = open();

    assertThat(again.lookup(new HostPort("FIN.example.com", 8445))).contains(pin);
    assertThat(again.lookup(new HostPort("fin.example.com", 7443))).isEmpty();
    assertThat(again.lookup(new HostPort("other.example.com", 8445))).isEmpty();
    assertThat(pin.matches(one)).isTrue();
    assertThat(pin.matches(two)).isFalse();
    assertThat(pin.subject()).contains("CN=one");
    assertThat(pin.since()).isEqualTo(CLOCK.instant());
  }

  @Test
  void anotherProcessesPinsCountAtOnce() throws Exception {
    Pins running = open();
    assertThat(running.lookup(SERVER)).isEmpty();

    Pins typed = open();
    typed.record(SERVER, one);
    assertThat(running.lookup(SERVER)).get().matches(pin -> pin.matches(one));
    typed.record(SERVER, two);
    assertThat(running.lookup(SERVER)).get().matches(pin -> pin.matches(two));
    assertThat(typed.remove(SERVER)).isTrue();
    assertThat(running.lookup(SERVER)).isEmpty();
    assertThat(typed.remove(SERVER)).as("again").isFalse();
  }

  @Test
  void listsByServer() throws Exception {
    Pins pins = open();
    pins.record(new HostPort("b.example", 1), one);
    pins.record(new HostPort("2001:db8::7", 7443), two);
    pins.record(new HostPort("a.example", 1), one);

    assertThat(pins.list())
        .extracting(pin -> pin.target().toString())
        .containsExactly("[2001:db8::7]:7443", "a.example:1", "b.example:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"v\":2,\"pins\":{}}",
        "{\"v\":1}",
        "{\"v\":1,\"pins\":{\"x\":{}}}",
        "{\"v\":1,\"pins\":{\"x:1\":{\"sha256\":\"\",\"subject\":\"\",\"since\":\"now\"}}}"
      })
  void refusesADamagedFileAndLeavesItAlone(String content) throws Exception {
    open().record(SERVER, one);
    Path file = Files.writeString(home.resolve("pins.json"), content);

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": damaged (expected: pins as written by `boshtap trust add`)");
    assertThat(file).hasContent(content);
  }

  @Test
  void aFileDamagedWhileRunningLeavesWhatIsKnown() throws Exception {
    Pins pins = open();
    pins.record(SERVER, one);
    Files.writeString(home.resolve("pins.json"), "{");

    assertThat(pins.lookup(SERVER)).get().matches(pin -> pin.matches(one));
    assertThatThrownBy(() -> pins.record(SERVER, two)).hasMessageContaining("damaged");
  }

  @Test
  void isItsOwnersAlone() throws Exception {
    assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"), "not POSIX");
    open().record(SERVER, one);
    Path file = home.resolve("pins.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThatThrownBy(this::open).hasMessage(file + ": mode 666 (expected: 600, its owner only)");
  }

  @Test
  void manyThreadsLoseNoPin() throws Exception {
    Pins pins = open();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Pin>> made = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        HostPort server = new HostPort("fin.example.com", i);
        made.add(pool.submit(() -> pins.record(server, one)));
      }
      for (Future<Pin> pin : made) {
        pin.get(10, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(open().list()).hasSize(40);
  }
}
