package dev.boshtap.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
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
    generator.connect(Route.direct(origin.answeringPort()), 4, 30);
    Generator.Load load = generator.load(50, 0, 30);

    assertThat(load.exchanges()).isEqualTo(50);
    assertThat(origin.answered()).isEqualTo(50);
    assertThat(load.p50()).isPositive().isLessThanOrEqualTo(load.p99());
  }

  @Test
  void heldPollsAreOneForEachConnection() throws Exception {
    generator.hold(Route.direct(origin.holdingPort()), 40, 30);

    origin.awaitHeld(40, 30);
    assertThat(origin.held()).isEqualTo(40);
    assertThat(origin.answered()).isZero();
    generator.disconnect();
  }

  @Test
  void connectionsThatAreNotMadeAreSaid() {
    // The origin is no proxy: a CONNECT is no TLS.
    Route tunnel = new Route(origin.answeringPort(), origin.answeringPort(), true);

    assertThatThrownBy(() -> generator.connect(tunnel, 2, 30))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("connections lost");
  }

  @Test
  void aLoadThatIsNotDoneInTimeIsSaid() throws Exception {
    generator.connect(Route.direct(origin.holdingPort()), 1, 30);

    assertThatThrownBy(() -> generator.load(1, 0, 0))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("not done within 0 s");
  }
}
