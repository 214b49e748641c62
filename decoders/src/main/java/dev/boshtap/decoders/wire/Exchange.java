package dev.boshtap.decoders.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it, as known at some moment; while it is open, {@link #ending} is
 * {@link Ending#OPEN} and {@link #ended} is null.
 *
 * @param number counts up from 1 within one run or file
 * @param connection the connection it came on
 * @param reached how the server leg was made, or null while it is not; timings in here belong to
 *     the first exchange of the connection
 * @param firstOnConnection whether no exchange came before it on its connection
 * @param started when the request's head was complete
 * @param request the request's head
 * @param requestBody the request's body as far as it came
 * @param requestCompleted when the request was complete, or null
 * @param responseStarted when the answer's head was complete, or null
 * @param response the answer's head, or null when none came
 * @param responseBody the answer's body as far as it came; {@link Body#NONE} when no head came
 * @param ended when it was over, or null
 * @param ending how it was over
 * @param fromClient bytes read from the client for it
 * @param fromServer bytes read from the server for it; counts frames after an upgrade too
 */
public record Exchange(
    long number,
    Connection connection,
    WireEvent.@Nullable ServerReached reached,
    boolean firstOnConnection,
    Moment started,
    RequestHead request,
    Body requestBody,
    @Nullable Moment requestCompleted,
    @Nullable Moment responseStarted,
    @Nullable ResponseHead response,
    Body responseBody,
    @Nullable Moment ended,
    Ending ending,
    long fromClient,
    long fromServer) {

  /**
   * How long the client has waited by {@code now}, or did wait: from the complete request, or its
   * head if it never was complete, to the end.
   */
  public Duration held(Moment now) {
    Moment from = requestCompleted == null ? started : requestCompleted;
    return (ended == null ? now : ended).since(from);
  }

  /** The status, or null when no answer's head came. */
  public @Nullable Integer status() {
    return response == null ? null : response.status();
  }
}
