package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.simulator.agent.AgentProfile;
import dev.boshtap.simulator.agent.SimulatedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What boshtap says of real faults, while they happen and from the HAR of the same run. */
class DiagnosisIT {

  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("uuuu.MM.dd HH:mm:ss", Locale.ROOT);

  private static final Pattern ALL_AT_ONCE =
      Pattern.compile("FINDING SERVER.*10 of 10 desktops.*server\\.all-at-once");

  /** A server that goes away under ten agents: all at once, server; live and from the HAR. */
  @Test
  void aServerThatGoesAwayUnderTenAgentsIsTheServer(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Path har = folder.resolve("run.har");
    Path events = folder.resolve("events.ndjson");
    Path capture = folder.resolve("run.sqlite");
    try (SimulatedSite site =
        new SimulatedSite(
            folder,
            "--har",
            har.toString(),
            "--events",
            events.toString(),
            "--capture",
            capture.toString(),
            "--redaction",
            "personal")) {
      List<SimulatedAgent> agents =
          IntStream.rangeClosed(1001, 1010)
              .mapToObj(
                  id ->
                      new SimulatedAgent(
                          site.network(), AgentProfile.jabberWerx(Integer.toString(id))))
              .toList();
      CompletableFuture<?>[] logins =
          agents.stream().map(SimulatedAgent::login).toArray(CompletableFuture[]::new);
      FaultFront.get(CompletableFuture.allOf(logins).thenApply(all -> "signed in"));

      site.finesse().close();

      site.boshtap().awaitLine(ALL_AT_ONCE);
      site.boshtap().interrupt();
      assertThat(site.boshtap().awaitExit()).isZero();
      assertThat(EventLine.againstSchema(events)).isEmpty();
      assertThat(EventLine.read(events))
          .filteredOn(event -> event.text("rule").equals("server.all-at-once"))
          .isNotEmpty()
          .allSatisfy(
              event -> {
                assertThat(event.type()).isEqualTo("finding");
                assertThat(event.text("side")).isEqualTo("server");
                assertThat(event.text("severity")).isEqualTo("error");
              });
    }

    Program diagnose = Boshtap.run(folder, "diagnose", "--json", har.toString());
    assertThat(diagnose.awaitExit()).as(diagnose::toString).isEqualTo(1);
    assertThat(String.join("", diagnose.out()))
        .contains("10 agents lost", "\"rule\":\"server.all-at-once\"", "\"side\":\"server\"");
    Path page = folder.resolve("run.html");
    Program report = Boshtap.run(folder, "report", har.toString(), "-o", page.toString());
    assertThat(report.awaitExit()).as(report::toString).isZero();
    assertThat(Files.readString(page)).contains("server.all-at-once", "10 agents lost");
    logsAreHeldAgainstPseudonyms(folder, capture);
  }

  /** A log has login ids and a capture has pseudonyms: where it was recorded, they meet. */
  private static void logsAreHeldAgainstPseudonyms(Path folder, Path capture) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(
        logs.resolve("debug.log"),
        LOG_TIME.format(LocalDateTime.now(ZoneId.systemDefault()))
            + " Session (id=f382a015) was last active 13230 ms ago: 1003@fin.example/desktop\n");
    Program diagnose =
        Boshtap.run(
            folder,
            "diagnose",
            "--evidence",
            "--home",
            folder.resolve("home").toString(),
            "--logs",
            logs.toString(),
            capture.toString());
    assertThat(diagnose.awaitExit()).as(diagnose::toString).isEqualTo(1);
    assertThat(String.join("\n", diagnose.out()))
        .contains("10 agents lost", "the server's log: last active 13230 ms ago")
        .doesNotContainPattern("\\b1003\\b");
  }
}
