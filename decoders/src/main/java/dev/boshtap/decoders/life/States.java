package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.resource.Media;
import dev.boshtap.decoders.finesse.resource.Reason;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.finesse.resource.User;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last state of each agent, medium and system, kept apart by who was told of it. */
final class States {

  /**
   * What an event changed.
   *
   * @param whose the agent, as in the payload; null for a medium or a system
   * @param previous the state before, or null when none was seen
   * @param pendingBefore what was pending before, or null
   * @param inPrevious how long the state before had lasted, where this event ends it
   * @param announced when the change was that this event is the first to tell of, or null
   * @param isNews whether the state, or when it began, is not what was told before
   * @param reasonCode the code of the reason, or null
   * @param reasonLabel the configured words of the reason, or null
   * @param before the exchange that told of the state before, or 0
   */
  record Change(
      @Nullable String whose,
      @Nullable String previous,
      @Nullable String pendingBefore,
      @Nullable Duration inPrevious,
      @Nullable Instant announced,
      boolean isNews,
      @Nullable String reasonCode,
      @Nullable String reasonLabel,
      long before) {}

  private record Key(String receiver, Event.Subject subject, String whose) {}

  private record Memory(
      String state,
      @Nullable String pending,
      Moment seen,
      @Nullable Instant began,
      long exchange) {}

  private static final Change NOTHING =
      new Change(null, null, null, null, null, false, null, null, 0);

  private final Map<Key, Memory> memories;

  States(int capacity) {
    memories = new LruMap<>(capacity);
  }

  /**
   * Takes what an event tells of a state.
   *
   * @param member the member of a team that it is about, or null where it is about itself
   */
  Change told(Event.Finesse event, @Nullable User member) {
    Resource resource = member;
    if (resource == null && event.payload() != null) {
      resource = Resource.of(event.subject(), event.payload());
    }
    Event.Fields fields = resource == null ? Event.Fields.NONE : resource.fields();
    String state = fields.state();
    if (state == null) {
      return NOTHING;
    }
    String loginId = resource instanceof User user ? user.loginId() : null;
    Instant began = began(resource);
    Context context = event.context();
    Key key = new Key(receiver(context), event.subject(), whose(event, loginId));
    Memory now = new Memory(state, fields.pendingState(), context.at(), began, context.exchange());
    Memory before = memories.put(key, now);
    Reason reason = reason(resource);
    String code = reason == null ? null : reason.code();
    String label = reason == null ? null : reason.label();
    if (before == null) {
      return new Change(loginId, null, null, null, null, true, code, label, 0);
    }
    boolean later = began != null && !began.equals(before.began);
    boolean isNews = later || !before.state.equals(state);
    if (!isNews) {
      // The state goes on since when it was told first.
      memories.put(key, new Memory(state, now.pending, before.seen, before.began, now.exchange));
    }
    return new Change(
        loginId,
        before.state,
        before.pending,
        isNews ? lasted(before, now) : null,
        later && before.began != null ? began : null,
        isNews,
        code,
        label,
        before.exchange);
  }

  /** By Finesse's own times where it gives both, else as seen. */
  private static Duration lasted(Memory before, Memory now) {
    if (before.began != null && now.began != null && !now.began.isBefore(before.began)) {
      return Duration.between(before.began, now.began);
    }
    Duration seen = now.seen.since(before.seen);
    return seen.isNegative() ? Duration.ZERO : seen;
  }

  private static @Nullable Instant began(@Nullable Resource resource) {
    if (resource instanceof User user) {
      return user.stateChangeTime();
    }
    return resource instanceof Media media ? media.stateChangeTime() : null;
  }

  private static @Nullable Reason reason(@Nullable Resource resource) {
    if (resource instanceof User user) {
      return user.reason();
    }
    return resource instanceof Media media ? media.reason() : null;
  }

  static String receiver(Context context) {
    String agent = context.agent();
    return agent != null
        ? agent.toLowerCase(Locale.ROOT)
        : Objects.requireNonNullElse(context.sid(), "");
  }

  /** A team's node tells of many agents, so the payload is asked before the envelope. */
  private static String whose(Event.Finesse event, @Nullable String loginId) {
    if (loginId != null) {
      return loginId;
    }
    String source = event.item().source();
    return source == null ? event.item().node() : source;
  }
}
