package dev.boshtap.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

  private static final Instant TEN = Samples.TEN.wall();

  private static EventFilter agent(String id) {
    return new EventFilter(
        Set.of(id), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  private static EventFilter node(String glob) {
    return new EventFilter(
        Set.of(),
        Set.of(NodeGlob.of(glob)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static EventFilter type(String type) {
    return new EventFilter(
        Set.of(), Set.of(), Optional.of(type), Optional.empty(), Optional.empty(), false);
  }

  private static EventFilter between(Instant since, Instant until) {
    return new EventFilter(
        Set.of(), Set.of(), Optional.empty(), Optional.of(since), Optional.of(until), false);
  }

  private static Event userEvent(String agent, long millis, long exchange) {
    Context context = Samples.context(millis, exchange);
    return Samples.user(
        new Context(context.at(), context.connection(), exchange, agent, null, context.sid(), 1L),
        "READY",
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "finesse.user, finesse.user, true",
    "finesse.user, finesse, true",
    "finesse.user, finesse., true",
    "finesse.user, fin, false",
    "finesse.user, finesse.users, false",
    "finesse.user, bosh, false"
  })
  void aTypeIsAskedForByItsNameOrItsFamily(String type, String asked, boolean admitted) {
    Event event = userEvent("1001003", 0, 1);
    assertThat(event.type()).isEqualTo(type);
    assertThat(type(asked).admits(event)).isEqualTo(admitted);
  }

  @ParameterizedTest
  @CsvSource({
    "/finesse/api/User/1001003, /finesse/api/User/1001003, true",
    "/finesse/api/User/1001003, /finesse/api/User/100100?, true",
    "/finesse/api/User/1001003, */1001003, true",
    "/finesse/api/User/1001003/Dialogs, /finesse/api/User/*, true",
    "/finesse/api/User/1001003, /finesse/api/User/1001004, false",
    "/finesse/api/User/1001003, /finesse/api/User/[1]001003, false",
    "/finesse/api/Team/5, /finesse.api/Team/5, false"
  })
  void aGlobIsOfWholeNodes(String node, String glob, boolean matches) {
    assertThat(NodeGlob.of(glob).matches(node)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "/finesse/api/User/1001003, /finesse/api/User/<1001003>",
    "/finesse/api/User/1001003/Dialogs, /finesse/api/User/<1001003>/Dialogs",
    "*/1001003/Dialogs, */<1001003>/Dialogs",
    "/finesse/api/*/1001003, /finesse/api/*/<1001003>"
  })
  void aUserIsFoundUnderAnotherNameToo(String glob, String named) {
    assertThat(NodeGlob.of(glob).withUsers(name -> "<" + name + ">")).contains(NodeGlob.of(named));
  }

  @ParameterizedTest
  @CsvSource({
    "/finesse/api/Team/5, false",
    "/finesse/api/User/*, false",
    "/finesse/api/User/10*, true",
    "/finesse/api/User/*/Dialogs, false",
    "/finesse/api/User/?001/Dialogs, true"
  })
  void aPartOfANameIsNoName(String glob, boolean part) {
    assertThat(NodeGlob.of(glob).withUsers(name -> "<" + name + ">")).isEmpty();
    assertThat(NodeGlob.of(glob).isOfPartOfName()).isEqualTo(part);
  }

  @Test
  void anAgentIsAskedForByEitherName() {
    EventFilter asked = agent("1001003").orUnder(id -> "p" + id.length() + "-abcdef");

    assertThat(asked.admits(userEvent("1001003", 0, 1))).isTrue();
    assertThat(asked.admits(userEvent("p7-abcdef", 0, 1))).isTrue();
    assertThat(asked.admits(userEvent("1001004", 0, 1))).isFalse();
  }

  @Test
  void anExchangeIsAdmittedWithOneOfItsEvents() {
    Observation.Finished exchange =
        Exchanges.starting(0, 5)
            .answered(9, 200, "text/xml", "<body/>")
            .with(userEvent("1001003", 4, 5))
            .finished();

    assertThat(agent("1001003").admits(exchange)).isTrue();
    assertThat(node("/finesse/api/User/*").admits(exchange)).isTrue();
    assertThat(type("finesse.dialog").admits(exchange)).isFalse();
    assertThat(agent("1001004").admits(exchange)).isFalse();
  }

  @Test
  void timeIsHalfOpenAndAnExchangeIsInItAsLongAsItLasts() {
    Observation.Finished held = Exchanges.starting(0, 5).ended(5_000, Ending.ANSWERED).finished();

    assertThat(between(TEN, TEN.plusSeconds(1)).admits(userEvent("a", 0, 1))).isTrue();
    assertThat(between(TEN.minusSeconds(1), TEN).admits(userEvent("a", 0, 1))).isFalse();
    assertThat(between(TEN.plusSeconds(2), TEN.plusSeconds(3)).admits(held)).isTrue();
    assertThat(between(TEN.plusSeconds(6), TEN.plusSeconds(7)).admits(held)).isFalse();
  }

  @Test
  void unansweredIsWhatGotNoAnswerAndIsOver() {
    EventFilter unanswered =
        new EventFilter(
            Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);

    assertThat(unanswered.admits(Exchanges.starting(0, 1).ended(9, Ending.OPEN).finished()))
        .isFalse();
    assertThat(
            unanswered.admits(
                Exchanges.starting(0, 2).answered(9, 200, "text/xml", "<body/>").finished()))
        .isFalse();
    assertThat(
            unanswered.admits(
                Samples.poll(
                    Samples.context(9, 3),
                    Event.Outcome.OVERDUE,
                    Duration.ofSeconds(70),
                    Ending.OPEN)))
        .isTrue();
  }

  @Test
  void aLossIsToldWhateverIsAskedFor() {
    assertThat(agent("1001003").admits(new Observation.Loss(Samples.at(1), "lost", 1))).isTrue();
  }

  @Test
  void aWebSocketIsWantedForAnyOfItsEventsAndForgottenForNone() throws IOException {
    List<Observation> given = new ArrayList<>();
    List<Long> forgotten = new ArrayList<>();
    Sink noting =
        new Sink() {
          @Override
          public void accept(Observation observation) {
            given.add(observation);
          }

          @Override
          public void forget(long exchange) {
            forgotten.add(exchange);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    try (Sink filtered = FilteredSink.of(agent("1001003"), noting)) {
      for (long number = 1; number <= 2; number++) {
        filtered.accept(new Observation.Upgraded(Exchanges.starting(0, number).open().exchange()));
      }
      filtered.accept(new Observation.Happened(userEvent("1001003", 4, 1)));
      filtered.accept(new Observation.Happened(userEvent("1001004", 4, 2)));
      for (long number = 1; number <= 2; number++) {
        filtered.accept(Exchanges.starting(0, number).ended(9, Ending.ANSWERED).finished());
      }
    }

    assertThat(given)
        .filteredOn(one -> one instanceof Observation.Finished)
        .extracting(one -> ((Observation.Finished) one).exchange().number())
        .containsExactly(1L);
    assertThat(forgotten).containsExactly(2L);
  }

  @Test
  void anExchangeIsWantedForAnEventThatItDoesNotHoldAnyMore() throws IOException {
    assertThat(finishedOf(agent("1001003"), userEvent("1001003", 4, 1))).containsExactly(1L);
    assertThat(finishedOf(agent("1001003"), userEvent("1001004", 4, 1))).isEmpty();
    EventFilter later = between(TEN.plusSeconds(6), TEN.plusSeconds(7));
    assertThat(finishedOf(later, userEvent("1001003", 6_500, 1))).isEmpty();
  }

  /** The exchanges that are given, of one that gives an event and ends without it. */
  private static List<Long> finishedOf(EventFilter filter, Event event) throws IOException {
    List<Long> given = new ArrayList<>();
    Sink noting =
        new Sink() {
          @Override
          public void accept(Observation observation) {
            if (observation instanceof Observation.Finished finished) {
              given.add(finished.exchange().number());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    try (Sink filtered = FilteredSink.of(filter, noting)) {
      filtered.accept(new Observation.Happened(event));
      filtered.accept(Exchanges.starting(0, 1).ended(9, Ending.ANSWERED).finished());
    }
    return given;
  }
}
