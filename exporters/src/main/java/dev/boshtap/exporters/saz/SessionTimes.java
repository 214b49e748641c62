package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.json.ClockJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moments of a session, none before the one that it follows.
 *
 * @param started when the request's head was there
 * @param reached when the connection to the server stood, where it was made for this session
 * @param sent when the request was complete, or null when it never was
 * @param answered when the answer's head came, or would have
 * @param ended when it was over, or null when the file tells no end
 */
record SessionTimes(
    Moment started,
    Moment reached,
    @Nullable Moment sent,
    Moment answered,
    @Nullable Moment ended) {

  /** When a session begins, or null when its file does not say. */
  static @Nullable Instant begin(SessionMetadata metadata) {
    return metadata.at("ClientBeginRequest", "GotRequestHeaders", "ClientDoneRequest");
  }

  static SessionTimes of(SessionMetadata metadata, Moment begun) {
    Moment started = after(begun, metadata.at("GotRequestHeaders"));
    Moment sent = after(started, metadata.at("ClientDoneRequest"));
    Moment answered =
        after(
            sent, metadata.at("GotResponseHeaders", "ServerBeginResponse", "ClientBeginResponse"));
    Instant done = metadata.at("ServerDoneResponse", "ClientDoneResponse");
    return new SessionTimes(
        started, started, sent, answered, done == null ? null : after(answered, done));
  }

  /** The moments of a session that boshtap wrote. */
  static SessionTimes of(ClockJson clock) {
    Moment last = clock.ended() == null ? clock.until() : clock.ended();
    Moment over = last == null ? clock.started() : last;
    return new SessionTimes(
        clock.started(),
        clock.reached() == null ? clock.started() : clock.reached(),
        clock.sent(),
        clock.answered() == null ? over : clock.answered(),
        clock.ended());
  }

  private static Moment after(Moment before, @Nullable Instant timer) {
    Moment at = timer == null ? before : Moment.of(timer);
    return at.compareTo(before) < 0 ? before : at;
  }
}
