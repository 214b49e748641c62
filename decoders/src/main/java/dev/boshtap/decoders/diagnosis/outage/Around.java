package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what goes on beside the sessions, as far as it tells whose fault an outage is: REST
 * calls of the same desktop, connections that fail, polls that are cut at one age, a machine that
 * slept.
 */
final class Around {

  private static final int AGES = 16;
  private static final int WAKES = 8;

  private record Way(String client, String host) {}

  private record Slept(Moment at, Duration length) {}

  private record Cut(Moment at, Duration age) {}

  private final DiagnosisLimits limits;
  private final Map<Way, Moment> rest;
  private final Map<HostPort, Moment> worked;
  private final Map<HostPort, Moment> refused;
  private final Map<HostPort, Moment> unreachable;
  private final Map<HostPort, Deque<Cut>> cuts;
  private final Map<String, Deque<Moment>> wakes;
  private final Deque<Slept> sleeps = new ArrayDeque<>();
  private @Nullable Moment before;

  Around(DiagnosisLimits limits) {
    this.limits = limits;
    rest = new LruMap<>(limits.desks());
    worked = new LruMap<>(limits.desks());
    refused = new LruMap<>(limits.desks());
    unreachable = new LruMap<>(limits.desks());
    cuts = new LruMap<>(limits.desks());
    wakes = new LruMap<>(limits.desks());
  }

  /** From here on it is another capture's: what went on in the one before is of another time. */
  void capture() {
    rest.clear();
    worked.clear();
    refused.clear();
    unreachable.clear();
    cuts.clear();
    wakes.clear();
    sleeps.clear();
    before = null;
  }

  /** Time has passed; a machine that slept shows it by its two clocks. */
  void passed(Moment now) {
    Moment last = before;
    if (last != null && now.compareTo(last) < 0) {
      return;
    }
    before = now;
    if (last != null) {
      Duration jump = now.wallJumpSince(last);
      if (jump.compareTo(limits.sleep()) > 0) {
        sleeps.addLast(new Slept(now, jump));
        if (sleeps.size() > AGES) {
          sleeps.removeFirst();
        }
      }
    }
  }

  void on(Observation observation) {
    if (observation instanceof Observation.Finished finished) {
      finished(finished);
    } else if (observation instanceof Observation.Happened happened) {
      happened(happened.event());
    }
  }

  private void finished(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    if (exchange.response() != null) {
      worked.put(exchange.connection().server(), exchange.started());
      if (finished.bosh() == null) {
        rest.put(
            new Way(exchange.connection().clientHost(), exchange.connection().server().host()),
            exchange.started());
      }
    } else {
      noted(exchange.ending(), exchange.connection().server(), exchange.started());
    }
  }

  private void happened(Event event) {
    Moment at = event.context().at();
    if (event instanceof Event.Failure failure) {
      noted(failure.failure(), failure.target(), at);
    } else if (event instanceof Event.Notice notice && notice.sign() == Sign.POLL_RESUMED) {
      remember(wakes.computeIfAbsent(who(event), unseen -> new ArrayDeque<>()), at, WAKES);
    } else if (event instanceof Event.Poll poll && poll.outcome() == Event.Outcome.UNANSWERED) {
      Duration wait = poll.grantedWait();
      boolean byClient =
          poll.ending() instanceof Ending.Closed closed && closed.by() == Side.CLIENT;
      boolean connected =
          !(poll.ending() instanceof Ending.Network network)
              || network.stage() == Ending.Stage.TIMEOUT;
      if (!byClient && connected && wait != null && poll.held().compareTo(wait) < 0) {
        remember(
            cuts.computeIfAbsent(
                event.context().connection().server(), unseen -> new ArrayDeque<>()),
            new Cut(at, poll.held()),
            AGES);
      }
    }
  }

  private void noted(Ending ending, HostPort server, Moment at) {
    if (ending instanceof Ending.Network network && network.leg() == Side.SERVER) {
      if (network.stage() == Ending.Stage.REFUSED) {
        refused.put(server, at);
      } else if (network.stage() == Ending.Stage.CONNECT) {
        unreachable.put(server, at);
      }
    }
  }

  /** Whether something shows that a server refuses connections, or cannot be reached. */
  static boolean isNoWay(Ending ending) {
    return ending instanceof Ending.Network network
        && network.leg() == Side.SERVER
        && (network.stage() == Ending.Stage.REFUSED || network.stage() == Ending.Stage.CONNECT);
  }

  private static <T> void remember(Deque<T> some, T another, int most) {
    some.addLast(another);
    if (some.size() > most) {
      some.removeFirst();
    }
  }

  private static String who(Event event) {
    String sid = event.context().sid();
    return event.context().connection().server() + " " + (sid == null ? "" : sid);
  }

  /** Whether the same desktop called REST since then. */
  boolean pageWentOn(String client, String host, Moment since) {
    Moment last = rest.get(new Way(client, host));
    return last != null && last.compareTo(since) > 0;
  }

  /** For how long the machine slept since then, or null. */
  @Nullable Duration slept(Moment since) {
    return sleeps.stream()
        .filter(slept -> slept.at().compareTo(since) >= 0)
        .map(Slept::length)
        .reduce(Duration::plus)
        .orElse(null);
  }

  /** Whether a server refused a connection since then; {@code until} is null while it lasts. */
  boolean refuses(HostPort server, Moment since, @Nullable Moment until) {
    return isBetween(refused.get(server), since, until);
  }

  /** The same of connecting without an answer. */
  boolean isUnreachable(HostPort server, Moment since, @Nullable Moment until) {
    return isBetween(unreachable.get(server), since, until);
  }

  boolean workedBefore(HostPort server) {
    return worked.containsKey(server);
  }

  private static boolean isBetween(@Nullable Moment at, Moment since, @Nullable Moment until) {
    return at != null && at.compareTo(since) >= 0 && (until == null || at.compareTo(until) <= 0);
  }

  /** The age at which connections to a server are cut again and again, or null. */
  @Nullable Duration cutAge(HostPort server) {
    Deque<Cut> some = cuts.get(server);
    if (some == null || some.size() < limits.sameAges()) {
      return null;
    }
    Duration latest = some.getLast().age();
    if (latest.compareTo(limits.sameAge().multipliedBy(2)) < 0) {
      return null; // Cut at once: whatever that is, it is no timer of idle connections.
    }
    long same =
        some.stream()
            .filter(cut -> cut.age().minus(latest).abs().compareTo(limits.sameAge()) <= 0)
            .map(Cut::at)
            .distinct()
            .count();
    boolean mostly = same * 2 > some.size();
    boolean apart = some.getLast().at().since(some.getFirst().at()).compareTo(limits.atOnce()) > 0;
    return same >= limits.sameAges() && mostly && apart ? latest : null;
  }

  /**
   * Whether requests after gaps come at the marks of a clock: browsers wake the timers of hidden
   * pages at one moment of each minute.
   */
  boolean isHiddenTab(HostPort server, @Nullable String sid) {
    Deque<Moment> some = wakes.get(server + " " + (sid == null ? "" : sid));
    if (some == null || some.size() < limits.tabWakes()) {
      return false;
    }
    Moment last = some.getLast();
    return some.stream()
            .filter(at -> !Objects.equals(at, last))
            .filter(at -> offTheMark(last.since(at)).compareTo(limits.tabTolerance()) <= 0)
            .count()
        >= limits.tabWakes() - 1;
  }

  private Duration offTheMark(Duration span) {
    long mark = limits.tab().toMillis();
    long off = span.toMillis() % mark;
    return Duration.ofMillis(Math.min(off, mark - off));
  }
}
