package dev.boshtap.decoders.session;

import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sessions of one agent beside each other: a listener, or a fight for one resource. */
final class Rivals {

  private record Ousted(Moment at, long exchange) {}

  private static final int REMEMBERED = 4_096;

  private final SignLimits limits;
  private final Map<String, Deque<Ousted>> ousted = new LruMap<>(REMEMBERED);

  Rivals(SignLimits limits) {
    this.limits = limits;
  }

  /** A session was bound beside another one that is alive. */
  void beside(XmppSession bound, XmppSession other, Context context, List<Event> events) {
    boolean same = Objects.equals(bound.jid(), other.jid());
    events.add(
        Notices.of(
                context,
                Sign.SECOND_SESSION,
                same
                    ? "another session of this agent has the same resource: one will end the other"
                    : "another session of this agent is open, with another resource")
            .shownBy(other.lastHeardIn())
            .detail("jid", other.jid())
            .detail("sid", other.sid())
            .toEvent());
  }

  /**
   * A session was ended because its resource was bound elsewhere.
   *
   * @param winner the session that took it, where that was seen
   */
  void conflict(
      XmppSession session, Optional<XmppSession> winner, Context context, List<Event> events) {
    Notices notice =
        Notices.of(
            context,
            Sign.CONFLICT,
            winner.isPresent()
                ? "the same resource was bound by a session seen here"
                : "the same resource was bound elsewhere, not seen here");
    winner.ifPresent(other -> notice.shownBy(other.lastHeardIn()).detail("sid", other.sid()));
    events.add(notice.toEvent());
    String jid = session.bareJid();
    if (jid != null) {
      fight(ousted.computeIfAbsent(jid, who -> new ArrayDeque<>(4)), context, events);
    }
  }

  private void fight(Deque<Ousted> before, Context context, List<Event> events) {
    while (!before.isEmpty()
        && context.at().since(before.getFirst().at()).compareTo(limits.memory()) > 0) {
      before.removeFirst();
    }
    before.addLast(new Ousted(context.at(), context.exchange()));
    if (before.size() == limits.conflicts()) {
      events.add(
          Notices.of(
                  context,
                  Sign.SESSION_FIGHT,
                  "%d sessions of this agent were ended for a conflict within %s"
                      .formatted(
                          before.size(),
                          Notices.seconds(context.at().since(before.getFirst().at()))))
              .shownBy(before.stream().mapToLong(Ousted::exchange).toArray())
              .toEvent());
      before.clear();
    }
  }
}
