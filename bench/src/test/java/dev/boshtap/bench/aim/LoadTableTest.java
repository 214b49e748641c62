package dev.boshtap.bench.aim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.bench.load.Bench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTableTest {

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final LoadTable table =
      new LoadTable(
          new PrintStream(text, true, StandardCharsets.UTF_8), List.of("haproxy", "boshtap"));

  @Test
  void ratiosAreTakenWithinARoundAndWarmUpDoesNotCount() {
    table.add(-1, List.of(forwarding(10), recording(9_000, 100)));
    table.add(0, List.of(forwarding(50), recording(100, 100)));
    table.add(1, List.of(forwarding(200), recording(600, 100)));
    table.add(2, List.of(forwarding(60), recording(90, 100)));
    table.sum();

    assertThat(lines().subList(4, 6))
        .containsExactly(
            "haproxy    median 60.0 us (50.0 to 200.0)",
            "boshtap    median 100.0 us (90.0 to 600.0), 2.00 times haproxy,"
                + " recorded 300 of 300 forwarded");
    assertThat(table.ratio("boshtap", "haproxy")).isEqualTo(2);
    assertThat(table.micros("boshtap")).isEqualTo(100);
    assertThat(table.ratio("mitmdump", "boshtap")).isNaN();
  }

  @Test
  void whatIsMissingIsSaid() {
    table.add(0, List.of(forwarding(50), recording(100, 97)));

    assertThat(lines().get(0))
        .endsWith("boshtap 100.0 us (recorded 97 of 100, said to be lost: 3)");
  }

  @Test
  void theMedianOfAnEvenNumberIsBetween() {
    assertThat(LoadTable.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(LoadTable.median(new double[] {})).isZero();
  }

  private static Bench.Round forwarding(long micros) {
    return new Bench.Round(100, 100, Duration.ofNanos(micros * 1_000), -1, 0);
  }

  private static Bench.Round recording(long micros, long recorded) {
    return new Bench.Round(100, 100, Duration.ofNanos(micros * 1_000), recorded, 100 - recorded);
  }

  private List<String> lines() {
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
