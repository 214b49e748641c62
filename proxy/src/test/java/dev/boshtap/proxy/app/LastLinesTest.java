package dev.boshtap.proxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LastLinesTest {

  private final List<String> out = new ArrayList<>();

  private String given() {
    return String.join("", out).replace("\n", "/");
  }

  @ParameterizedTest
  @CsvSource({"0, d", "1, c/d", "2, b/c/d", "9, a/b/c/d"})
  void theLastOfWhatWasGivenAndThenAll(int most, String passedOn) throws IOException {
    LastLines lines = new LastLines(out::add, () -> {}, most);
    lines.append("a\nb").append('\n').append("xc\nd", 1, 4);
    assertThat(out).isEmpty();
    lines.goOn();
    assertThat(given()).isEqualTo(passedOn);
    lines.append("e\nf\n");
    assertThat(given()).isEqualTo(passedOn + "e/f/");
  }

  @Test
  void bytesAreTheSameLines() throws IOException {
    LastLines lines = new LastLines(out::add, () -> {}, 1);
    lines.stream().write("ä\nö\n".getBytes(UTF_8));
    lines.goOn();
    assertThat(given()).isEqualTo("ö/");
  }
}
