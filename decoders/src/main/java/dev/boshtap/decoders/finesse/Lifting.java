package dev.boshtap.decoders.finesse;

import dev.boshtap.decoders.event.Event;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lifts what a person looks for first out of a payload. Names are compared without case, numbers
 * read as text, an empty text is nothing; of a list the first entry speaks.
 */
final class Lifting {

  private Lifting() {}

  static Event.Fields lift(Event.Subject subject, JsonNode payload) {
    return switch (subject) {
      case USER -> agent(get(payload, "user"));
      case MEDIA -> agent(get(payload, "media"));
      case TEAM -> agent(teamMember(payload));
      case DIALOG -> dialog(payload);
      case ERROR -> error(payload);
      default -> Event.Fields.NONE;
    };
  }

  private static @Nullable JsonNode teamMember(JsonNode payload) {
    JsonNode user = get(payload, "user");
    if (user != null) {
      return user;
    }
    JsonNode team = get(payload, "team");
    JsonNode users = get(team == null ? payload : team, "users");
    JsonNode members = users == null ? null : users.get("User");
    // Of several members none speaks for the team.
    return members != null && members.size() > 1 ? null : get(users, "user");
  }

  private static Event.Fields agent(@Nullable JsonNode agent) {
    if (agent == null) {
      return Event.Fields.NONE;
    }
    return new Event.Fields(
        text(agent, "state"),
        null,
        text(agent, "pendingState"),
        reasonCode(agent),
        text(agent, "stateChangeTime"),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static @Nullable String reasonCode(JsonNode agent) {
    JsonNode reason = get(agent, "reasonCode");
    if (reason != null) {
      String code = reason.isObject() ? text(reason, "code") : scalar(reason);
      if (code != null) {
        return code;
      }
    }
    return text(agent, "reasonCodeId");
  }

  private static Event.Fields dialog(JsonNode payload) {
    JsonNode dialogs = get(payload, "dialogs");
    JsonNode dialog = get(dialogs == null ? payload : dialogs, "dialog");
    if (dialog == null) {
      return Event.Fields.NONE;
    }
    return new Event.Fields(
        null,
        null,
        null,
        null,
        null,
        text(dialog, "id"),
        text(dialog, "state"),
        text(dialog, "fromAddress"),
        text(dialog, "toAddress"),
        null,
        null);
  }

  private static Event.Fields error(JsonNode payload) {
    JsonNode errors = get(payload, "apiErrors");
    JsonNode error = get(errors == null ? payload : errors, "apiError");
    if (error == null) {
      return Event.Fields.NONE;
    }
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
        text(error, "errorType"),
        text(error, "errorMessage"));
  }

  private static @Nullable String text(JsonNode object, String name) {
    JsonNode value = get(object, name);
    return value == null ? null : scalar(value);
  }

  private static @Nullable String scalar(JsonNode value) {
    String text = value.isValueNode() && !value.isNull() ? value.asString() : "";
    return text.isEmpty() ? null : text;
  }

  /** The field of that name, without case, of an object; of a list its first entry; or null. */
  static @Nullable JsonNode get(@Nullable JsonNode object, String name) {
    if (object == null || !object.isObject()) {
      return null;
    }
    JsonNode value = object.get(name);
    if (value == null) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getKey().equalsIgnoreCase(name)) {
          value = field.getValue();
          break;
        }
      }
    }
    return value != null && value.isArray() ? value.get(0) : value;
  }
}
