package dev.boshtap.exporters.curl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.exporters.Exchanges;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CurlCommandTest {

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
        .startsWith("curl --include --request 'PUT' \\\n")
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

  private static List<String> shell(String command) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    return new String(shell.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }
}
