package dev.boshtap.proxy.config;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLineTest {

  @TempDir private Path folder;

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("password"), text.getBytes(charset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"p\u00e4ss w0rd", "p\u00e4ss w0rd\r\nnotes\r\n", "\ufeffp\u00e4ss w0rd\n"})
  void itIsTheSameWhicheverEditorWroteIt(String text) throws IOException {
    assertThat(FirstLine.of(file(text, UTF_8))).isEqualTo("p\u00e4ss w0rd");
  }

  @Test
  void anEmptyFileHoldsNone() throws IOException {
    assertThat(FirstLine.of(file("", UTF_8))).isEmpty();
  }

  @Test
  void anotherCharacterSetIsSaid() throws IOException {
    Path file = file("password", UTF_16);

    assertThatThrownBy(() -> FirstLine.of(file))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": another character set (expected: text in UTF-8)");
  }
}
