package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Event.Change;
import dev.boshtap.decoders.event.Event.Transport;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes session events, each with what belongs to its change and nothing else. */
public final class SessionEvents {

  private SessionEvents() {}

  /** A BOSH session was created on these terms. */
  public static Event created(Context context, Terms terms) {
    return new Event.Session(
        context, Transport.BOSH, Change.CREATED, null, null, terms, null, null);
  }

  /** A stream over a WebSocket was opened; it has no terms. */
  public static Event opened(Context context) {
    return event(Transport.WEBSOCKET, context, Change.CREATED, null, null, null, null);
  }

  static Event authenticated(Transport transport, Context context, @Nullable String mechanism) {
    return event(transport, context, Change.AUTHENTICATED, null, null, mechanism, null);
  }

  static Event authFailed(
      Transport transport, Context context, @Nullable String mechanism, String condition) {
    return event(transport, context, Change.AUTH_FAILED, condition, null, mechanism, null);
  }

  /** The client began the stream again, as it does after authentication (XEP-0206, 5). */
  public static Event restarted(Transport transport, Context context) {
    return event(transport, context, Change.RESTARTED, null, null, null, null);
  }

  static Event bound(Transport transport, Context context) {
    return event(transport, context, Change.BOUND, null, null, null, null);
  }

  /** One side ended it; the condition is why, where that was said. */
  public static Event terminated(
      Transport transport, Context context, Side by, @Nullable String condition) {
    return event(transport, context, Change.TERMINATED, condition, by, null, null);
  }

  /** The server does not know it any more. */
  public static Event lost(Transport transport, Context context, @Nullable String condition) {
    return event(transport, context, Change.LOST, condition, null, null, null);
  }

  static Event recreated(Transport transport, Context context, @Nullable Duration outage) {
    return event(transport, context, Change.RECREATED, null, null, null, outage);
  }

  private static Event event(
      Transport transport,
      Context context,
      Change change,
      @Nullable String condition,
      @Nullable Side by,
      @Nullable String mechanism,
      @Nullable Duration outage) {
    return new Event.Session(context, transport, change, condition, by, null, mechanism, outage);
  }
}
