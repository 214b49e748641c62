package dev.boshtap.proxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.proxy.cli.Cli;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands make of files that were made by others, or are damaged, or in the way. */
class OfflineCommandsTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Object... arguments) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            UTF_8,
            false,
            0);
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    return new Cli(new BoshtapApplication())
        .run(console, Map.of("BOSHTAP_HOME", folder.resolve("home").toString()), words);
  }

  /** A HAR of one poll that is not answered. */
  private Path har(String name, String url) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        {"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[
          {"startedDateTime":"2026-11-22T10:00:00.000Z","time":45000,
           "request":{"method":"POST","url":"%s","httpVersion":"HTTP/1.1","cookies":[],
             "headers":[],"queryString":[],"headersSize":-1,"bodySize":90,
             "postData":{"mimeType":"text/xml","text":"<body rid='7' sid='s1' xmlns='http://jabber.org/protocol/httpbind'/>"}},
           "response":{"status":0,"statusText":"","httpVersion":"","cookies":[],"headers":[],
             "content":{"size":0,"mimeType":"x-unknown"},"redirectURL":"","headersSize":-1,
             "bodySize":-1,"_error":"net::ERR_EMPTY_RESPONSE"},
           "cache":{},"timings":{"send":0,"wait":45000,"receive":0}}]}}
        """
            .formatted(url));
  }

  @Test
  void aLogThatCannotBeReadCostsTheDiagnosisNothingElse() throws IOException {
    Path har = har("a.har", "https://finesse1.example.com:7443/http-bind/");
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Files.writeString(
        logs.resolve("info.log"), "2026.11.22 10:00:00 A session is closed for a@b/c\n");
    Files.write(logs.resolve("debug.log.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});

    assertThat(run("diagnose", har, "--logs", logs)).isEqualTo(ExitCode.CANNOT);
    assertThat(out.toString(UTF_8)).contains("poll");
    assertThat(err.toString(UTF_8))
        .startsWith("boshtap: " + logs.resolve("debug.log.gz") + ": ")
        .hasLineCount(1);
  }

  @Test
  void aDiagnosisOfWhatWasCutSaysSo() throws IOException {
    Path har = har("whole.har", "https://finesse1.example.com:7443/http-bind/");
    String whole = Files.readString(har);
    Path cut =
        Files.writeString(
            folder.resolve("cut.har"),
            whole.substring(0, whole.indexOf("]}}")) + ",{\"startedDateTime\":\"2026-11-");

    assertThat(run("diagnose", har)).isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString(UTF_8)).doesNotContain("missing");
    assertThat(err.toString(UTF_8)).isEmpty();

    assertThat(run("diagnose", cut)).isEqualTo(ExitCode.CANNOT);
    assertThat(out.toString(UTF_8).replace("\n", " "))
        .contains("A part of the traffic is missing: the file is damaged or cut after 1 entries");
    assertThat(err.toString(UTF_8))
        .isEqualTo("boshtap: " + cut + ": could be read in part only, and is judged by that\n");
    assertThat(run("diagnose", "--json", cut)).isEqualTo(ExitCode.CANNOT);
    assertThat(out.toString(UTF_8)).containsPattern("\"verdict\":\"[^\"]* is missing: the file");

    Path page = folder.resolve("cut.html");
    assertThat(run("report", cut, "-o", page)).isEqualTo(ExitCode.CANNOT);
    assertThat(Files.readString(page)).containsPattern("<h1>.* is missing: the file.*</h1>");
  }

  @Test
  void whatIsFoundIsShownByOpenAsWhileItHappens() throws IOException {
    Path har = har("a.har", "https://finesse1.example.com:7443/http-bind/");

    assertThat(run("open", har)).isZero();
    assertThat(err.toString(UTF_8))
        .containsOnlyOnce(" FINDING ")
        .containsPattern("findings +1 \\(side unknown 1\\); `boshtap diagnose` tells");
    assertThat(run("open", "--json", "--type", "finding", har)).isZero();
    assertThat(out.toString(UTF_8)).hasLineCount(1).contains("\"rule\":\"network.not-said\"");
  }

  @Test
  void oneFileHasTheSamePseudonymsInEveryCommand() throws IOException {
    String url = "https://finesse1.example.com:8445/finesse/api/User/1001003";
    Path har = har("a.har", url);

    assertThat(run("open", har)).isZero();
    String pseudonym =
        err.toString(UTF_8)
            .lines()
            .flatMap(line -> Stream.of(line.split("[ /,]", -1)))
            .filter(Redactor::isAlias)
            .findFirst()
            .orElseThrow();
    assertThat(run("open", "--agent", pseudonym, har)).isZero();
    assertThat(err.toString(UTF_8)).contains("/finesse/api/User/" + pseudonym);
    assertThat(run("open", "--agent", "1001003", har)).isZero();
    assertThat(err.toString(UTF_8)).contains("/finesse/api/User/" + pseudonym);
    Path copy = folder.resolve("copy.har");
    assertThat(run("redact", har, "-o", copy)).isZero();
    assertThat(Files.readString(copy)).contains("/User/" + pseudonym).doesNotContain("1001003");

    assertThat(run("open", har("another.har", url + "?x"))).isZero();
    assertThat(err.toString(UTF_8)).doesNotContain(pseudonym);
    assertThat(run("open", "--home", folder.resolve("elsewhere"), har)).isZero();
    assertThat(err.toString(UTF_8)).doesNotContain(pseudonym);
  }

  @Test
  void whatIsNoCaptureIsToldWhatWasExpected() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "polls are lost since monday");
    Path empty = Files.createFile(folder.resolve("empty.har"));
    Path page = Files.writeString(folder.resolve("page.har"), "<html>Login</html>");
    Path json = Files.writeString(folder.resolve("other.har"), "\ufeff {\"a\":1}");

    assertThat(run("open", text, empty, page, json, folder)).isEqualTo(ExitCode.CANNOT);

    String expected = " (expected: a HAR, SAZ or pcapng file, or a capture of boshtap)";
    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "boshtap: " + text + ": no capture" + expected,
            "boshtap: " + empty + ": empty" + expected,
            "boshtap: " + page + ": no capture" + expected,
            "boshtap: " + json + ": not a HAR: no log with entries in it",
            "boshtap: " + folder + ": a folder" + expected);
    assertThat(run("export", json, "--events", "-")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "boshtap: %s: not a capture of boshtap (HAR, SAZ and packets: see `boshtap open`)\n"
                .formatted(json));
  }

  @Test
  void whatIsFoundInAPartIsSummedUpAsThat() throws IOException {
    Path har = har("a.har", "https://finesse1.example.com:7443/http-bind/");

    assertThat(run("open", har)).isZero();
    assertThat(err.toString(UTF_8)).contains("summary\n  exchanges     1\n");
    assertThat(run("open", "--type", "rest", har)).isZero();
    assertThat(err.toString(UTF_8)).contains("summary of what was asked for\n  exchanges     0\n");
  }

  @Test
  void whereNoStateCanBeKeptTheCommandGoesOn() throws IOException {
    Path har = har("a.har", "https://finesse1.example.com:8445/finesse/api/User/1001003");
    Path inTheWay = Files.writeString(folder.resolve("no-folder"), "");

    assertThat(run("open", "--home", inTheWay, har)).isZero();
    assertThat(err.toString(UTF_8)).contains("/finesse/api/User/p7-");
  }

  @Test
  void whoAsksForNobodyIsToldSo() throws IOException {
    Path har = har("a.har", "https://finesse1.example.com:8445/finesse/api/User/1001003");

    assertThat(run("open", "--agent", "1001004", "--redaction", "secrets", har)).isZero();
    assertThat(err.toString(UTF_8))
        .endsWith("boshtap: nothing matches --agent 1001004; the agents are 1001003\n");
    assertThat(run("open", "--agent", "1001004", har)).isZero();
    assertThat(err.toString(UTF_8))
        .containsPattern("nothing matches --agent 1001004; the agents are p7-\\w+\n$");
    assertThat(run("open", "--node", "/finesse/api/Team/*", har)).isZero();
    assertThat(err.toString(UTF_8))
        .endsWith("boshtap: nothing matches --node /finesse/api/Team/*; there is no node\n");
    assertThat(run("open", "--type", "finesse", har)).isZero();
    assertThat(err.toString(UTF_8)).endsWith("boshtap: nothing matches --type finesse\n");
  }

  @Test
  void aFolderWithoutLogsIsSaid() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));

    assertThat(run("diagnose", "--logs", logs)).isEqualTo(ExitCode.CANNOT);
    assertThat(err.toString(UTF_8)).contains(logs + ": no logs in it");
  }

  /** Who always writes a HAR to one place will open it there. */
  @Test
  void whatIsOpenedIsNotSetAsideForWhatTheSettingsWrite() throws IOException {
    Path har = har("a.har", "https://finesse1.example.com:7443/http-bind/");
    Path settings = Files.writeString(folder.resolve("c.yaml"), "output:\n  har: a.har\n");

    assertThat(run("open", "--config", settings, har)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("would replace what it is made of").hasLineCount(1);
    assertThat(folder.resolve("a.1.har")).doesNotExist();
  }

  /** The host of a URL cannot hold an escape, so what holds one is no exchange of the HAR. */
  @Test
  void whatAFileHoldsDoesNotReachIntoTheTerminal() throws IOException {
    Path har = har("a.har", "https://x\\u001b]0;owned\\u0007:7443/http-bind/");

    for (String[] command :
        new String[][] {
          {"diagnose", "--evidence"},
          {"open"},
          {"redact", "-o", folder.resolve("copy.har").toString()},
          {"report", "-o", folder.resolve("page.html").toString()}
        }) {
      run(Stream.concat(Stream.of(command), Stream.of(har)).toArray());
      assertThat(out.toString(UTF_8) + err).doesNotContain("\u001b", "\u0007");
    }
  }
}
