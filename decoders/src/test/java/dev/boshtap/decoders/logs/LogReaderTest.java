package dev.boshtap.decoders.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.logs.LogLine.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {

  private final LogReader reader = new LogReader(ZoneOffset.UTC);

  /** Cisco's wording, then that of Openfire 3.8 and of 4.4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Session (id=f382a015) was last active 43230 ms ago: 1001003@fin.example/desktop | f382a015",
        "Session was last active 43230 ms ago: 1001003@fin.example/desktop |",
        "Session 9k2x7fbt1q was last active 43230 ms ago: 1001003@fin.example/desktop from IP 10.1.1.7  currently on rid 4711 | 9k2x7fbt1q"
      })
  void aSessionThatWasLastActive(String said, String sid) {
    assertThat(reader.read("2017.06.17 00:15:34 " + said))
        .contains(
            new LogLine(
                Instant.parse("2017-06-17T00:15:34Z"),
                Kind.LAST_ACTIVE,
                sid,
                "1001003",
                Duration.ofMillis(43_230)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Closing idle session (id=f382a015): 1001003@fin.example/desktop after inactivity for more than threshold value of 60",
        "Closing idle session: 1001003@fin.example/desktop",
        "Closing idle session f382a015: 1001003@fin.example/desktop from IP 10.1.1.7"
      })
  void aSessionThatIsClosedForInactivity(String said) {
    assertThat(reader.read("2017.06.17 00:16:04 " + said))
        .hasValueSatisfying(
            line -> {
              assertThat(line.kind()).isEqualTo(Kind.CLOSED_IDLE);
              assertThat(line.agent()).isEqualTo("1001003");
            });
  }

  @Test
  void theWebservicesLogTellsTheZoneOfTheOthers() {
    assertThat(
            reader.read(
                "0000001043: 10.1.2.3: Jun 17 2017 00:16:04.630 +0530: %CCBU_Smack Listener Processor"
                    + " (1)-6-PRESENCE: %[from=1001003@fin.example/desktop][type=unavailable]: changed"))
        .contains(
            new LogLine(
                Instant.parse("2017-06-16T18:46:04.630Z"),
                Kind.UNAVAILABLE,
                null,
                "1001003",
                null));
    assertThat(
            reader.read("2017.06.17 00:16:04 A session is closed for 1001003@fin.example/desktop"))
        .hasValueSatisfying(
            line -> assertThat(line.at()).isEqualTo(Instant.parse("2017-06-16T18:46:04Z")));
    assertThat(
            reader.read(
                "0000001066: 10.1.2.3: Jun 17 2017 00:17:04.643 +0530: %CCBU_CTIMessageEventExecutor-0-6-"
                    + "DECODED_MESSAGE_FROM_CTI_SERVER: %[agentId=1001003, agentState=1 (LOGOUT),"
                    + " eventReasonCode=255, skillGroups=1]: decoded"))
        .contains(
            new LogLine(
                Instant.parse("2017-06-16T18:47:04.643Z"), Kind.SIGNED_OUT, null, "1001003", null));
  }

  /** As the tech note has it, its figures too; the addresses are others. */
  @Test
  void anEventThatNobodyWasThereFor() {
    assertThat(
            reader.read(
                "2017.06.17 00:17:04 Unable to route packet. No session is available so store offline."
                    + " <message from=\"pubsub.fin.example\" to=\"1001003@fin.example\""
                    + " id=\"/finesse/api/User/1001003__1001003@fin.example__Kq7Zb\"></message>"))
        .contains(
            new LogLine(
                Instant.parse("2017-06-17T00:17:04Z"), Kind.NOT_ROUTED, null, "1001003", null));
  }

  @Test
  void whatFinesseAsksOfTheCtiServer() {
    assertThat(
            reader.read(
                "0000001061: 10.1.2.3: Jun 17 2017 00:17:04.633 +0530: %CCBU_CoreImpl-worker12-6-"
                    + "MESSAGE_TO_CTI_SERVER: %[message=SetAgentState, state: 1, workmode: 0,"
                    + " reason code: 255, forceflag :1, agentcapacity: 1, agentext: 1001003,"
                    + " agentid: 1001003]: sent"))
        .contains(
            new LogLine(
                Instant.parse("2017-06-16T18:47:04.633Z"),
                Kind.SIGN_OUT_ASKED,
                null,
                "1001003",
                null));
  }

  @Test
  void aRequestThatArrived() {
    assertThat(
            reader.read(
                "2026.11.22 10:05:02 HTTPBindLog: HTTP RECV(f382a015): <body"
                    + " xmlns=\"http://jabber.org/protocol/httpbind\" sid=\"f382a015\""
                    + " rid=\"164053266\"/>"))
        .contains(
            new LogLine(
                Instant.parse("2026-11-22T10:05:02Z"),
                Kind.RECEIVED,
                "f382a015",
                null,
                null,
                "164053266"));
  }

  @Test
  void anEventThatWasPublished() {
    assertThat(
            reader.read(
                "0000004711: 10.1.2.3: Nov 22 2026 10:05:10.001 +0000: %CCBU_CoreImpl-worker3-6-"
                    + "XMPP_PUBLISH_ASYNCHRONOUS: %[NodeId=/finesse/api/User/1002/Dialogs]"
                    + "[Payload=<Update><event>PUT</event><requestId>a-17</requestId></Update>]:"
                    + " published"))
        .contains(
            new LogLine(
                Instant.parse("2026-11-22T10:05:10.001Z"),
                Kind.PUBLISHED,
                null,
                "1002",
                null,
                "a-17"));
  }

  @Test
  void anEventThatReachedNobody() {
    assertThat(
            reader.read(
                "2026.11.22 10:05:02 Unable to route packet. No session is available so store"
                    + " offline. <message from='pubsub.fin.example' to='1001003@fin.example'/>"))
        .hasValueSatisfying(
            line -> {
              assertThat(line.kind()).isEqualTo(Kind.NOT_ROUTED);
              assertThat(line.agent()).isEqualTo("1001003");
            });
  }

  /** Lines that take a pattern minutes if it tries every rest of them from every place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0000004711: 10.1.2.3: Nov 22 2026 10:05:10.001 +0000: %CCBU_x-6-XMPP_PUBLISH_ASYNCHRONOUS:"
            + " | 'NodeId=/finesse/api/User/1001/ ' | ''",
        "2026.11.22 10:05:02 | ' 1. ' | \u2028",
        "2026.11.22 10:05:02 HTTPBindLog: HTTP RECV(a): <body | ' rid=1' | ''"
      })
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLongLineIsReadInOneGo(String begin, String again, String end) {
    String line = begin + " " + again.repeat(1_000_000 / again.length()) + end;

    assertThat(reader.read(line)).isEmpty();
  }

  @Test
  void theDesktopsOwnLogTellsItsDrift() {
    assertThat(
            reader.read(
                "2019-01-11T12:24:14.586 -05:00: : fin.example: Jan 11 2019 11:24:14.577 -0600: Header :"
                    + " Client: 1, Server: 2, Drift: -9 ms, Network Latency (round trip): 18 ms"))
        .hasValueSatisfying(line -> assertThat(line.span()).isEqualTo(Duration.ofMillis(-9)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2017.06.17 00:16:04 Exiting since queue is empty",
        "2017.13.41 99:99:99 Closing idle session: a@b/c",
        "0000001043: 10.1.2.3: not a time: %CCBU_x",
        "java.lang.NullPointerException: whatever it may be, at a length that could be a line",
      })
  void otherLinesSayNothing(String line) {
    assertThat(reader.read(line)).isEmpty();
  }
}
