package dev.boshtap.decoders.finesse.resource;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Queues: several where they are added to an agent or taken away, one in a change of itself.
 *
 * @param all in the order told
 */
public record Queues(List<Queue> all) implements Resource {

  /** Keeps its own copy of the list. */
  public Queues {
    all = List.copyOf(all);
  }

  static Queues in(JsonNode payload) {
    JsonNode list = Json.get(payload, "queues");
    JsonNode entry = Json.field(list == null ? payload : list, "queue");
    return new Queues(
        entry == null ? List.of() : Json.entries(entry).stream().map(Queue::new).toList());
  }
}
