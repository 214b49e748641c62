package dev.boshtap.exporters.nodes;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.Sink;
import java.io.Flushable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints the nodes that were found, when it is closed: as a table for a person, or as one JSON
 * object a line.
 *
 * <pre>
 * node                           listed  subscribed  events
 * /finesse/api/Team/5/Users      yes     1001003         12
 * /finesse/api/User/1001003      yes     -                7  (1001003)
 * </pre>
 */
public final class NodeReport implements Sink {

  /** How the nodes are printed. */
  public enum Form {
    TABLE,
    JSON_LINES
  }

  private static final int SHOWN = 5;

  private final Appendable out;
  private final Form form;
  private final NodeBook book = new NodeBook();
  private boolean closed;

  /** Prints to {@code out}, which stays open. */
  public NodeReport(Appendable out, Form form) {
    this.out = out;
    this.form = form;
  }

  @Override
  public void accept(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      book.told(happened.event());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    List<NodeFacts> nodes = book.nodes();
    if (form == Form.JSON_LINES) {
      for (NodeFacts facts : nodes) {
        out.append(json(facts).toString()).append('\n');
      }
    } else {
      table(nodes);
    }
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  private void table(List<NodeFacts> nodes) throws IOException {
    int wide = "node".length();
    int subscribers = "subscribed".length();
    for (NodeFacts facts : nodes) {
      wide = Math.max(wide, Printable.text(facts.node()).length());
      subscribers = Math.max(subscribers, some(facts.subscribed()).length());
    }
    String row = "%-" + wide + "s  %-6s  %-" + subscribers + "s  %6s";
    out.append(String.format(Locale.ROOT, row, "node", "listed", "subscribed", "events"))
        .append('\n');
    for (NodeFacts facts : nodes) {
      out.append(
              String.format(
                  Locale.ROOT,
                  row,
                  Printable.text(facts.node()),
                  facts.listedBy().isEmpty() ? "-" : "yes",
                  some(facts.subscribed()),
                  facts.events()))
          .append(more(facts))
          .append('\n');
    }
  }

  /** Who received events without having asked for them, who left, and who was refused. */
  private static String more(NodeFacts facts) {
    StringBuilder text = new StringBuilder();
    if (facts.subscribed().isEmpty() && !facts.receivers().isEmpty()) {
      text.append("  (").append(some(facts.receivers())).append(')');
    }
    if (!facts.unsubscribed().isEmpty()) {
      text.append("  unsubscribed: ").append(some(facts.unsubscribed()));
    }
    if (!facts.refused().isEmpty()) {
      text.append("  refused: ").append(some(facts.refused()));
    }
    return text.toString();
  }

  private static String some(Collection<String> names) {
    if (names.isEmpty()) {
      return "-";
    }
    String shown = String.join(", ", names.stream().limit(SHOWN).map(Printable::text).toList());
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  private static ObjectNode json(NodeFacts facts) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("node", facts.node());
    names(json, "listedBy", facts.listedBy());
    names(json, "subscribed", facts.subscribed());
    names(json, "unsubscribed", facts.unsubscribed());
    names(json, "refused", facts.refused());
    json.put("events", facts.events());
    names(json, "receivers", facts.receivers());
    return json;
  }

  private static void names(ObjectNode json, String field, Collection<String> names) {
    ArrayNode array = json.putArray(field);
    names.forEach(array::add);
  }
}
