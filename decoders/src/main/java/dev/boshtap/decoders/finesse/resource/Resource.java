package dev.boshtap.decoders.finesse.resource;

import dev.boshtap.decoders.event.Event;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** An object of the Finesse API. */
public sealed interface Resource
    permits User,
        Dialogs,
        Media,
        Queues,
        Team,
        SystemInfo,
        ApiErrors,
        ClientLogRequest,
        TeamMessage,
        Unknown {

  /** What of it a person looks for first; of several, the first one's. */
  default Event.Fields fields() {
    return Event.Fields.NONE;
  }

  /**
   * What a payload holds.
   *
   * @param subject what it is about
   * @param payload the whole {@code Update/data} tree
   */
  static Resource of(Event.Subject subject, JsonNode payload) {
    return switch (subject) {
      case USER -> one(payload, "user", User::new);
      case MEDIA -> one(payload, "media", Media::new);
      case TEAM -> Team.in(payload);
      case DIALOG -> Dialogs.in(payload);
      case QUEUE -> Queues.in(payload);
      case ERROR -> ApiErrors.in(payload);
      case SYSTEMINFO -> one(payload, "systemInfo", SystemInfo::new);
      case TEAMMESSAGE -> one(payload, "teamMessage", TeamMessage::new);
      case CLIENTLOG -> one(payload, "clientLog", ClientLogRequest::new);
      case OTHER -> new Unknown(payload);
    };
  }

  private static Resource one(JsonNode payload, String root, Function<JsonNode, Resource> view) {
    JsonNode object = Json.get(payload, root);
    return object == null ? new Unknown(payload) : view.apply(object);
  }
}
