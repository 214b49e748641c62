package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeysTest {

  @TempDir private Path folder;

  private String nameOf(String agent, PseudonymKeys keys, Path capture) throws IOException {
    return Redactor.of(RedactionPolicy.PERSONAL, Set.of(), keys.of(capture)).nameOf(agent);
  }

  @Test
  void aFileHasOneKeyHereAndAnotherElsewhere() throws IOException {
    PseudonymKeys keys = new PseudonymKeys(folder.resolve("keys"));
    Path file = Files.writeString(folder.resolve("a.har"), "x".repeat(200_000) + "1");
    Path other = Files.writeString(folder.resolve("b.har"), "x".repeat(200_000) + "2");

    String name = nameOf("1001003", keys, file);
    assertThat(nameOf("1001003", new PseudonymKeys(folder.resolve("keys")), file)).isEqualTo(name);
    assertThat(nameOf("1001003", keys, Files.copy(file, folder.resolve("copy")))).isEqualTo(name);
    assertThat(nameOf("1001003", keys, other)).isNotEqualTo(name);
    assertThat(nameOf("1001003", new PseudonymKeys(folder.resolve("another")), file))
        .as("who has the file alone cannot make its pseudonyms")
        .isNotEqualTo(name);
  }

  @Test
  void emptyFilesHaveOneToo() throws IOException {
    PseudonymKeys keys = new PseudonymKeys(folder.resolve("keys"));

    assertThat(nameOf("1001003", keys, Files.createFile(folder.resolve("empty"))))
        .startsWith("p7-");
  }

  @Test
  void oldKeysGoAndWhatFilesNeedStays() throws IOException {
    PseudonymKeys keys = new PseudonymKeys(folder.resolve("keys"));
    Path file = Files.writeString(folder.resolve("a.har"), "{}");
    String name = nameOf("1001003", keys, file);
    keys.keep("0b7f6a3e-6a52-4c3e-9a53-0d2b8f1f7c11", Redactor.personal().key());

    keys.prune(Duration.ofDays(1), Instant.now().plus(Duration.ofDays(2)));

    try (var left = Files.list(folder.resolve("keys"))) {
      assertThat(left).hasSize(1);
    }
    assertThat(nameOf("1001003", keys, file)).isEqualTo(name);
  }
}
