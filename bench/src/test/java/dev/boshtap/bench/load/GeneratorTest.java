package dev.boshtap.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

  private Origin origin;
  private Generator generator;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.make(folder);
    origin = new Origin(certificates.chain().toFile(), certificates.key().toFile());
    generator = new Generator();
  }

  @AfterEach
  void stop() {
    generator.close();
    origin.close();
  }

  @Test
  void eachPollIsAnsweredAndCounted() throws Exception {
    Generator.Load load = generator.load(Route.direct(origin.answeringPort()), 4, 50, 30);

    assertThat(load.exchanges()).isEqualTo(50);
    assertThat(origin.answered()).isEqualTo(50);
    assertThat(load.p50()).isPositive().isLessThanOrEqualTo(load.p99());
  }

  @Test
  void pollsAreHeldUntilReleased() throws Exception {
    generator.hold(Route.direct(origin.holdingPort()), 40, 30);

    assertThat(generator.load(Route.direct(origin.answeringPort()), 1, 1, 30).exchanges())
        .isEqualTo(1);
    assertThat(origin.held()).isBetween(0L, 40L);
    generator.release();
  }

  @Test
  void aConnectThatIsRefusedIsSaid() {
    // The origin is no proxy: it answers CONNECT with nothing it can read as TLS.
    Route tunnel = new Route(origin.answeringPort(), origin.answeringPort(), true);

    assertThatThrownBy(() -> generator.load(tunnel, 2, 10, 30))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("connections lost");
  }
}
