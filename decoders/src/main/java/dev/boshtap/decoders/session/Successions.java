package dev.boshtap.decoders.session;

import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which sessions are, or were, of the same JID: who takes whose place. Bounded in number. */
final class Successions {

  /**
   * How long after the last sign of trouble a new session still counts as the old one's successor.
   * A failover takes up to two and a half minutes; who logs in later does so of his own will.
   */
  static final Duration SUCCESSION = Duration.ofMinutes(10);

  /** Of so many sessions of one JID the latest are remembered. */
  private static final int MOST_OF_ONE = 16;

  private final Map<String, List<XmppSession>> byBareJid;

  Successions(int capacity) {
    byBareJid = new LruMap<>(capacity);
  }

  /** It may be known by now whose the session is. */
  void knows(XmppSession session) {
    String bareJid = session.bareJid();
    if (bareJid == null) {
      return;
    }
    List<XmppSession> same = byBareJid.computeIfAbsent(bareJid, jid -> new ArrayList<>(2));
    if (!same.contains(session)) {
      if (same.size() == MOST_OF_ONE) {
        same.remove(0);
      }
      same.add(session);
    }
  }

  /**
   * The session whose place {@code successor} takes: of the same bare JID, and in trouble a short
   * while ago. Where there are several, one of the same resource goes first, then the latest.
   */
  Optional<XmppSession> predecessor(XmppSession successor, Moment now) {
    return byBareJid.getOrDefault(Objects.requireNonNull(successor.bareJid()), List.of()).stream()
        .filter(session -> session != successor)
        .filter(session -> isRecent(session.unresolvedTrouble(), now))
        .max(
            Comparator.comparing(
                    (XmppSession session) -> Objects.equals(session.jid(), successor.jid()))
                .thenComparing(Successions::trouble));
  }

  private static Moment trouble(XmppSession session) {
    return Objects.requireNonNull(session.unresolvedTrouble());
  }

  private static boolean isRecent(@Nullable Moment trouble, Moment now) {
    return trouble != null && now.since(trouble).compareTo(SUCCESSION) <= 0;
  }
}
