package dev.boshtap.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalWidthTest {

  @Test
  void readsWhatSttySays() {
    assertThat(TerminalWidth.parseStty("24 80\n")).hasValue(80);
    assertThat(TerminalWidth.parseStty("0 0\n")).isEmpty();
    assertThat(TerminalWidth.parseStty("stty: 'standard input': Inappropriate ioctl\n")).isEmpty();
  }

  @Test
  void readsWhatModeSays() {
    String said =
        "\r\nStatus for device CON:\r\n----------------------\r\n    Lines:          9001\r\n"
            + "    Columns:        120\r\n    Keyboard rate:  31\r\n";
    assertThat(TerminalWidth.parseMode(said)).hasValue(120);
    assertThat(TerminalWidth.parseMode("no such device")).isEmpty();
  }
}
