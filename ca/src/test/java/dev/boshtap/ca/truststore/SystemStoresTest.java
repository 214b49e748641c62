package dev.boshtap.ca.truststore;

import static dev.boshtap.ca.truststore.Platform.LINUX;
import static dev.boshtap.ca.truststore.Platform.MACOS;
import static dev.boshtap.ca.truststore.Platform.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.truststore.Fixture.Recorder;
import dev.boshtap.ca.truststore.Report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stores of systems that the tests do not run on: which commands, word for word. */
class SystemStoresTest {

  @TempDir Path folder;
  private Anchor anchor;
  private Path home;

  @BeforeEach
  void makeRoot() throws IOException {
    home = folder.resolve("state");
    anchor = Fixture.anchor(home.resolve("ca/ca.pem"));
  }

  private Report install(Machine machine, CommandRunner runner, boolean dry) throws IOException {
    return new Installation(machine, runner, home, dry)
        .install(anchor, TrustStores.of(machine).get(0));
  }

  private List<Report> uninstall(Machine machine, CommandRunner runner) throws IOException {
    return new Installation(machine, runner, home, false)
        .uninstall(Optional.of(anchor), List.of(TrustStore.Kind.SYSTEM));
  }

  @Test
  void windows() throws IOException {
    Machine machine = Fixture.machine(WINDOWS, folder, Map.of("SystemRoot", "D:\\Win"));
    String certutil = "D:\\Win\\System32\\certutil.exe -user ";
    Recorder absent = new Recorder(WINDOWS).answering(line -> line.contains("-verifystore"), 1, "");

    Report dry = install(machine, absent, true);
    assertThat(dry.outcome()).isEqualTo(Outcome.WOULD_RUN);
    assertThat(dry.commands())
        .extracting(command -> command.line(WINDOWS))
        .containsExactly(certutil + "-addstore Root " + anchor.file());
    assertThat(absent.taken()).containsExactly(certutil + "-verifystore Root " + anchor.sha1());

    Recorder refusing =
        new Recorder(WINDOWS)
            .answering(line -> line.contains("-verifystore"), 1, "")
            .answering(line -> line.contains("-addstore"), 5, "\nCertUtil: cancelled by the user\n")
            .answering(line -> line.contains("-store "), 1, "");
    Report refused = install(machine, refusing, false);
    assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(refused.detail()).contains("cancelled by the user");
    assertThat(refusing.taken())
        .containsExactly(
            certutil + "-verifystore Root " + anchor.sha1(),
            certutil + "-addstore Root " + anchor.file(),
            certutil + "-store Root " + anchor.sha1());
    assertThat(home.resolve("installed")).doesNotExist();

    Recorder present = new Recorder(WINDOWS);
    assertThat(install(machine, present, false).outcome()).isEqualTo(Outcome.ALREADY_TRUSTED);
    present.taken();
    // It is still there afterwards, says this recorder, which forgets nothing.
    assertThat(uninstall(machine, present))
        .extracting(Report::outcome)
        .containsExactly(Outcome.FAILED);
    assertThat(present.taken())
        .containsExactly(
            certutil + "-store Root " + anchor.sha1(),
            certutil + "-delstore Root " + anchor.sha1(),
            certutil + "-store Root " + anchor.sha1());
  }

  @Test
  void macos() throws IOException {
    Machine machine = Fixture.machine(MACOS, folder, Map.of());
    String keychain = machine.userHome().resolve("Library/Keychains/login.keychain-db").toString();
    String find = "/usr/bin/security find-certificate -a -Z " + keychain;
    Recorder absent =
        new Recorder(MACOS).answering(line -> line.contains("dump-trust"), 1, "none found");

    Report dry = install(machine, absent, true);
    assertThat(dry.commands())
        .extracting(Command::toString)
        .containsExactly(
            "/usr/bin/security add-trusted-cert -r trustRoot -p ssl -k %s %s"
                .formatted(keychain, anchor.file()));
    assertThat(absent.taken()).containsExactly(find);

    String listed = "SHA-256 hash: 00\nSHA-1 hash: " + anchor.sha1() + "\n";
    Recorder untrusting =
        new Recorder(MACOS)
            .answering(line -> line.contains("find-certificate"), 0, listed)
            .answering(line -> line.contains("dump-trust"), 0, "Cert 0: another CA\n");
    assertThat(install(machine, untrusting, false).detail())
        .isEqualTo("in the keychain, without trust settings");

    String subject = anchor.certificate().getSubjectX500Principal().getName();
    String name = subject.substring("CN=".length(), subject.indexOf(','));
    Recorder trusting =
        new Recorder(MACOS)
            .answering(line -> line.contains("find-certificate"), 0, listed)
            .answering(line -> line.contains("dump-trust"), 0, "Cert 0: " + name + "\n");
    assertThat(install(machine, trusting, false).outcome()).isEqualTo(Outcome.ALREADY_TRUSTED);
    trusting.taken();
    uninstall(machine, trusting);
    assertThat(trusting.taken().subList(2, 4))
        .containsExactly(
            "/usr/bin/security remove-trusted-cert "
                + home.resolve("installed/" + anchor.sha256() + ".pem"),
            "/usr/bin/security delete-certificate -Z " + anchor.sha1() + " " + keychain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          update-ca-certificates | usr/local/share/ca-certificates          | etc/ssl/certs/ca-certificates.crt                   | .crt | update-ca-certificates  | update-ca-certificates --fresh
          update-ca-trust        | etc/pki/ca-trust/source/anchors          | etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem    | .pem | update-ca-trust extract | update-ca-trust extract
          """)
  void linuxWithAFolderOfAnchors(
      String program, String anchors, String bundle, String ending, String update, String undo)
      throws IOException {
    Machine machine = Fixture.machine(LINUX, folder, Map.of());
    Fixture.addProgram(machine, "/usr/sbin/" + program);
    Path copy = folder.resolve(anchors).resolve(anchor.nickname() + ending);
    Files.createDirectories(copy.getParent());
    String install = "install -m 644 %s %s".formatted(anchor.file(), copy);

    Recorder recorder = new Recorder(LINUX);
    Report needing = install(machine, recorder, false);
    assertThat(needing.outcome()).isEqualTo(Outcome.NEEDS_ADMINISTRATOR);
    assertThat(needing.commands()).extracting(Command::toString).containsExactly(install, update);
    assertThat(recorder.taken()).isEmpty();

    // What the two commands would do.
    Files.copy(anchor.file(), copy);
    Files.createDirectories(folder.resolve(bundle).getParent());
    Files.copy(anchor.file(), folder.resolve(bundle));
    Path other = copy.resolveSibling("other" + ending);
    Fixture.anchor(other);
    Machine administered = Fixture.administered(machine);
    assertThat(install(administered, recorder, false).outcome()).isEqualTo(Outcome.ALREADY_TRUSTED);
    uninstall(administered, recorder);
    assertThat(recorder.taken()).containsExactly("rm " + copy, undo);
  }

  @Test
  void arch() throws IOException {
    Machine machine = Fixture.administered(Fixture.machine(LINUX, folder, Map.of()));
    Fixture.addProgram(machine, "/usr/sbin/trust");
    Files.createDirectories(folder.resolve("etc/ca-certificates/trust-source/anchors"));
    Path bundle = folder.resolve("etc/ca-certificates/extracted/tls-ca-bundle.pem");
    Files.createDirectories(bundle.getParent());

    Recorder recorder = new Recorder(LINUX);
    Report untrusted = install(machine, recorder, false);
    assertThat(untrusted.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(untrusted.detail()).isEqualTo("not in " + bundle);
    assertThat(recorder.taken()).containsExactly("trust anchor --store " + anchor.file());

    Files.copy(anchor.file(), bundle);
    uninstall(machine, recorder);
    assertThat(recorder.taken()).containsExactly("trust anchor --remove " + anchor.file());
  }

  @Test
  void aLinuxOfAnotherKindHasNone() throws IOException {
    assertThat(TrustStores.of(Fixture.machine(LINUX, folder, Map.of()))).isEmpty();
  }
}
