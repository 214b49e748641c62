package dev.boshtap.decoders.session;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which sessions are, or were, of the same JID: who takes whose place. Bounded in number. */
final class Successions {

  /** Of so many sessions of one JID the latest are remembered. */
  private static final int MOST_OF_ONE = 16;

  private final SignLimits limits;
  private final Map<String, List<XmppSession>> byBareJid;

  /** Sessions of nobody known: the capture began after their login. */
  private final Map<String, XmppSession> byClient;

  Successions(Limits limits) {
    this.limits = limits.signs();
    byBareJid = new LruMap<>(limits.sessions());
    byClient = new LruMap<>(limits.sessions());
  }

  /** A session is there, and nobody knows whose it is yet. */
  void begun(XmppSession session) {
    if (session.clientHost().isEmpty()) {
      return;
    }
    String client = session.clientHost() + ' ' + session.server();
    XmppSession before = byClient.put(client, session);
    if (before != null && before.bareJid() == null && before.unresolvedTrouble() != null) {
      session.follows(before);
    }
  }

  /** It may be known by now whose the session is. */
  void knows(XmppSession session, Moment now) {
    String bareJid = session.bareJid();
    if (bareJid == null) {
      return;
    }
    List<XmppSession> same = byBareJid.computeIfAbsent(bareJid, jid -> new ArrayList<>(2));
    if (!same.contains(session)) {
      same.removeIf(other -> isPast(other, now));
      if (same.size() == MOST_OF_ONE) {
        same.remove(0);
      }
      same.add(session);
    }
  }

  /**
   * The session whose place {@code successor} takes: of the same bare JID, and in trouble a short
   * while ago. Where there are several, one of the same resource goes first, then the latest. Where
   * there is none, one of nobody known, on the same client: the capture began after its login.
   */
  Optional<XmppSession> predecessor(XmppSession successor, Moment now) {
    Optional<XmppSession> unnamed =
        Optional.ofNullable(successor.takeFollowed())
            .filter(session -> isRecent(session.unresolvedTrouble(), now));
    return named(successor, now).or(() -> unnamed);
  }

  private Optional<XmppSession> named(XmppSession successor, Moment now) {
    return others(successor)
        .filter(session -> isRecent(session.unresolvedTrouble(), now))
        .max(
            Comparator.comparing(
                    (XmppSession session) -> Objects.equals(session.jid(), successor.jid()))
                .thenComparing(Successions::trouble));
  }

  /** A session of the same bare JID that is alive, and answered a short while ago. */
  Optional<XmppSession> beside(XmppSession session, Moment now) {
    return others(session)
        .filter(other -> other.isAlive() && other.unresolvedTrouble() == null)
        .filter(
            other -> {
              Moment heard = other.lastHeard();
              return heard != null && now.since(heard).compareTo(limits.liveliness()) <= 0;
            })
        .findFirst();
  }

  /** The session that took the resource of {@code ousted}: bound later, and alive. */
  Optional<XmppSession> winner(XmppSession ousted) {
    return others(ousted)
        .filter(XmppSession::isAlive)
        .filter(other -> Objects.equals(other.jid(), ousted.jid()))
        .reduce((one, later) -> later);
  }

  private Stream<XmppSession> others(XmppSession session) {
    String bareJid = session.bareJid();
    return bareJid == null
        ? Stream.empty()
        : byBareJid.getOrDefault(bareJid, List.of()).stream().filter(other -> other != session);
  }

  private static Moment trouble(XmppSession session) {
    return Objects.requireNonNull(session.unresolvedTrouble());
  }

  /** Whether a session is nobody's predecessor, winner or neighbour any more. */
  private boolean isPast(XmppSession session, Moment now) {
    Moment heard = session.lastHeard();
    boolean counts = session.isAlive() && (heard == null || isRecent(heard, now));
    return !counts && !isRecent(session.unresolvedTrouble(), now);
  }

  private boolean isRecent(@Nullable Moment when, Moment now) {
    return when != null && now.since(when).compareTo(limits.memory()) <= 0;
  }
}
