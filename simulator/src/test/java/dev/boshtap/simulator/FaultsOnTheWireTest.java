package dev.boshtap.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.simulator.RawClient.Answer;
import dev.boshtap.simulator.RawClient.Ending;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule;
import dev.boshtap.simulator.fault.Requests;
import dev.boshtap.simulator.journal.ConnectionEnd;
import dev.boshtap.simulator.journal.ConnectionEnd.By;
import dev.boshtap.simulator.journal.ConnectionEnd.Manner;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionClosed;
import dev.boshtap.simulator.journal.JournalEntry.RequestSeen;
import dev.boshtap.simulator.journal.ServedExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, seen by a client of the JDK through a real socket. */
@ExtendWith(NoLeaks.class)
class FaultsOnTheWireTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String INFO = "/finesse/api/SystemInfo";

  private static SimulatedFinesse finesse;

  @BeforeAll
  static void start() throws IOException {
    finesse = SimulatedFinesse.builder().start();
  }

  @AfterAll
  static void stop() {
    finesse.close();
  }

  @AfterEach
  void noFaults() {
    finesse.faults().clear();
  }

  @Test
  void closeCleanIsCloseNotifyAndFin() throws Exception {
    assertThat(endingAfter(new Fault.CloseClean())).isEqualTo(Ending.CLOSE_NOTIFY);
    assertThat(last().end()).isEqualTo(new ConnectionEnd(By.SERVER, Manner.CLEAN, true));
    assertThat(last().isUnanswered()).isTrue();
  }

  @Test
  void closeWithoutNotifyIsABareFin() throws Exception {
    assertThat(endingAfter(new Fault.CloseWithoutNotify())).isEqualTo(Ending.TRUNCATED);
    assertThat(last().end()).isEqualTo(new ConnectionEnd(By.SERVER, Manner.CLEAN, false));
  }

  @Test
  void resetIsARst() throws Exception {
    assertThat(endingAfter(new Fault.Reset())).isEqualTo(Ending.RESET);
    assertThat(last().end()).isEqualTo(new ConnectionEnd(By.SERVER, Manner.RESET, false));
  }

  @Test
  void afterAWhileIsTheSameOnlyLater() throws Exception {
    assertThat(endingAfter(new Fault.After(Duration.ofMillis(30), new Fault.Reset())))
        .isEqualTo(Ending.RESET);
  }

  @Test
  void neverAnswerStaysOpenUntilTheClientEndsIt() throws Exception {
    strikeNext(new Fault.NeverAnswer());
    try (RawClient client = RawClient.rest(finesse)) {
      long before = lastNumber();
      client.request("GET", INFO, "", "");
      awaitSeen(before);
      assertThat(client.ending(100)).isEqualTo(Ending.NONE);
      assertThat(last().isOpen()).isTrue();
    }
    ServedExchange lost = lastEnded();
    assertThat(lost.isUnanswered()).isTrue();
    assertThat(lost.fault()).isEqualTo(new Fault.NeverAnswer());
    assertThat(lost.end()).isEqualTo(new ConnectionEnd(By.CLIENT, Manner.CLEAN, true));
  }

  @Test
  void theClientsResetIsWrittenDownAsOne() throws Exception {
    long before = lastNumber();
    strikeNext(new Fault.NeverAnswer());
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", INFO, "", "");
      awaitSeen(before);
      client.reset();
      assertThat(lastEnded().end()).isEqualTo(new ConnectionEnd(By.CLIENT, Manner.RESET, false));
    }
  }

  @Test
  void theClientsBareFinIsWrittenDownAsOne() throws Exception {
    long before = lastNumber();
    strikeNext(new Fault.NeverAnswer());
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", INFO, "", "");
      awaitSeen(before);
      client.fin();
      assertThat(lastEnded().end()).isEqualTo(new ConnectionEnd(By.CLIENT, Manner.CLEAN, false));
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.Cut.class)
  void aCutBodyEndsAfterItsFirstBytes(Fault.Cut how) throws Exception {
    strikeNext(new Fault.CutBody(11, how));
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", INFO + "?timestampOnly", "", "");
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.read(11)).isEqualTo("<SystemInfo");
      assertThat(client.ending(5_000))
          .isEqualTo(how == Fault.Cut.RESET ? Ending.RESET : Ending.CLOSE_NOTIFY);
    }
    assertThat(last().status()).isEqualTo(200);
    assertThat(last().bodyBytes()).isEqualTo(11);
    assertThat(last().whole()).isFalse();
    assertThat(last().isUnanswered()).isFalse();
  }

  @Test
  void aStalledBodyStaysOpen() throws Exception {
    strikeNext(new Fault.StallMidBody(4));
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", INFO, "", "");
      client.head();
      assertThat(client.read(4)).isEqualTo("<Sys");
      assertThat(client.ending(100)).isEqualTo(Ending.NONE);
    }
    assertThat(last().isOpen() || last().end() != null).isTrue();
    assertThat(last().bodyBytes()).isEqualTo(4);
  }

  @Test
  void aDelayedAnswerIsWhole() throws Exception {
    long before = System.nanoTime();
    Answer answer = answerAfter(new Fault.Delay(Duration.ofMillis(80)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(79));
  }

  @Test
  void pagesTakeThePlaceOfAnswers() throws Exception {
    Answer gateway = answerAfter(new Fault.Status(502, "<html>bad gateway</html>"));
    assertThat(gateway.status()).isEqualTo(502);
    assertThat(gateway.text()).isEqualTo("<html>bad gateway</html>");
    Answer portal = answerAfter(new Fault.HtmlPage("<html>sign in</html>"));
    assertThat(portal.status()).isEqualTo(200);
    assertThat(portal.head()).contains("text/html");
    assertThat(answerAfter(new Fault.NotFound()).status()).isEqualTo(404);
  }

  @Test
  void notHttpIsSentAsItIs() throws Exception {
    strikeNext(new Fault.NotHttp("SSH-2.0-nonsense\r\n"));
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", INFO, "", "");
      assertThat(client.read(18)).isEqualTo("SSH-2.0-nonsense\r\n");
      assertThat(client.ending(5_000)).isEqualTo(Ending.CLOSE_NOTIFY);
    }
    assertThat(last().status()).isNull();
  }

  @Test
  void aFaultCanStrikeBeforeTheBodyIsThere() throws Exception {
    finesse
        .faults()
        .add(
            FaultRule.next(Requests.path("/finesse/api/User/1001"), new Fault.CloseClean())
                .beforeBody());
    try (RawClient client = RawClient.rest(finesse)) {
      client.write(
          "PUT /finesse/api/User/1001 HTTP/1.1\r\nHost: f\r\nContent-Length: 900\r\n\r\n<");
      assertThat(client.ending(5_000)).isEqualTo(Ending.CLOSE_NOTIFY);
    }
    assertThat(last().requestBytes()).isZero();
    assertThat(last().isUnanswered()).isTrue();
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderAndLostTogether() throws Exception {
    finesse.faults().add(FaultRule.nth(3, Requests.path(INFO), new Fault.CloseClean()));
    String get = "GET " + INFO + " HTTP/1.1\r\nHost: f\r\n\r\n";
    try (RawClient client = RawClient.rest(finesse)) {
      client.write("GET /desktop/ HTTP/1.1\r\nHost: f\r\n\r\n" + get + get + get + get);
      assertThat(client.answer().text()).contains("desktop");
      assertThat(client.answer().text()).contains("SystemInfo");
      assertThat(client.answer().text()).contains("SystemInfo");
      assertThat(client.ending(5_000)).isEqualTo(Ending.CLOSE_NOTIFY);
    }
    List<ConnectionClosed> closed = finesse.journal().entries(ConnectionClosed.class);
    assertThat(closed.get(closed.size() - 1).unanswered()).hasSize(2);
  }

  private static Ending endingAfter(Fault fault) throws IOException {
    strikeNext(fault);
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", INFO, "", "");
      return client.ending(5_000);
    }
  }

  private static Answer answerAfter(Fault fault) throws IOException {
    strikeNext(fault);
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", INFO, "", "");
      return client.answer();
    }
  }

  private static void strikeNext(Fault fault) {
    finesse.faults().add(FaultRule.next(Requests.all(), fault));
  }

  private static ServedExchange last() {
    List<ServedExchange> exchanges = finesse.journal().exchanges();
    return exchanges.get(exchanges.size() - 1);
  }

  private static ServedExchange lastEnded() throws InterruptedException {
    long number = last().request().number();
    assertThat(
            finesse
                .journal()
                .await(
                    ConnectionClosed.class, closed -> closed.unanswered().contains(number), SOON))
        .isPresent();
    return last();
  }

  private static long lastNumber() {
    return finesse.journal().entries(RequestSeen.class).stream()
        .mapToLong(seen -> seen.request().number())
        .max()
        .orElse(0);
  }

  private static void awaitSeen(long before) throws InterruptedException {
    assertThat(
            finesse
                .journal()
                .await(RequestSeen.class, seen -> seen.request().number() > before, SOON))
        .isPresent();
  }
}
