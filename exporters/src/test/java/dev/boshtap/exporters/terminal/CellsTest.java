package dev.boshtap.exporters.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

  @ParameterizedTest
  @CsvSource({
    "READY, 5, READY",
    "READY, 4, REA…",
    "山田太郎, 8, 山田太郎",
    "山田太郎, 7, 山田太…",
    "山田太郎, 6, 山田…",
    "e\u0301e\u0301e\u0301, 3, e\u0301e\u0301e\u0301",
    "🙂🙂, 3, 🙂…",
  })
  void fitsWhatATerminalHasRoomFor(String text, int cells, String fitted) {
    assertThat(Cells.fit(text, cells)).isEqualTo(fitted);
    assertThat(Cells.width(fitted)).isLessThanOrEqualTo(cells);
    assertThat(Cells.width(Cells.left(text, cells))).isEqualTo(cells);
    assertThat(Cells.width(Cells.right(text, cells))).isEqualTo(cells);
  }

  @Test
  void wrapsBetweenWordsAndNeverWithinOne() {
    assertThat(Cells.wrap("to trust it, type: boshtap trust add finesse1.example.com:7443", 12, 20))
        .containsExactly("to trust it,", "type: boshtap trust", "add", "finesse1.example.com:7443");
    assertThat(Cells.wrap("山田 太郎", 4, 4)).containsExactly("山田", "太郎");
  }
}
