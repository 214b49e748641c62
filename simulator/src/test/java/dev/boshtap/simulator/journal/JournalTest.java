package dev.boshtap.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.fault.SeenRequest;
import dev.boshtap.simulator.journal.ConnectionEnd.By;
import dev.boshtap.simulator.journal.ConnectionEnd.Manner;
import dev.boshtap.simulator.journal.JournalEntry.AnswerSent;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionClosed;
import dev.boshtap.simulator.journal.JournalEntry.RequestSeen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
  private static final ConnectionEnd RESET = new ConnectionEnd(By.CLIENT, Manner.RESET, false);

  @Test
  void totalsCountWhatWasDroppedToo() {
    Journal journal = new Journal(NOON, 1);
    for (long number = 1; number <= 3; number++) {
      seen(journal, number);
    }
    journal.add(at -> new AnswerSent(at, 1, 200, 57, true));
    journal.add(at -> new AnswerSent(at, 2, 200, 10, false));
    journal.add(at -> new ConnectionClosed(at, 1, RESET, List.of(2L, 3L)));

    assertThat(journal.totals()).isEqualTo(new JournalTotals(0, 3, 1, 2, 0));
    assertThat(journal.dropped()).isEqualTo(5);
  }

  @Test
  void aListenerIsToldOfEachEntryInOrder() {
    List<JournalEntry> told = new ArrayList<>();
    Journal journal = new Journal(NOON, 1, told::add);
    seen(journal, 1);
    journal.add(at -> new AnswerSent(at, 1, 200, 57, true));

    assertThat(told)
        .extracting(entry -> (Object) entry.getClass())
        .containsExactly(RequestSeen.class, AnswerSent.class);
  }

  @Test
  void foldsEntriesToExchanges() {
    Journal journal = new Journal(NOON, 100);
    for (long number = 1; number <= 4; number++) {
      seen(journal, number);
    }
    journal.add(at -> new AnswerSent(at, 1, 200, 57, true));
    journal.add(at -> new AnswerSent(at, 3, 200, 10, false));
    journal.add(at -> new AnswerSent(at, 4, 200, 57, true));
    journal.add(at -> new ConnectionClosed(at, 1, RESET, List.of(2L, 3L, 4L)));

    List<ServedExchange> exchanges = journal.exchanges();
    assertThat(exchanges)
        .extracting(ServedExchange::isUnanswered)
        .containsExactly(false, true, false, true);
    assertThat(exchanges)
        .extracting(ServedExchange::whole)
        .containsExactly(true, false, false, false);
    assertThat(exchanges).extracting(ServedExchange::bodyBytes).containsExactly(57, -1, 10, -1);
    assertThat(exchanges)
        .extracting(ServedExchange::end)
        .containsExactly(null, RESET, RESET, RESET);
  }

  @Test
  void keepsTheNewestAndCountsTheRest() throws Exception {
    Journal journal = new Journal(NOON, 2);
    seen(journal, 1);
    seen(journal, 2);
    seen(journal, 3);
    assertThat(journal.dropped()).isEqualTo(1);
    assertThat(journal.entries(RequestSeen.class))
        .extracting(entry -> entry.request().number())
        .containsExactly(2L, 3L);
    assertThat(journal.await(AnswerSent.class, any -> true, Duration.ZERO)).isEmpty();
    Journal none = new Journal(NOON, 0);
    seen(none, 1);
    assertThat(none.entries()).isEmpty();
  }

  private static void seen(Journal journal, long number) {
    SeenRequest request =
        new SeenRequest(
            number, 1, Endpoint.BOSH, "POST", "/http-bind/", "1001", "s", number, true, null);
    journal.add(at -> new RequestSeen(at, request, 90));
  }
}
