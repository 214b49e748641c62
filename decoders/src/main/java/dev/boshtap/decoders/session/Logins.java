package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Counts refused logins: many in a row lock an account. Bounded in number. */
final class Logins {

  private record Refusal(Moment at, long exchange) {}

  private static final int REMEMBERED = 4_096;

  private final int allowed;
  private final Duration memory;
  private final Map<String, Deque<Refusal>> refusals = new LruMap<>(REMEMBERED);

  Logins(int allowed, Duration memory) {
    this.allowed = allowed;
    this.memory = memory;
  }

  /** A login was refused. */
  void refused(XmppSession session, Context context, List<Event> events) {
    Deque<Refusal> inARow = refusals.computeIfAbsent(who(session), who -> new ArrayDeque<>(4));
    while (!inARow.isEmpty() && context.at().since(inARow.getFirst().at()).compareTo(memory) > 0) {
      inARow.removeFirst();
    }
    inARow.addLast(new Refusal(context.at(), context.exchange()));
    if (inARow.size() == allowed) {
      Duration within = context.at().since(inARow.getFirst().at());
      events.add(
          Notices.of(
                  context,
                  Sign.AUTH_FAILING,
                  "%d logins were refused within %s: the account may be locked"
                      .formatted(allowed, Notices.seconds(within)))
              .shownBy(inARow.stream().mapToLong(Refusal::exchange).toArray())
              .detail("mechanism", session.mechanism())
              .toEvent());
      inARow.clear();
    }
  }

  /** A login was let in. */
  void letIn(XmppSession session) {
    refusals.remove(who(session));
  }

  /** Before the bind only some clients say who they are; else it is the machine that tries. */
  private static String who(XmppSession session) {
    String jid = session.bareJid();
    return jid != null ? jid : session.clientHost() + ' ' + session.server();
  }
}
