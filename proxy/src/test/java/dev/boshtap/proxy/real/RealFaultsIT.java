package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whose fault it was is said right, of desktops with Strophe on a real Prosody: while it happens,
 * and from the HAR of the same run; and from a HAR that cannot know it, that it cannot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealFaultsIT {

  private static final String ALL_AT_ONCE = "server.all-at-once";

  private Path folder;
  private FaultyDay day;
  private JsonNode diagnosis;

  @BeforeAll
  void play(@TempDir Path empty) throws IOException, GeneralSecurityException {
    Peer.require(Peer.PROSODY, Peer.NODE, Peer.NPM);
    folder = empty;
    day = new FaultyDay(folder);
    diagnosis = diagnosed(day.ten.har().path());
  }

  private JsonNode diagnosed(Path... captures) {
    List<String> command = new ArrayList<>(List.of("diagnose", "--json", "--config"));
    command.add(folder.resolve("ten").resolve("boshtap.yaml").toString());
    Stream.of(captures).map(Path::toString).forEach(command::add);
    Program program = Boshtap.run(folder, command.toArray(String[]::new));
    assertThat(program.awaitExit()).as(program::toString).isEqualTo(1);
    return JsonMapper.shared().readTree(String.join("", program.out()));
  }

  @Test
  void eachLossHasItsSideWhileItHappensAndFromTheHar() {
    Map<String, Set<String>> truth =
        Map.of(
            FaultyDay.POLL_DROPPED, Set.of("client"),
            FaultyDay.SOCKET_DROPPED, Set.of("client"),
            FaultyDay.POLL_KEPT, Set.of("server"),
            FaultyDay.PINGS_KEPT, Set.of("server"));

    assertThat(sides(live(day.ten))).containsExactlyInAnyOrderEntriesOf(truth);
    assertThat(sides(diagnosis.path("findings").values()))
        .containsExactlyInAnyOrderEntriesOf(truth);
  }

  @Test
  void aCutNetworkIsOneAgentsAndTheNetworks() {
    for (String agent : FaultyDay.CUT) {
      FaultyDay.Left left = day.cut.get(agent);

      assertThat(sides(live(left))).isEqualTo(Map.of(agent, Set.of("network")));
      JsonNode alone = diagnosed(left.har().path());
      assertThat(sides(alone.path("findings").values()))
          .isEqualTo(Map.of(agent, Set.of("network")));
      assertThat(alone.path("verdict").asString()).startsWith("One agent ").contains("(network");
    }
  }

  @Test
  void aRestartUnderTenIsAllAtOnceAndTheServers() {
    // Who is still busy with a trouble of its own need not be among them.
    assertThat(diagnosis.path("verdict").asString()).matches("\\d+ agents lost .* at once.*");
    assertThat(diagnosis.path("side").asString()).isEqualTo("server");
    for (List<JsonNode> findings :
        List.of(live(day.ten), List.copyOf(diagnosis.path("findings").values()))) {
      assertThat(findings)
          .filteredOn(finding -> finding.path("rule").asString().equals(ALL_AT_ONCE))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(agents(finding)).hasSizeGreaterThan(5).isSubsetOf(FaultyDay.TEN);
                assertThat(finding.path("severity").asString()).isEqualTo("error");
              });
    }
  }

  /** A browser's HAR has what the browser saw: that no answer came, and not who hung up. */
  @Test
  void aHarWithoutOurWordSaysThatItCannotKnow() throws IOException {
    JsonNode har = JsonMapper.shared().readTree(day.ten.har().path());
    ((ObjectNode) har.path("log").path("creator")).put("name", "WebInspector");
    withoutOurs(har.path("log"));
    Path file = folder.resolve("browser.har");
    Files.writeString(file, JsonMapper.shared().writeValueAsString(har));

    assertThat(diagnosed(file).path("findings").values())
        .filteredOn(finding -> agents(finding).equals(List.of(FaultyDay.POLL_DROPPED)))
        .filteredOn(RealFaultsIT::isTrouble)
        .extracting(
            finding -> finding.path("rule").asString(), finding -> finding.path("side").asString())
        .containsExactly(tuple("network.not-said", "unknown"));
  }

  @Test
  void allRunsEndWellAndTheirEventsAreValid() throws IOException {
    for (FaultyDay.Left left :
        Stream.concat(Stream.of(day.ten), day.cut.values().stream()).toList()) {
      assertThat(left.exitCode()).isZero();
      assertThat(EventLine.againstSchema(left.eventsFile())).isEmpty();
    }
  }

  /** Takes out what only boshtap writes; what browsers write too stays. */
  private static void withoutOurs(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.propertyNames().stream()
          .filter(name -> name.startsWith("_") && !name.equals("_webSocketMessages"))
          .toList()
          .forEach(object::remove);
    }
    node.values().forEach(RealFaultsIT::withoutOurs);
  }

  /** Findings as they were told last. */
  private static List<JsonNode> live(FaultyDay.Left left) {
    Map<Integer, JsonNode> last = new LinkedHashMap<>();
    left.events().stream()
        .filter(event -> event.type().equals("finding"))
        .forEach(event -> last.put(event.json().path("number").asInt(), event.json()));
    return List.copyOf(last.values());
  }

  /** The sides of what one agent alone suffered, by agent. */
  private static Map<String, Set<String>> sides(Iterable<JsonNode> findings) {
    Map<String, Set<String>> sides = new LinkedHashMap<>();
    for (JsonNode finding : findings) {
      boolean own =
          isTrouble(finding)
              && !finding.has("partOf")
              && finding.path("outages").size() > 0
              && !finding.path("rule").asString().equals(ALL_AT_ONCE);
      if (own) {
        agents(finding)
            .forEach(
                agent ->
                    sides
                        .computeIfAbsent(agent, unseen -> new TreeSet<>())
                        .add(finding.path("side").asString()));
      }
    }
    return sides;
  }

  private static boolean isTrouble(JsonNode finding) {
    return !finding.path("severity").asString().equals("notice");
  }

  private static List<String> agents(JsonNode finding) {
    return finding.path("agents").values().stream()
        .map(JsonNode::asString)
        .collect(Collectors.toList());
  }
}
