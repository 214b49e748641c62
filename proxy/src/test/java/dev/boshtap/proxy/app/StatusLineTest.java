package dev.boshtap.proxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, UTF_8);

  private String written() {
    return bytes.toString(UTF_8);
  }

  @Test
  void aLineStandsAboveTheStatus() {
    StatusLine lines = new StatusLine(out, 20, () -> "2 agents");
    lines.flush();
    lines.append("READY\n");
    lines.end();

    String cleared = "\r        \r";
    String clearedForGood = "\r          \r";
    assertThat(written()).isEqualTo("2 agents" + cleared + "READY\n" + "2 agents" + clearedForGood);
  }

  @Test
  void theEndTakesAwayTheEchoOfCtrlCAndDoesNotFillTheLine() {
    StatusLine lines = new StatusLine(out, 10, () -> "2 agents");
    lines.flush();
    lines.end();

    assertThat(written()).isEqualTo("2 agents" + "\r         \r");
  }

  @Test
  void theLastColumnStaysFree() {
    new StatusLine(out, 10, () -> "0123456789abc").flush();

    assertThat(written()).isEqualTo("012345678");
  }

  @Test
  void withoutATerminalThereIsNoStatus() {
    StatusLine lines = new StatusLine(out, 0, () -> "2 agents");
    lines.flush();
    lines.append("READY\n");
    lines.end();

    assertThat(written()).isEqualTo("READY\n");
  }

  @Test
  void afterTheEndOnlyLinesAreShown() {
    StatusLine lines = new StatusLine(out, 20, () -> "2 agents");
    lines.end();
    lines.append("summary\n");
    lines.flush();

    assertThat(written()).isEqualTo("summary\n");
  }

  @Test
  void whatMattersMostComesFirst() {
    assertThat(Status.line(1, 2, 30, 0, 0, Duration.ofMillis(400), -1))
        .isEqualTo("1 agent | 2 open polls | 0 unanswered | 30 events");
    assertThat(Status.line(500, 498, 1_234_567, 12, 7, Duration.ofMillis(3_400), 412_000_000))
        .hasSizeLessThanOrEqualTo(100)
        .isEqualTo(
            "500 agents | 498 open polls | 12 unanswered | 7 LOST | 3 s BEHIND | 1234567 events | 412 MB");
  }
}
