package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code browser}: a page of Finesse without an error, and nothing left behind. */
class BrowserCommandIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void chromium() throws Exception {
    Peer.require(Peer.CHROMIUM);
    opensThePageAndLeavesNothing("chromium");
  }

  @Test
  void firefox() throws Exception {
    Peer.require(Peer.FIREFOX, Peer.CERTUTIL);
    opensThePageAndLeavesNothing("firefox");
  }

  private void opensThePageAndLeavesNothing(String browser)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path userHome = usedHome();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Map<String, Long> before = files(userHome);
    Path events = folder.resolve("events.ndjson");
    try (SimulatedFinesse finesse = SimulatedFinesse.builder().start()) {
      String server = finesse.hostName() + ":" + finesse.restAddress().getPort();
      try (Program boshtap =
          Boshtap.start(
              folder,
              Map.of("HOME", userHome.toString(), "TMPDIR", temporary.toString()),
              List.of(
                  "-Djdk.net.hosts.file=" + SimulatedSite.writeHosts(folder, finesse),
                  "-Djava.io.tmpdir=" + temporary),
              "browser",
              browser,
              "https://" + server + "/desktop",
              "--headless",
              "--home",
              folder.resolve("home").toString(),
              "--config",
              SimulatedSite.writeConfig(folder, finesse, List.of()).toString(),
              "--events",
              events.toString())) {
        long request =
            finesse
                .journal()
                .await(
                    JournalEntry.RequestSeen.class,
                    seen -> seen.request().path().equals("/desktop"),
                    PATIENCE)
                .orElseThrow(() -> new AssertionError("no page was asked for\n" + boshtap))
                .request()
                .number();
        assertThat(
                finesse
                    .journal()
                    .await(
                        JournalEntry.AnswerSent.class,
                        answer -> answer.request() == request,
                        PATIENCE))
            .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(temporary).as("while it runs").isNotEmptyDirectory();
        boshtap.interrupt();
        assertThat(boshtap.awaitExit()).as("%s", boshtap).isZero();
        assertThat(boshtap.err()).contains("summary");
      }
      assertThat(EventLine.read(events))
          .filteredOn(event -> event.text("server").equals(server))
          .extracting(EventLine::type)
          .doesNotContain("proxy.failure", "proxy.tunnel");
    }
    // Not the browser's: the library of boshtap's capture, unpacked by SQLite's driver.
    assertThat(files(temporary).keySet())
        .filteredOn(file -> !file.isEmpty() && !file.startsWith("sqlite-"))
        .isEmpty();
    assertThat(files(userHome)).isEqualTo(before);
  }

  /** A home folder with the profiles and the trust of somebody who uses both browsers. */
  private Path usedHome() throws IOException {
    Path home = folder.resolve("user");
    for (String file :
        List.of(
            ".pki/nssdb/cert9.db",
            ".config/chromium/Default/Preferences",
            ".mozilla/firefox/x.default/cert9.db",
            ".mozilla/firefox/profiles.ini",
            "Downloads/report.pdf")) {
      Path path = home.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    return home;
  }

  /** Every file and folder below, with the time of its last change. */
  private static Map<String, Long> files(Path folder) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        found.put(
            folder.relativize(path).toString(),
            Files.isDirectory(path) ? 0 : Files.getLastModifiedTime(path).toMillis());
      }
    }
    return found;
  }
}
