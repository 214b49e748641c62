package dev.boshtap.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.config.Intercept;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Runs the script, in an engine that is not ours. */
class PacTest {

  private static final Set<String> SEEN = Set.of("seen.example");
  private static final Intercept INTERCEPT =
      new Intercept(
          Stream.of("named.example", "ported.example:9443", "[2001:db8::7]:9443")
              .map(Intercept.Target::parse)
              .toList(),
          Set.of(7443, 8445),
          Set.of(443));

  @TempDir Path folder;

  @BeforeAll
  static void needsNode() {
    boolean installed =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(
                entry ->
                    Files.isExecutable(Path.of(entry, "node"))
                        || Files.isExecutable(Path.of(entry, "node.exe")));
    assumeTrue(installed, "node is not installed");
  }

  /** What the script answers for each URL; the host is given as browsers do. */
  private List<String> answers(String script, List<String> urls) throws Exception {
    JsonMapper json = JsonMapper.shared();
    List<List<String>> calls =
        urls.stream().map(url -> List.of(url, String.valueOf(URI.create(url).getHost()))).toList();
    Path program =
        Files.writeString(
            folder.resolve("pac.js"),
            "'use strict';\n"
                + script
                + "\nprocess.stdout.write(JSON.stringify("
                + json.writeValueAsString(calls)
                + ".map(function (call) { return FindProxyForURL(call[0], call[1]); })));\n");
    Process node = new ProcessBuilder("node", program.toString()).redirectErrorStream(true).start();
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).as(output).isZero();
    return Stream.of(json.readValue(output, String[].class)).toList();
  }

  @Test
  void sendsHereWhatIsDecryptedAndNothingElse() throws Exception {
    List<String> urls =
        Stream.of(
                "other.example:7443",
                "other.example:8445",
                "other.example:443",
                "other.example:17443",
                "named.example:443",
                "named.example:9443",
                "named.example:8445",
                "ported.example:9443",
                "ported.example:443",
                "ported.example:9444",
                "seen.example:443",
                "seen.example:444",
                "[2001:db8::7]:9443",
                "[2001:db8::7]:443",
                "[2001:db8::8]:443",
                "constructor:443",
                "toString:9443",
                "named.example.evil.example:443")
            .map(target -> "https://" + target + "/")
            .toList();

    List<String> answers = answers(Pac.script(INTERCEPT, SEEN, "127.0.0.1:8888"), urls);

    for (int i = 0; i < urls.size(); i++) {
      URI uri = URI.create(urls.get(i));
      HostPort target = HostPort.parse(uri.getRawAuthority());
      assertThat(answers.get(i))
          .as(urls.get(i))
          .isEqualTo(INTERCEPT.covers(target, SEEN::contains) ? "PROXY 127.0.0.1:8888" : "DIRECT");
    }
  }

  @Test
  void readsThePortWhereverTheUrlHidesIt() throws Exception {
    assertThat(
            answers(
                Pac.script(INTERCEPT, SEEN, "[::1]:9"),
                List.of(
                    "https://named.example/",
                    "https://named.example",
                    "https://NAMED.example./x",
                    "wss://named.example/ws/",
                    "wss://other.example:7443/ws/",
                    "https://user:8445@other.example/",
                    "https://user:x@other.example:8445/",
                    "https://other.example/path:8445",
                    "https://other.example?x=a:8445",
                    "https://other.example/@x:8445",
                    "http://other.example:8445/",
                    "http://named.example/",
                    "http://boshtap/",
                    "ftp://named.example/")))
        .containsExactly(
            "PROXY [::1]:9",
            "PROXY [::1]:9",
            "PROXY [::1]:9",
            "PROXY [::1]:9",
            "PROXY [::1]:9",
            "DIRECT",
            "PROXY [::1]:9",
            "DIRECT",
            "DIRECT",
            "DIRECT",
            "DIRECT",
            "DIRECT",
            "PROXY [::1]:9",
            "DIRECT");
  }

  @Test
  void aNameCannotBreakOutOfTheScript() throws Exception {
    String hostile = "x\"};throw new Error('broken out');//\u2028";

    assertThat(
            answers(
                Pac.script(INTERCEPT, Set.of(hostile), "127.0.0.1:8888"),
                List.of("https://other.example/")))
        .containsExactly("DIRECT");
  }
}
