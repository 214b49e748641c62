package dev.boshtap.decoders.finesse.resource;

import dev.boshtap.decoders.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A team and its members (Finesse Developer Guide, Team). A notification holds a whole team, its
 * list of users, or the one user that changed; all three read as a team.
 *
 * @param json the object itself
 */
public record Team(JsonNode json) implements Resource {

  static Team in(JsonNode payload) {
    JsonNode team = Json.get(payload, "team");
    if (team != null) {
      return new Team(team);
    }
    if (Json.get(payload, "users") != null) {
      return new Team(payload);
    }
    JsonNode user = Json.field(payload, "user");
    return new Team(
        user == null
            ? payload
            : JsonNodeFactory.instance
                .objectNode()
                .set("users", JsonNodeFactory.instance.objectNode().set("User", user)));
  }

  /** The path of the resource. */
  public @Nullable String uri() {
    return Json.text(json, "uri");
  }

  public @Nullable String id() {
    return Json.text(json, "id");
  }

  public @Nullable String name() {
    return Json.text(json, "name");
  }

  /** Its members, as far as told. */
  public List<User> users() {
    return Json.entries(json, "users", "User").stream().map(User::new).toList();
  }

  /** Of several members none speaks for the team. */
  @Override
  public Event.Fields fields() {
    List<JsonNode> users = Json.entries(json, "users", "User");
    return users.size() == 1 ? User.fields(users.get(0)) : Event.Fields.NONE;
  }
}
