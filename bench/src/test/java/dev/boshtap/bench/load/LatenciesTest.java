package dev.boshtap.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreOfTheNearestRank() {
    Latencies latencies = new Latencies(200);
    for (long nanos = 100; nanos >= 1; nanos--) {
      latencies.add(nanos);
    }

    assertThat(latencies.percentile(50)).isEqualTo(50);
    assertThat(latencies.percentile(99)).isEqualTo(99);
    assertThat(latencies.percentile(100)).isEqualTo(100);
  }

  @Test
  void ofNoneItIsNothing() {
    assertThat(new Latencies(1).percentile(50)).isZero();
  }

  @Test
  void percentsAreChecked() {
    assertThatThrownBy(() -> new Latencies(1).percentile(0))
        .hasMessage("percent: 0.0 (expected: > 0 and <= 100)");
  }
}
