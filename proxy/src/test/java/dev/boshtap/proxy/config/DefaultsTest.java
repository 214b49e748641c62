package dev.boshtap.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.LeafMinter;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds config.yaml, as it is packaged, and the table of settings equal. */
class DefaultsTest {

  @TempDir Path folder;

  private static String packaged() throws Exception {
    try (InputStream in = ConfigReader.class.getResourceAsStream("config.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, Setting<?>> known() {
    Map<String, Setting<?>> known = new LinkedHashMap<>();
    Settings.ALL.forEach(setting -> known.put(setting.key(), setting));
    return known;
  }

  @Test
  void theFileSaysTheDefaultsOfTheTable() throws Exception {
    Path file = Files.writeString(folder.resolve("config.yaml"), packaged());
    Map<String, Found> inFile = YamlFile.read(file, known());

    for (Setting<?> setting : Settings.ALL) {
      Found fallback = setting.byDefault();
      Found written =
          inFile.getOrDefault(setting.key(), new Found(List.of(), false, fallback.origin()));
      assertThat(written.texts()).as(setting.key()).isEqualTo(fallback.texts());
    }
  }

  @Test
  void theFileChangesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("config.yaml"), packaged());
    ConfigReader reader = new ConfigReader(Map.of(), folder, folder.resolve("home"));

    Config fromFile = reader.read(Optional.of(file), List.of()).config();

    assertThat(fromFile).isEqualTo(reader.read(Optional.empty(), List.of()).config());
  }

  /** Every key stands in the file, in the table's order, on a line below a comment or its group. */
  @Test
  void everySettingIsExplained() throws Exception {
    List<String> lines = packaged().lines().toList();
    int from = 0;
    for (Setting<?> setting : Settings.ALL) {
      boolean grouped = setting.key().contains(".");
      String start =
          (grouped ? "  " : "") + setting.key().substring(setting.key().indexOf('.') + 1) + ":";
      int at = from;
      while (at < lines.size() && !lines.get(at).startsWith(start)) {
        at++;
      }
      assertThat(at).as("line of %s", setting.key()).isLessThan(lines.size());
      assertThat(lines.get(at - 1).strip()).as("line above %s", setting.key()).startsWith("#");
      from = at + 1;
    }
  }

  @Test
  void defaultsAgreeWithTheModulesTheyAreFor() throws Exception {
    Config config =
        new ConfigReader(Map.of(), folder, folder).read(Optional.empty(), List.of()).config();

    assertThat(config.pollMargin()).isEqualTo(Limits.DEFAULTS.pollMargin());
    assertThat(config.diagnosis()).isEqualTo(DiagnosisLimits.DEFAULTS);
    assertThat(config.tls().leafLife()).isEqualTo(LeafMinter.DEFAULT_LIFE);
  }
}
