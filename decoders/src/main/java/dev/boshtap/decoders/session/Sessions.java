package dev.boshtap.decoders.session;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The BOSH sessions remembered, bounded in number; what was used longest ago is forgotten. */
final class Sessions {

  /**
   * How long after the last sign of trouble a new session still counts as the old one's successor.
   * A failover takes up to two and a half minutes; who logs in later does so of his own will.
   */
  static final Duration SUCCESSION = Duration.ofMinutes(10);

  private final Map<BoshSession.Key, BoshSession> byKey;

  Sessions(int capacity) {
    byKey = new LruMap<>(capacity);
  }

  /** The session of that sid; it is taken to exist, whether or not its creation was seen. */
  BoshSession of(HostPort server, String sid) {
    return byKey.computeIfAbsent(new BoshSession.Key(server, sid), BoshSession::new);
  }

  /**
   * The session whose place {@code successor} takes: of the same bare JID, and in trouble a short
   * while ago. Where there are several, one of the same resource goes first, then the latest.
   */
  Optional<BoshSession> predecessor(BoshSession successor, Moment now) {
    return byKey.values().stream()
        .filter(session -> session != successor)
        .filter(session -> Objects.equals(session.bareJid(), successor.bareJid()))
        .filter(session -> isRecent(session.unresolvedTrouble(), now))
        .max(
            Comparator.comparing(
                    (BoshSession session) -> Objects.equals(session.jid(), successor.jid()))
                .thenComparing(Sessions::trouble));
  }

  private static Moment trouble(BoshSession session) {
    return Objects.requireNonNull(session.unresolvedTrouble());
  }

  private static boolean isRecent(@Nullable Moment trouble, Moment now) {
    return trouble != null && now.since(trouble).compareTo(SUCCESSION) <= 0;
  }
}
