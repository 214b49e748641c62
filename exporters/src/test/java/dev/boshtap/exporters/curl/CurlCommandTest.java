package dev.boshtap.exporters.curl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.exporters.Exchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurlCommandTest {

  @TempDir private Path folder;

  private static Exchange exchange() {
    return Exchanges.starting(0, 7)
        .request(
            "PUT",
            "/finesse/api/User/1001003?a=b",
            "<User><state>it's $HOME \\ `id`</state></User>")
        .header("Host", "other.example.com")
        .header("Content-Length", "99")
        .header("Accept-Encoding", "gzip")
        .header("X-Empty", "")
        .header("Authorization", "Basic p7-k3x9qa:secret-3f9a1c07")
        .answered(9, 202, "text/plain", "")
        .exchange();
  }

  @Test
  void whatCurlSetsItselfIsLeftToIt() {
    assertThat(CurlCommand.of(exchange()))
        .startsWith("curl --include --globoff --request 'PUT' \\\n")
        .contains("--compressed", "--header 'X-Empty;'")
        .contains("--header 'Authorization: Basic p7-k3x9qa:secret-3f9a1c07'")
        .doesNotContain("Host", "Content-Length", "Accept-Encoding")
        .endsWith("'https://finesse1.example.com:7443/finesse/api/User/1001003?a=b'");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell reads it")
  void aShellGivesEachWordAsItIs() throws IOException {
    String asked = CurlCommand.of(exchange()).replaceFirst("^curl", "printf '%s\\\\n'");

    assertThat(shell(asked))
        .contains("<User><state>it's $HOME \\ `id`</state></User>", "X-Empty;", "--compressed");
  }

  @Test
  void curlIsMadeToReadNoFile() {
    String command =
        CurlCommand.of(
            Exchanges.starting(0, 7)
                .request("POST", "/a?b=[1-9]", "@/home/me/.ssh/id_ed25519")
                .header("@/home/me/.netrc", "x")
                .answered(9, 202, "text/plain", "")
                .exchange());

    assertThat(command)
        .contains("--globoff", "--data-raw '@/home/me/.ssh/id_ed25519'")
        .doesNotContain("--data-binary", ".netrc");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell reads it")
  void whatWouldReachIntoATerminalIsGivenInNumbers() throws IOException {
    String body = "\u001b]0;owned\u0007 50% \\n 'a' \u202e\n\n";
    String command =
        CurlCommand.of(
            Exchanges.starting(0, 7)
                .request("POST", "/a", body)
                .header("X-Name", "\u001b[2Jcafé %s")
                .answered(9, 202, "text/plain", "")
                .exchange());

    assertThat(command).doesNotContain("\u001b", "\u202e", "\u0007");
    assertThat(output("curl() { cat; }\n" + command)).isEqualTo(body);
    assertThat(output("curl() { printf '%s\\n' \"$@\"; }\n" + command))
        .contains("X-Name: \u001b[2Jcafé %s\n");
  }

  @ParameterizedTest
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell reads it")
  @ValueSource(
      strings = {
        "--a part of several\r\n\u0000\r\n--",
        "%s%d\\101\r\n",
        "-n\u0007",
      })
  void aBodyThatIsNotPlainIsWrittenByteForByte(String body) throws IOException {
    assertThat(output("curl() { cat; }\n" + CurlCommand.of(posted(body)))).isEqualTo(body);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell reads it")
  void aBodyThatIsTooLongForAnArgumentReachesCurlWhole() throws IOException {
    String body = "-" + "it's 100 % \\n ".repeat(20_000);
    // The system starts no program whose arguments are too long.
    String curl = "curl() { env true \"$@\" && cat; }\n";

    assertThat(output(curl + CurlCommand.of(posted(body)))).isEqualTo(body);
  }

  private static Exchange posted(String body) {
    return Exchanges.starting(0, 7)
        .request("POST", "/a", body)
        .answered(9, 202, "text/plain", "")
        .exchange();
  }

  private List<String> shell(String command) throws IOException {
    return output(command).lines().toList();
  }

  private String output(String command) throws IOException {
    Path script = Files.writeString(folder.resolve("script"), command);
    Process shell = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    return new String(shell.getInputStream().readAllBytes(), UTF_8);
  }
}
