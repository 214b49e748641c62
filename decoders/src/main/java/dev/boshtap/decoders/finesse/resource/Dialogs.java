package dev.boshtap.decoders.finesse.resource;

import dev.boshtap.decoders.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Calls or tasks: several in a change of the collection, one in a change of itself.
 *
 * @param all in the order told
 */
public record Dialogs(List<Dialog> all) implements Resource {

  /** Keeps its own copy of the list. */
  public Dialogs {
    all = List.copyOf(all);
  }

  static Dialogs in(JsonNode payload) {
    JsonNode list = Json.get(payload, "dialogs");
    JsonNode entry = Json.field(list == null ? payload : list, "dialog");
    return new Dialogs(
        entry == null ? List.of() : Json.entries(entry).stream().map(Dialog::new).toList());
  }

  @Override
  public Event.Fields fields() {
    @Nullable Dialog first = all.isEmpty() ? null : all.get(0);
    return first == null
        ? Event.Fields.NONE
        : new Event.Fields(
            null,
            null,
            null,
            null,
            null,
            first.id(),
            first.state(),
            first.fromAddress(),
            first.toAddress(),
            null,
            null);
  }
}
