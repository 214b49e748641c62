package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Event.Change;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes session events, each with what belongs to its change and nothing else. */
final class SessionEvents {

  private SessionEvents() {}

  static Event created(Context context, BoshSession session) {
    Grant grant = session.grant();
    return new Event.Session(
        context,
        Change.CREATED,
        null,
        null,
        grant.grantedWait(),
        grant.hold(),
        grant.inactivity(),
        grant.requests(),
        session.clientLibrary(),
        null,
        null);
  }

  static Event authenticated(Context context, BoshSession session) {
    return event(context, Change.AUTHENTICATED, null, null, session.mechanism(), null);
  }

  static Event authFailed(Context context, BoshSession session, String condition) {
    return event(context, Change.AUTH_FAILED, condition, null, session.mechanism(), null);
  }

  static Event restarted(Context context) {
    return event(context, Change.RESTARTED, null, null, null, null);
  }

  static Event bound(Context context) {
    return event(context, Change.BOUND, null, null, null, null);
  }

  static Event terminated(Context context, Side by, @Nullable String condition) {
    return event(context, Change.TERMINATED, condition, by, null, null);
  }

  static Event lost(Context context) {
    return event(context, Change.LOST, SessionStory.UNKNOWN_SESSION, null, null, null);
  }

  static Event recreated(Context context, @Nullable Duration outage) {
    return event(context, Change.RECREATED, null, null, null, outage);
  }

  private static Event event(
      Context context,
      Change change,
      @Nullable String condition,
      @Nullable Side by,
      @Nullable String mechanism,
      @Nullable Duration outage) {
    return new Event.Session(
        context, change, condition, by, null, null, null, null, null, mechanism, outage);
  }
}
