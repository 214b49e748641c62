package dev.boshtap.decoders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class ObserverProperties {

  private static final List<Integer> DESKTOPS = List.of(0, 1, 2);

  /** What is said when each desktop has its say in turn and nothing is cut. */
  private static final List<Object> PLAIN = said(DESKTOPS, null);

  /**
   * However the desktops' lives mix, in whatever order the two legs of an exchange are seen, and
   * wherever bodies are cut into pieces: what is said of each desktop is the same, in the same
   * order.
   */
  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void orderAndCutsThatMeanNothingChangeNothing(@ForAll Random chance) {
    List<Object> said = said(DESKTOPS, chance);
    for (int desktop : DESKTOPS) {
      assertThat(of(desktop, said)).isEqualTo(of(desktop, PLAIN));
    }
  }

  /** The script is worth mixing: it holds every verdict that a desktop can come by. */
  @Example
  void theScriptHasEveryVerdict() {
    List<String> outcomes =
        of(0, PLAIN).stream()
            .filter(Event.Poll.class::isInstance)
            .map(event -> ((Event.Poll) event).outcome().name())
            .toList();
    assertThat(outcomes)
        .containsExactly("OVERDUE", "LATE", "ERROR", "UNANSWERED", "ERROR", "OVERDUE");
    assertThat(of(0, PLAIN))
        .filteredOn(Event.Session.class::isInstance)
        .extracting(event -> ((Event.Session) event).change())
        .contains(Event.Change.LOST, Event.Change.RECREATED);
  }

  /**
   * A request that is sent and answered once more, by the same rid, is told as a retry, and costs
   * no other exchange a word.
   */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void aRepeatedExchangeCostsNoOtherAWord(@ForAll @IntRange(min = 5, max = 8) int repeated) {
    List<WireEvent> life = new ScriptedDesktop(0, null).life();
    List<WireEvent> twice = new ArrayList<>(life);
    int end = 0;
    while (!(life.get(end) instanceof WireEvent.Ended ended && ended.exchange() == repeated)) {
      end++;
    }
    Moment at = life.get(end).at();
    List<WireEvent> again =
        life.stream()
            .filter(event -> numberOf(event) == repeated)
            .map(it -> again(it, at))
            .toList();
    twice.addAll(end + 1, again);

    assertThat(pollsAndItems(twice, repeated)).isEqualTo(pollsAndItems(life, repeated));
    assertThat(events(twice))
        .filteredOn(event -> event.context().exchange() == REPEAT)
        .filteredOn(Event.Notice.class::isInstance)
        .extracting(event -> ((Event.Notice) event).sign())
        .contains(Sign.RID_REPEATED);
  }

  private static final long REPEAT = 99;

  private static List<Event> events(List<WireEvent> life) {
    Observer observer = new Observer(Limits.DEFAULTS);
    List<Event> events = new ArrayList<>();
    for (WireEvent event : life) {
      for (Observation said : observer.on(event)) {
        if (said instanceof Observation.Happened happened) {
          events.add(happened.event());
        }
      }
    }
    return events;
  }

  /** What the wire says in the exchanges but one and its repeat. */
  private static List<Object> pollsAndItems(List<WireEvent> life, long but) {
    return events(life).stream()
        .filter(event -> event.context().exchange() != but)
        .filter(event -> event.context().exchange() != REPEAT)
        .map(event -> event instanceof Event.Finesse finesse ? finesse.item() : event)
        .filter(
            said ->
                said instanceof Event.Item
                    || said instanceof Event.Poll
                    || said instanceof Event.Session
                    || said instanceof Event.Stanza)
        .toList();
  }

  private static long numberOf(WireEvent event) {
    return event instanceof WireEvent.ExchangeEvent of ? of.exchange() : -1;
  }

  private static WireEvent again(WireEvent event, Moment at) {
    if (event instanceof WireEvent.Started it) {
      return new WireEvent.Started(at, REPEAT, it.connection(), it.head());
    }
    if (event instanceof WireEvent.RequestBytes it) {
      return new WireEvent.RequestBytes(at, REPEAT, it.bytes());
    }
    if (event instanceof WireEvent.RequestCompleted it) {
      return new WireEvent.RequestCompleted(at, REPEAT, it.bodySize());
    }
    if (event instanceof WireEvent.ResponseStarted it) {
      return new WireEvent.ResponseStarted(at, REPEAT, it.head());
    }
    if (event instanceof WireEvent.ResponseBytes it) {
      return new WireEvent.ResponseBytes(at, REPEAT, it.bytes());
    }
    WireEvent.Ended it = (WireEvent.Ended) event;
    return new WireEvent.Ended(
        at, REPEAT, it.ending(), it.bodySize(), it.fromClient(), it.fromServer(), it.lostBytes());
  }

  /** However real traffic is garbled, nothing is thrown and every exchange has its end. */
  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void garbledTrafficThrowsNothing(@ForAll Random chance) {
    Observer observer = new Observer(Limits.DEFAULTS);
    List<Observation> said = new ArrayList<>();
    for (WireEvent event : new ScriptedDesktop(0, chance).life()) {
      said.addAll(observer.on(garbled(event, chance)));
    }
    said.addAll(observer.finish(ScriptedDesktop.MORNING.plus(Duration.ofHours(9))));

    long exchanges = said.stream().filter(Observation.Finished.class::isInstance).count();
    assertThat(exchanges)
        .isEqualTo(of(0, PLAIN).stream().filter(LastWord.class::isInstance).count());
  }

  /** Puts something else into one piece of a body in four. */
  private static WireEvent garbled(WireEvent event, Random chance) {
    if (chance.nextInt(4) > 0) {
      return event;
    }
    byte[] bytes;
    if (event instanceof WireEvent.RequestBytes piece) {
      bytes = piece.bytes();
    } else if (event instanceof WireEvent.ResponseBytes piece) {
      bytes = piece.bytes();
    } else {
      return event;
    }
    bytes[chance.nextInt(bytes.length)] = (byte) "<>&'\"/=\0 \u00ff".charAt(chance.nextInt(10));
    return event;
  }

  /** What can be compared of the last word on an exchange: bodies as text. */
  private record LastWord(
      long exchange,
      @Nullable BoshFacts bosh,
      List<Event> events,
      Exchange exchangeWithoutBodies,
      String asked,
      String answer) {}

  private static List<Object> said(List<Integer> desktops, @Nullable Random chance) {
    List<Deque<WireEvent>> lives = new ArrayList<>();
    for (int desktop : desktops) {
      lives.add(new ArrayDeque<>(new ScriptedDesktop(desktop, chance).life()));
    }
    Observer observer = new Observer(Limits.DEFAULTS);
    List<Observation> said = new ArrayList<>();
    while (!lives.isEmpty()) {
      said.addAll(observer.on(next(lives, chance).removeFirst()));
      lives.removeIf(Deque::isEmpty);
    }
    said.addAll(observer.finish(ScriptedDesktop.MORNING.plus(Duration.ofHours(9))));
    return said.stream().map(ObserverProperties::comparable).toList();
  }

  /** One of the lives that have the soonest to tell: time runs alike for all. */
  private static Deque<WireEvent> next(List<Deque<WireEvent>> lives, @Nullable Random chance) {
    Moment soonest =
        lives.stream().map(life -> life.getFirst().at()).min(naturalOrder()).orElseThrow();
    List<Deque<WireEvent>> next =
        lives.stream().filter(life -> life.getFirst().at().equals(soonest)).toList();
    return next.get(chance == null ? 0 : chance.nextInt(next.size()));
  }

  private static Object comparable(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      return happened.event();
    }
    Observation.Finished word = (Observation.Finished) observation;
    Exchange exchange = word.exchange();
    return new LastWord(
        exchange.number(),
        word.bosh(),
        word.events(),
        withoutBodies(exchange),
        new String(exchange.requestBody().bytes(), UTF_8),
        new String(exchange.responseBody().bytes(), UTF_8));
  }

  private static Exchange withoutBodies(Exchange it) {
    return new Exchange(
        it.number(),
        it.connection(),
        it.reached(),
        it.firstOnConnection(),
        it.started(),
        it.request(),
        Body.NONE,
        it.requestCompleted(),
        it.responseStarted(),
        it.response(),
        Body.NONE,
        it.ended(),
        it.ending(),
        it.fromClient(),
        it.fromServer());
  }

  private static List<Object> of(int desktop, List<Object> said) {
    return said.stream()
        .filter(word -> ScriptedDesktop.ownerOf(exchange(word)) == desktop)
        .toList();
  }

  private static long exchange(Object word) {
    // What concerns a session as a whole is of no exchange; connections are numbered alike.
    return word instanceof Event event
        ? event.context().connection().number()
        : ((LastWord) word).exchange();
  }
}
