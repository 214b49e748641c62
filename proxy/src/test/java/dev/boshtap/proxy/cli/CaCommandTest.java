package dev.boshtap.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaCommandTest {

  @TempDir Path temp;
  private Path home;
  private Terminal terminal;

  @BeforeEach
  void open() {
    home = temp.resolve("home");
    terminal = new Terminal(home);
  }

  private static Certificate certificate(byte[] content) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(content));
  }

  @Test
  void exportsTheSameCertificateInEveryForm() throws Exception {
    assertThat(terminal.type("ca export")).isZero();
    Certificate pem = certificate(terminal.outBytes());
    assertThat(terminal.out()).startsWith("-----BEGIN CERTIFICATE-----\n").doesNotContain("KEY");
    assertThat(terminal.err()).isEmpty();
    Path der = temp.resolve("ca.der");
    assertThat(terminal.run("ca", "export", "--format", "der", "-o", der.toString())).isZero();
    assertThat(terminal.outBytes()).isEmpty();
    assertThat(terminal.type("ca export --format p12 --password secret")).isZero();
    KeyStore p12 = KeyStore.getInstance("PKCS12");
    p12.load(new ByteArrayInputStream(terminal.outBytes()), "secret".toCharArray());

    assertThat(certificate(Files.readAllBytes(der))).isEqualTo(pem);
    assertThat(p12.getCertificate("boshtap")).isEqualTo(pem);
  }

  @Test
  void showsWhatABrowserShows() {
    terminal.type("ca export");

    assertThat(terminal.type("ca show")).isZero();
    assertThat(terminal.out())
        .containsPattern("subject +CN=boshtap CA .+@.+ \\d{4}-\\d\\d-\\d\\d")
        .containsPattern("SHA-256 +([0-9A-F]{2}:){31}[0-9A-F]{2}\n")
        .containsPattern("SHA-1 +([0-9A-F]{2}:){19}[0-9A-F]{2}\n")
        .contains(home.resolve("ca").toString());
  }

  @Test
  void showingMakesNoCa() {
    assertThat(terminal.type("ca show")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).startsWith("boshtap: " + home.resolve("ca") + ": no CA yet (");
    assertThat(home).doesNotExist();
  }

  @Test
  void aDamagedCaIsOneLine() throws Exception {
    terminal.type("ca export");
    Path pem = Files.writeString(home.resolve("ca/ca.pem"), "gone");

    assertThat(terminal.type("ca export")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .isEqualTo("boshtap: " + pem + ": damaged (expected: an X.509 certificate, PEM)\n");
  }

  @Test
  void anUnwritableFileIsOneLine() {
    Path file = temp.resolve("no/such/folder.pem");

    assertThat(terminal.run("ca", "export", "-o", file.toString())).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).isEqualTo("boshtap: " + file + ": no such file or folder\n");
  }
}
