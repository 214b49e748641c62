package dev.boshtap.decoders.finesse.resource;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Why an agent is not ready or has signed out.
 *
 * @param code the reason's code, for example 255; null where only its id is told
 * @param id the number of the configured reason, which is not its code; Finesse sends -1 for none
 * @param label the configured words, or null
 * @param category {@code NOT_READY} or {@code LOGOUT}, or null
 */
public record Reason(
    @Nullable String code, @Nullable String id, @Nullable String label, @Nullable String category) {

  /** The reason of a user or a medium; null where it has none. */
  static @Nullable Reason of(JsonNode owner) {
    JsonNode reason = Json.get(owner, "reasonCode");
    String id = Json.text(owner, "reasonCodeId");
    if (reason != null && reason.isObject()) {
      String own = Json.text(reason, "id");
      return orNull(
          new Reason(
              Json.text(reason, "code"),
              own == null ? id : own,
              Json.text(reason, "label"),
              Json.text(reason, "category")));
    }
    return orNull(new Reason(reason == null ? null : Json.scalar(reason), id, null, null));
  }

  private static @Nullable Reason orNull(Reason reason) {
    return reason.code == null && reason.id == null && reason.label == null ? null : reason;
  }

  /** The code, or where there is none the id. */
  @Nullable String codeOrId() {
    return code == null ? id : code;
  }
}
