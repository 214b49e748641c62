package dev.boshtap.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.fault.SeenRequest;
import dev.boshtap.simulator.journal.ConnectionEnd;
import dev.boshtap.simulator.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReckoningTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Ending RESET = new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false);

  private final Reckoning reckoning = new Reckoning();

  @Test
  void allIsWellWhenThreeSayTheSame() {
    sent(7);
    read(1, 7);
    answered(1);
    recorded(7, Ending.ANSWERED);

    assertThat(judgement()).isEqualTo("nothing lost, nothing invented, all else explained");
  }

  @Test
  void whatTheServerReadAndNobodyRecordedIsLost() {
    sent(7);
    read(1, 7);

    assertThat(judgement()).isEqualTo("LOST: 1, INVENTED: 0, UNEXPLAINED: 0");
  }

  @Test
  void whatWasRecordedMoreOftenThanItWasSentIsInvented() {
    sent(7);
    read(1, 7);
    recorded(7, RESET);
    recorded(7, RESET);

    assertThat(judgement()).isEqualTo("LOST: 0, INVENTED: 1, UNEXPLAINED: 0");
  }

  @Test
  void anAnswerThatTheServerDidNotGiveIsInvented() {
    sent(7);
    read(1, 7);
    recorded(7, Ending.ANSWERED);

    assertThat(judgement()).isEqualTo("LOST: 0, INVENTED: 1, UNEXPLAINED: 0");
  }

  @Test
  void aResetThatTookARequestFromTheServersSocketIsExplainedByIt() {
    sent(7);
    recorded(7, RESET);

    assertThat(said())
        .contains(" 1 recorded and not read by the server")
        .contains(" 1 of them: client reset the connection")
        .contains("nothing lost");
  }

  @Test
  void aPollThatIsSentAgainIsTwoRequests() {
    sent(7);
    sent(7);
    read(1, 7);
    answered(1);
    recorded(7, RESET);
    recorded(7, Ending.ANSWERED);

    assertThat(said())
        .contains("2 sent, 1 read by the server, 2 recorded")
        .contains("nothing lost");
  }

  @Test
  void anAnswerThatNobodyWaitedForAnyMoreIsExplained() {
    sent(7);
    read(1, 7);
    answered(1);
    recorded(7, RESET);

    assertThat(said())
        .contains(" 1 answered by the server and not seen whole")
        .contains("nothing lost");
  }

  @Test
  void whatBoshtapEndedItselfOrCannotSayExplainsNothing() {
    sent(7);
    read(1, 7);
    answered(1);
    recorded(7, new Ending.ByProxy(Ending.Reason.FAULT, "no memory"));
    sent(8);
    recorded(8, new Ending.Unknown(""));

    assertThat(judgement()).isEqualTo("LOST: 0, INVENTED: 0, UNEXPLAINED: 2");
  }

  /** The server read the first of two, and its answer did not come; nor did it read the second. */
  @Test
  void whoHungUpOnceExplainsOneDifference() {
    sent(7);
    sent(7);
    read(1, 7);
    answered(1);
    recorded(7, RESET);
    recorded(7, Ending.OPEN);

    assertThat(judgement()).isEqualTo("LOST: 0, INVENTED: 0, UNEXPLAINED: 1");
  }

  @Test
  void anAnswerThatDidNotLeaveTheServerIsNone() {
    sent(7);
    read(1, 7);
    answered(1);
    closed(1);
    recorded(7, Ending.ANSWERED);

    assertThat(judgement()).isEqualTo("LOST: 0, INVENTED: 1, UNEXPLAINED: 0");
  }

  @Test
  void thatItsFirstConnectionEndedTakesNothingFromAPollThatWasSentAgain() {
    sent(7);
    read(1, 7);
    sent(7);
    read(2, 7);
    answered(2);
    closed(1);
    recorded(7, RESET);
    recorded(7, Ending.ANSWERED);

    assertThat(judgement()).isEqualTo("nothing lost, nothing invented, all else explained");
  }

  private void closed(long unanswered) {
    ConnectionEnd end =
        new ConnectionEnd(ConnectionEnd.By.CLIENT, ConnectionEnd.Manner.RESET, false);
    reckoning.happened(new JournalEntry.ConnectionClosed(NOON, 1, end, List.of(unanswered)));
  }

  private void sent(long rid) {
    reckoning.sent("POST", "/http-bind/", null, "<body rid='" + rid + "' sid='s'/>");
  }

  private void read(long number, long rid) {
    SeenRequest request =
        new SeenRequest(
            number, 1, Endpoint.BOSH, "POST", "/http-bind/", "1001", "s", rid, true, null);
    reckoning.happened(new JournalEntry.RequestSeen(NOON, request, 20));
  }

  private void answered(long number) {
    reckoning.happened(new JournalEntry.AnswerSent(NOON, number, 200, 60, true));
  }

  private void recorded(long rid, Ending ending) {
    Moment at = Moment.of(NOON);
    Exchange exchange =
        new Exchange(
            1,
            new Connection(1, new HostPort("fin1.example.com", 7443), "127.0.0.1:50123"),
            null,
            true,
            at,
            new RequestHead("POST", "/http-bind/", "HTTP/1.1", List.of()),
            Body.NONE,
            at,
            null,
            null,
            Body.NONE,
            at,
            ending,
            100,
            0);
    reckoning.recorded(
        new Observation.Finished(
            exchange, new BoshFacts("s", rid, null, null, "answered", false, "1001"), List.of()));
  }

  private String said() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reckoning.judge(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private String judgement() {
    String said = said().strip();
    return said.substring(said.lastIndexOf('\n') + 1);
  }
}
