package dev.boshtap.decoders;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.decoders.wire.WireEvent.CertificateRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which servers a client does not reach because it does not trust our CA. Each is told of once, as
 * the client tries again every few seconds, and counted until a request comes through.
 *
 * <p>A client that says why is taken by its word. One that hangs up without a word, in the
 * handshake or right after it, may have another reason: it is told of when it did so twice and
 * asked for nothing in between.
 */
final class ClientTrust {

  private static final int MOST_SERVERS = 1_000;
  private static final int SUSPICIOUS = 2;

  private static final class Refusals {
    private Connection last;
    private long count;
    private boolean told;

    Refusals(Connection first) {
      last = first;
    }
  }

  private final Map<HostPort, Refusals> refusals =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HostPort, Refusals> eldest) {
          return size() > MOST_SERVERS;
        }
      };

  /** A client refused our certificate, or seems to have; gives what a person is to be told. */
  Optional<Event> on(CertificateRefused refused) {
    HostPort server = refused.connection().server();
    Refusals before =
        refusals.computeIfAbsent(server, unseen -> new Refusals(refused.connection()));
    before.last = refused.connection();
    before.count++;
    if (before.told || (!refused.said() && before.count < SUSPICIOUS)) {
      return Optional.empty();
    }
    before.told = true;
    String what =
        refused.said()
            ? "the browser does not trust boshtap's CA for %s"
            : "the browser hangs up on %s when it sees boshtap's certificate; most likely it does not"
                + " trust boshtap's CA";
    return Optional.of(
        notice(
            refused.at(),
            refused.connection(),
            Sign.CA_REFUSED,
            what.formatted(server)
                + "; type `boshtap ca install` and start the browser anew, or use `boshtap browser`"));
  }

  /** A request came through; gives what a person is to be told. */
  Optional<Event> on(WireEvent.Started started) {
    if (refusals.isEmpty()) {
      return Optional.empty();
    }
    HostPort server = started.connection().server();
    Refusals before = refusals.remove(server);
    if (before == null || !before.told) {
      return Optional.empty();
    }
    return Optional.of(
        notice(
            started.at(),
            started.connection(),
            Sign.CA_ACCEPTED,
            "the browser trusts boshtap's CA for %s now; refusals before: %d"
                .formatted(server, before.count)));
  }

  /** Recording stops: gives how often each server was refused that was told of to the last. */
  List<Event> finish(Moment now) {
    List<Event> told = new ArrayList<>();
    refusals.forEach(
        (server, before) -> {
          if (before.told) {
            told.add(
                notice(
                    now,
                    before.last,
                    Sign.CA_REFUSED,
                    "the browser did not trust boshtap's CA for %s to the end; refusals: %d"
                        .formatted(server, before.count)));
          }
        });
    refusals.clear();
    return told;
  }

  private static Event notice(Moment at, Connection connection, Sign sign, String text) {
    return new Event.Notice(Context.of(at, connection), sign, text, List.of(), Map.of());
  }
}
