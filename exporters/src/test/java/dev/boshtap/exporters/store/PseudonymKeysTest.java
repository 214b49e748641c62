package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeysTest {

  private static final Instant NOW = Samples.TEN.wall();
  private static final String RECORDING = UUID.nameUUIDFromBytes(new byte[1]).toString();
  private static final EventFilter ASKED =
      new EventFilter(
          Set.of("1001003"), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  @TempDir private Path folder;

  private final Redactor redactor = Redactor.personal();
  private final List<String> said = new ArrayList<>();
  private PseudonymKeys keys = new PseudonymKeys(Path.of(""));

  @BeforeEach
  void keep() throws IOException {
    keys = new PseudonymKeys(folder);
    keys.keep(RECORDING, redactor.key(), NOW);
  }

  private Set<String> agentsAskedFor() {
    return keys.under(facts(RECORDING), ASKED, said::add).agents();
  }

  private static CaptureFacts facts(String recording) {
    return new CaptureFacts(
        recording,
        1,
        NOW,
        Optional.empty(),
        Optional.empty(),
        "desk-12",
        "test",
        RedactionPolicy.PERSONAL,
        1 << 20);
  }

  @Test
  void whoRecordedItAsksByLoginId() {
    assertThat(agentsAskedFor()).contains(redactor.nameOf("1001003"));
    assertThat(said).isEmpty();
  }

  @Test
  void aCaptureOfAnotherMachineIsReadUnderTheNamesInIt() {
    for (String other : List.of(new UUID(1, 2).toString(), "../" + RECORDING)) {
      said.clear();
      assertThat(keys.under(facts(other), ASKED, said::add)).isEqualTo(ASKED);
      assertThat(said).singleElement().asString().contains("none is found as 1001003");
    }
  }

  /** As a loss of power leaves it. */
  @Test
  void aKeyThatCannotBeReadCostsTheNamesAndNotTheCapture() throws IOException {
    Files.write(folder.resolve(RECORDING), new byte[0]);

    assertThat(agentsAskedFor()).containsExactly("1001003");
    assertThat(said).singleElement().asString().contains("no key to them can be read");
    keys.keep(RECORDING, redactor.key(), NOW);
    assertThat(agentsAskedFor()).contains(redactor.nameOf("1001003"));
  }

  @Test
  void aKeyThatIsOfUseStays() throws IOException {
    keys.keep(RECORDING, redactor.key(), NOW);
    keys.prune(Duration.ofDays(1), NOW.plus(Duration.ofDays(1)));
    assertThat(folder.resolve(RECORDING)).exists();

    keys.keep(RECORDING, redactor.key(), NOW.plus(Duration.ofDays(1)));
    keys.prune(Duration.ofDays(1), NOW.plus(Duration.ofDays(2)));
    assertThat(folder.resolve(RECORDING)).exists();

    keys.prune(Duration.ofDays(1), NOW.plus(Duration.ofDays(2)).plusSeconds(1));
    assertThat(folder.resolve(RECORDING)).doesNotExist();
  }

  private String nameOf(String agent, PseudonymKeys keys, Path capture) throws IOException {
    return Redactor.of(RedactionPolicy.PERSONAL, Set.of(), keys.of(capture)).nameOf(agent);
  }

  @Test
  void aFileHasOneKeyHereAndAnotherElsewhere() throws IOException {
    PseudonymKeys ofFiles = new PseudonymKeys(folder.resolve("other-keys"));
    Path file = Files.writeString(folder.resolve("a.har"), "x".repeat(200_000) + "1");
    Path other = Files.writeString(folder.resolve("b.har"), "x".repeat(200_000) + "2");

    String name = nameOf("1001003", ofFiles, file);
    assertThat(nameOf("1001003", new PseudonymKeys(folder.resolve("other-keys")), file))
        .isEqualTo(name);
    assertThat(nameOf("1001003", ofFiles, Files.copy(file, folder.resolve("copy"))))
        .isEqualTo(name);
    assertThat(nameOf("1001003", ofFiles, other)).isNotEqualTo(name);
    assertThat(nameOf("1001003", new PseudonymKeys(folder.resolve("another")), file))
        .as("who has the file alone cannot make its pseudonyms")
        .isNotEqualTo(name);
  }

  @Test
  void emptyFilesHaveOneToo() throws IOException {
    PseudonymKeys ofFiles = new PseudonymKeys(folder.resolve("other-keys"));

    assertThat(nameOf("1001003", ofFiles, Files.createFile(folder.resolve("empty"))))
        .startsWith("p7-");
  }

  @Test
  void oldKeysGoAndWhatFilesNeedStays() throws IOException {
    PseudonymKeys ofFiles = new PseudonymKeys(folder.resolve("other-keys"));
    Path file = Files.writeString(folder.resolve("a.har"), "{}");
    String name = nameOf("1001003", ofFiles, file);
    ofFiles.keep(RECORDING, Redactor.personal().key(), Instant.now());

    ofFiles.prune(Duration.ofDays(1), Instant.now().plus(Duration.ofDays(2)));

    try (var left = Files.list(folder.resolve("other-keys"))) {
      assertThat(left).hasSize(1);
    }
    assertThat(nameOf("1001003", ofFiles, file)).isEqualTo(name);
  }

  @Test
  void aSecretOfFilesThatCannotBeReadIsMadeAnew() throws IOException {
    Path file = Files.writeString(folder.resolve("a.har"), "{}");
    Files.write(folder.resolve("of-files"), new byte[0]);

    String name = nameOf("1001003", keys, file);

    assertThat(nameOf("1001003", new PseudonymKeys(folder), file)).isEqualTo(name);
  }
}
