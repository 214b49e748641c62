package dev.boshtap.decoders.finesse.resource;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One party to a call.
 *
 * @param json the object itself
 */
public record Participant(JsonNode json) {

  /** The telephone, or the task's address. */
  public @Nullable String mediaAddress() {
    return Json.text(json, "mediaAddress");
  }

  /** {@code AGENT_DEVICE} for an agent, null for anybody else. */
  public @Nullable String mediaAddressType() {
    return Json.text(json, "mediaAddressType");
  }

  /** Whether it is an agent's telephone. */
  public boolean isAgent() {
    return "AGENT_DEVICE".equalsIgnoreCase(mediaAddressType());
  }

  /** For example {@code HELD}. */
  public @Nullable String state() {
    return Json.text(json, "state");
  }

  /** Why it failed: {@code BUSY}, {@code BAD_DESTINATION}, … */
  public @Nullable String stateCause() {
    return Json.text(json, "stateCause");
  }

  /** When it joined, by the server's clock. */
  public @Nullable Instant startTime() {
    return Json.time(json, "startTime");
  }

  /** When its state began, by the server's clock. */
  public @Nullable Instant stateChangeTime() {
    return Json.time(json, "stateChangeTime");
  }

  /** What may be done, for example {@code ANSWER}. */
  public List<String> actions() {
    return Json.texts(json, "actions", "action");
  }
}
