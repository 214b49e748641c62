package dev.boshtap.decoders.finesse.resource;

import dev.boshtap.decoders.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An agent's place in a media routing domain other than voice (Finesse Developer Guide, Media).
 *
 * @param json the object itself
 */
public record Media(JsonNode json) implements Resource {

  /** The path of the resource. */
  public @Nullable String uri() {
    return Json.text(json, "uri");
  }

  public @Nullable String id() {
    return Json.text(json, "id");
  }

  /** The media routing domain. */
  public @Nullable String mrdId() {
    return Json.text(json, "mrdId");
  }

  public @Nullable String name() {
    return Json.text(json, "name");
  }

  /** May hold brackets that are escaped once more than the rest. */
  public @Nullable String description() {
    return Json.text(json, "description");
  }

  /** What becomes of open tasks at sign-out: {@code CLOSE} or {@code TRANSFER}. */
  public @Nullable String dialogLogoutAction() {
    return Json.text(json, "dialogLogoutAction");
  }

  /** {@code ACCEPT} or {@code IGNORE}. */
  public @Nullable String interruptAction() {
    return Json.text(json, "interruptAction");
  }

  public @Nullable Boolean interruptible() {
    return Json.flag(json, "interruptible");
  }

  /** 1 to 10. */
  public @Nullable Integer maxDialogLimit() {
    return Json.count(json, "maxDialogLimit");
  }

  public @Nullable Boolean mediaConnected() {
    return Json.flag(json, "mediaConnected");
  }

  public @Nullable Boolean routable() {
    return Json.flag(json, "routable");
  }

  /** For example {@code ACTIVE}. */
  public @Nullable String state() {
    return Json.text(json, "state");
  }

  /** When the state began, by the server's clock. */
  public @Nullable Instant stateChangeTime() {
    return Json.time(json, "stateChangeTime");
  }

  public @Nullable Reason reason() {
    return Reason.of(json);
  }

  @Override
  public Event.Fields fields() {
    return User.fields(json);
  }
}
