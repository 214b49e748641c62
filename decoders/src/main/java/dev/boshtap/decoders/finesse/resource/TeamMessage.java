package dev.boshtap.decoders.finesse.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a supervisor tells whole teams (Finesse Developer Guide, TeamMessage; since 12.0).
 *
 * @param json the object itself
 */
public record TeamMessage(JsonNode json) implements Resource {

  /** The path of the resource. */
  public @Nullable String uri() {
    return Json.text(json, "uri");
  }

  public @Nullable String id() {
    return Json.text(json, "id");
  }

  /** The login id of who wrote it. */
  public @Nullable String createdBy() {
    return Json.text(Json.get(json, "createdBy"), "id");
  }

  public @Nullable Instant createdAt() {
    return Json.epochSeconds(json, "createdAt");
  }

  /** How long it is shown. */
  public @Nullable Duration duration() {
    Integer seconds = Json.count(json, "duration");
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  public @Nullable String content() {
    return Json.text(json, "content");
  }

  /** The ids of the teams it is for. */
  public List<String> teams() {
    return Json.texts(json, "teams", "team");
  }
}
