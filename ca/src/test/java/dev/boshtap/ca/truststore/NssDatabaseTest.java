package dev.boshtap.ca.truststore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.truststore.Report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Real databases, in a home folder of the test, by the real certutil. */
class NssDatabaseTest {

  private static final List<TrustStore.Kind> NSS = List.of(TrustStore.Kind.NSS);

  @TempDir Path folder;
  private final CommandRunner runner = new SystemCommandRunner();
  private Machine machine;
  private Path home;
  private Path chrome;
  private Path firefox;
  private Anchor anchor;

  @BeforeEach
  void makeHome() throws IOException {
    machine =
        Fixture.machine(
            Platform.LINUX, folder, Map.of("PATH", System.getenv().getOrDefault("PATH", "")));
    if (machine.program("certutil").isEmpty()) {
      if (System.getenv("CI") != null) {
        throw new AssertionError("certutil is not installed (expected: there, because CI is set)");
      }
      throw new TestAbortedException("certutil is not installed");
    }
    Files.createDirectories(machine.userHome());
    home = folder.resolve("state");
    anchor = Fixture.anchor(home.resolve("ca/ca.pem"));
    chrome = machine.userHome().resolve(".pki/nssdb");
    firefox = machine.userHome().resolve(".mozilla/firefox/x.default");
    Fixture.addProgram(machine, "/usr/sbin/chromium");
    makeProfile("");
  }

  private void makeProfile(String password) throws IOException {
    Files.createDirectories(firefox);
    Files.writeString(
        firefox.resolveSibling("profiles.ini"),
        "[Profile0]\nName=default\nIsRelative=1\nPath=x.default\n[Profile1]\nPath=/no/such\n");
    Path file = Files.writeString(folder.resolve("password"), password);
    certutil(firefox, "-N", "-f", file.toString());
  }

  private CommandRunner.Result certutil(Path database, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("certutil", "-d", "sql:" + database));
    all.addAll(List.of(words));
    return runner.run(new Command(all));
  }

  private List<Outcome> install() throws IOException {
    Installation installation = new Installation(machine, runner, home, false);
    List<Outcome> outcomes = new ArrayList<>();
    for (TrustStore store : TrustStores.of(machine)) {
      outcomes.add(installation.install(anchor, store).outcome());
    }
    return outcomes;
  }

  private List<Outcome> uninstall(Optional<Anchor> current) throws IOException {
    return new Installation(machine, runner, home, false)
        .uninstall(current, NSS).stream().map(Report::outcome).toList();
  }

  private String list(Path database) throws IOException {
    return certutil(database, "-L").output();
  }

  @Test
  void chromeAndFirefoxTrustItAndForgetItAgain() throws IOException {
    String before = list(firefox);
    assertThat(install()).containsExactly(Outcome.TRUSTED, Outcome.TRUSTED);
    assertThat(list(chrome)).containsPattern(anchor.nickname() + " +C,,");
    assertThat(list(firefox)).containsPattern(anchor.nickname() + " +C,,");
    assertThat(install()).containsExactly(Outcome.ALREADY_TRUSTED, Outcome.ALREADY_TRUSTED);

    assertThat(uninstall(Optional.of(anchor))).containsExactly(Outcome.REMOVED, Outcome.REMOVED);
    assertThat(list(firefox)).isEqualTo(before);
    assertThat(home.resolve("installed")).doesNotExist();
    assertThat(uninstall(Optional.of(anchor)))
        .containsExactly(Outcome.NOT_THERE, Outcome.NOT_THERE);
  }

  @Test
  void leavesAloneWhatIsNotTheSameCertificate() throws IOException {
    Anchor other = Fixture.anchor(folder.resolve("other.pem"));
    certutil(firefox, "-A", "-t", "C,,", "-n", "boshtap", "-i", other.file().toString());
    install();

    uninstall(Optional.of(anchor));
    assertThat(list(firefox)).containsPattern("boshtap +C,,").doesNotContain(anchor.nickname());
  }

  @Test
  void findsWhatAPersonImportedUnderAnotherName() throws IOException {
    certutil(firefox, "-A", "-t", "C,,", "-n", "my proxy CA", "-i", anchor.file().toString());

    assertThat(uninstall(Optional.of(anchor))).containsExactly(Outcome.NOT_THERE, Outcome.REMOVED);
    assertThat(list(firefox)).doesNotContain("my proxy CA");
  }

  @Test
  void removesTheOldOneToo() throws IOException {
    install();
    Anchor old = anchor;
    Files.delete(anchor.file());
    anchor = Fixture.anchor(anchor.file());
    install();
    assertThat(list(chrome)).contains(old.nickname(), anchor.nickname());

    uninstall(Optional.of(anchor));
    assertThat(list(chrome)).doesNotContain("boshtap");
    assertThat(list(firefox)).doesNotContain("boshtap");
  }

  @Test
  void removesItFromAProfileThatNoListNamesAnyMore() throws IOException {
    install();
    Files.delete(firefox.resolveSibling("profiles.ini"));

    assertThat(uninstall(Optional.empty())).containsExactly(Outcome.REMOVED, Outcome.REMOVED);
    assertThat(list(firefox)).doesNotContain("boshtap");
  }

  @Test
  void aDatabaseWithAPasswordIsSaidAndLeftAsItWas() throws IOException {
    for (String file : List.of("cert9.db", "key4.db", "pkcs11.txt")) {
      Files.delete(firefox.resolve(file));
    }
    makeProfile("secret-1");
    String before = list(firefox);
    // Without a terminal, on which it would ask for the password.
    CommandRunner detached =
        command -> {
          List<String> words = new ArrayList<>(List.of("setsid", "--wait"));
          words.addAll(command.words());
          return runner.run(new Command(words));
        };
    Installation installation = new Installation(machine, detached, home, false);

    Report report = installation.install(anchor, TrustStores.of(machine).get(1));
    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.detail()).contains("could not authenticate");
    assertThat(list(firefox)).isEqualTo(before);
    assertThat(home.resolve("installed")).doesNotExist();
  }

  @Test
  void aDryRunChangesNothing() throws IOException {
    Report report =
        new Installation(machine, runner, home, true)
            .install(anchor, TrustStores.of(machine).get(0));

    assertThat(report.commands())
        .extracting(Command::toString)
        .containsExactly(
            "mkdir -p -m 700 " + chrome,
            "certutil -d sql:" + chrome + " -N --empty-password",
            "certutil -d sql:%s -A -t C,, -n %s -i %s"
                .formatted(chrome, anchor.nickname(), anchor.file()));
    assertThat(chrome).doesNotExist();
    assertThat(home.resolve("installed")).doesNotExist();
  }

  @Test
  void findsSnapsFlatpaksAndTheNewFolder() throws IOException {
    Path user = machine.userHome();
    for (String path :
        List.of(
            "snap/chromium/current/.pki/nssdb",
            ".var/app/com.google.Chrome/.pki/nssdb",
            ".config/mozilla/firefox/a",
            "snap/firefox/common/.mozilla/firefox/b",
            ".var/app/org.mozilla.firefox/.mozilla/firefox/c")) {
      Path database = Files.createDirectories(user.resolve(path));
      Files.createFile(database.resolve("cert9.db"));
      if (path.contains("firefox/")) {
        Files.writeString(
            database.resolveSibling("profiles.ini"), "Path=" + database.getFileName() + "\n");
      }
    }

    assertThat(TrustStores.of(machine))
        .extracting(store -> user.relativize(Path.of(store.location())).toString())
        .containsExactly(
            ".pki/nssdb",
            "snap/chromium/current/.pki/nssdb",
            ".var/app/com.google.Chrome/.pki/nssdb",
            ".mozilla/firefox/x.default",
            ".config/mozilla/firefox/a",
            "snap/firefox/common/.mozilla/firefox/b",
            ".var/app/org.mozilla.firefox/.mozilla/firefox/c");
  }
}
