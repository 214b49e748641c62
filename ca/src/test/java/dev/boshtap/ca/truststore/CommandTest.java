package dev.boshtap.ca.truststore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          C,,            | C,,               | C,,
          /home/a/ca.pem | /home/a/ca.pem    | /home/a/ca.pem
          /home/a b      | '/home/a b'       | "/home/a b"
          C:\\A b\\ca.pem | 'C:\\A b\\ca.pem' | "C:\\A b\\ca.pem"
          it's           | 'it'\\''s'        | "it's"
          $(id)          | '$(id)'           | "$(id)"
          a&b            | 'a&b'             | "a&b"
          """)
  void quotesWhatAShellWouldRead(String word, String sh, String cmd) {
    Command command = Command.of("do", word);

    assertThat(command.line(Platform.LINUX)).isEqualTo("do " + sh);
    assertThat(command.line(Platform.WINDOWS)).isEqualTo("do " + cmd);
  }
}
