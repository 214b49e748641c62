package dev.boshtap.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.boshtap.ca.OwnerOnlyFiles;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
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
    assertThat(terminal.err())
        .isEqualTo("boshtap: %s: there is no folder %s\n".formatted(file, file.getParent()));
  }

  @Test
  void theTruststoresForJavaHoldTheSame() throws Exception {
    terminal.type("ca export");
    Certificate pem = certificate(terminal.outBytes());
    Path p12 = temp.resolve("ca.p12");
    assertThat(terminal.run("ca", "export", "--format", "p12", "-o", p12.toString())).isZero();
    assertThat(terminal.type("ca export --format jks")).isZero();
    KeyStore jks = KeyStore.getInstance("JKS");
    jks.load(new ByteArrayInputStream(terminal.outBytes()), "changeit".toCharArray());

    assertThat(jks.getCertificate("boshtap")).isEqualTo(pem);
    assertThat(OwnerOnlyFiles.looseness(p12)).as("its owner's alone").isEmpty();
  }

  @Test
  void initMakesACaForTheHostsItIsGiven() {
    assertThat(terminal.type("ca init --intercept fin1.example.com --intercept 192.0.2.9"))
        .isZero();
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("signs for    example.com, 192.0.2.9\n");
    terminal.type("ca show");
    assertThat(terminal.out())
        .contains("signs for    example.com, 192.0.2.9\n", "passphrase   none\n")
        .containsPattern("SPKI +[A-Za-z0-9+/]{43}=\n")
        .containsPattern("\\(7\\d\\d days left\\)");

    assertThat(terminal.type("ca init")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .startsWith("boshtap: " + home.resolve("ca") + ": there is a CA already (");
  }

  @Test
  void rotateKeepsTheFormerAsideAndSaysThatTrustMustBeInstalledAgain() throws Exception {
    terminal.type("ca export");
    Certificate former = certificate(terminal.outBytes());

    assertThat(terminal.type("ca rotate --intercept fin1.example.com")).isZero();
    assertThat(terminal.err())
        .contains("signs for    example.com\n", "trust must be installed again")
        .contains("the former CA is kept in " + home.resolve("ca.old"));
    terminal.type("ca export");
    assertThat(certificate(terminal.outBytes())).isNotEqualTo(former);
    try (Stream<Path> kept = Files.walk(home.resolve("ca.old"))) {
      Path pem = kept.filter(file -> file.endsWith("ca.pem")).findFirst().orElseThrow();
      assertThat(certificate(Files.readAllBytes(pem))).isEqualTo(former);
    }
  }

  @Test
  void aPassphraseIsAskedForTwiceAndKeptByRotation() throws Exception {
    assertThat(terminal.typing("sesame\nother\n").type("ca init --passphrase"))
        .isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).contains("the two passphrases differ");
    assertThat(terminal.typing("sesame\nsesame\n").type("ca init --passphrase")).isZero();
    assertThat(home.resolve("ca/ca.key")).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
    assertThat(terminal.type("ca show")).as("needs no passphrase").isZero();
    assertThat(terminal.out()).contains("passphrase   yes\n").doesNotContain("sesame");

    assertThat(terminal.typing("").type("ca rotate")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .startsWith("New passphrase for the CA's key: ")
        .contains("boshtap: no passphrase (expected: BOSHTAP_CA_PASSPHRASE, ");
    assertThat(terminal.with("BOSHTAP_CA_PASSPHRASE", "open").type("ca rotate")).isZero();
    assertThat(home.resolve("ca/ca.key")).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
    assertThat(terminal.type("ca rotate --no-passphrase")).isZero();
    assertThat(home.resolve("ca/ca.key")).content().contains("BEGIN PRIVATE KEY");
  }

  @Test
  void aPassphraseFileThatOthersCanReadIsRefused() throws Exception {
    assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"), "not POSIX");
    Path file = Files.writeString(temp.resolve("passphrase"), "sesame\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    terminal.with("BOSHTAP_CA_PASSPHRASE_FILE", file.toString());

    assertThat(terminal.type("ca init")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .isEqualTo("boshtap: " + file + ": mode 644 (expected: 600, its owner only)\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(terminal.type("ca init")).isZero();
    assertThat(home.resolve("ca/ca.key")).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
  }
}
