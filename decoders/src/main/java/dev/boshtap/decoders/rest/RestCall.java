package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.wire.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call to the Finesse API that is over.
 *
 * @param request what was asked
 * @param at when it was over
 * @param status the status, or null when no answer came
 * @param event what is said of it, or null when it is not worth a word
 * @param resource what was answered, where boshtap reads it; or null
 * @param clocks what it shows of clocks, perhaps empty
 */
public record RestCall(
    RestRequest request,
    Moment at,
    @Nullable Integer status,
    Event.@Nullable Rest event,
    @Nullable Resource resource,
    List<Event.Clock> clocks) {

  private static final int ACCEPTED = 202;

  /** Keeps its own copy of the list. */
  public RestCall {
    clocks = List.copyOf(clocks);
  }

  /** Whether Finesse took it on: the result comes as an event. */
  public boolean isAccepted() {
    return status != null && status == ACCEPTED;
  }
}
