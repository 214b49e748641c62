package dev.boshtap.decoders.finesse.resource;

import dev.boshtap.decoders.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What went wrong with something that was asked for. Events write the names with a lower-case first
 * letter, REST with an upper-case one.
 *
 * @param all in the order told
 */
public record ApiErrors(List<ApiError> all) implements Resource {

  /**
   * One error.
   *
   * @param errorType for example {@code Invalid State}
   * @param errorMessage for example the CTI constant {@code CF_INVALID_AGENT_WORKMODE}
   * @param errorData the CTI error's number, or an echo of what was sent
   * @param errorMedia the medium it is about, or null
   */
  public record ApiError(
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable String errorData,
      @Nullable String errorMedia) {}

  /** Keeps its own copy of the list. */
  public ApiErrors {
    all = List.copyOf(all);
  }

  /** The errors in a payload or a document, with or without the list around them. */
  public static ApiErrors in(JsonNode payload) {
    JsonNode list = Json.get(payload, "apiErrors");
    JsonNode entry = Json.field(list == null ? payload : list, "apiError");
    return new ApiErrors(
        entry == null
            ? List.of()
            : Json.entries(entry).stream()
                .map(
                    it ->
                        new ApiError(
                            Json.text(it, "errorType"),
                            Json.text(it, "errorMessage"),
                            Json.text(it, "errorData"),
                            Json.text(it, "errorMedia")))
                .toList());
  }

  @Override
  public Event.Fields fields() {
    if (all.isEmpty()) {
      return Event.Fields.NONE;
    }
    ApiError first = all.get(0);
    return new Event.Fields(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        first.errorType(),
        first.errorMessage());
  }
}
