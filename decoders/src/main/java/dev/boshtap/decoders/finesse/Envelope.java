package dev.boshtap.decoders.finesse;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xmpp.PubsubItem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The {@code Update} around a payload: its parts by name, whatever their case and order, nothing
 * where they are absent or empty. A document that is no Update is all payload.
 */
record Envelope(
    @Nullable String event,
    @Nullable String requestId,
    @Nullable String source,
    @Nullable JsonNode data) {

  static final Envelope NONE = new Envelope(null, null, null, null);

  static Envelope of(Element root) {
    if (!root.name().equalsIgnoreCase("Update")) {
      return root.damage() != null
          ? NONE
          : new Envelope(null, null, null, PayloadTree.ofDocument(root));
    }
    String event = null;
    String requestId = null;
    String source = null;
    JsonNode data = null;
    for (Element child : root.children()) {
      if (child.damage() != null) {
        continue;
      }
      switch (child.name().toLowerCase(Locale.ROOT)) {
        case "event" -> event = child.text();
        case "requestid" -> requestId = child.text();
        case "source" -> source = child.text();
        case "data" -> data = PayloadTree.of(child);
        default -> {}
      }
    }
    return new Envelope(event, requestId, source, data);
  }

  static Envelope of(JsonNode root) {
    JsonNode update = field(root, "Update");
    if (update == null) {
      return new Envelope(null, null, null, PayloadTree.listed(root));
    }
    JsonNode data = field(update, "data");
    return new Envelope(
        text(update, "event"),
        text(update, "requestId"),
        text(update, "source"),
        data == null ? null : PayloadTree.listed(data));
  }

  /** The item decoded; {@code why} says what of it could not be read. */
  Notification notification(PubsubItem item, Event.@Nullable Unreadable why) {
    String upper = event == null ? null : orNull(event.toUpperCase(Locale.ROOT));
    Event.Item envelope =
        new Event.Item(item.node(), item.id(), upper, orNull(requestId), orNull(source));
    JsonNode payload = data == null || isNothing(data) ? null : data;
    if (payload == null) {
      return new Notification(Subjects.ofNode(item.node()), envelope, null, Event.Fields.NONE, why);
    }
    String root = rootOf(payload);
    Event.Subject subject =
        root == null ? Subjects.ofNode(item.node()) : Subjects.ofRoot(root, item.node());
    Event.Fields fields = Resource.of(subject, payload).fields();
    return new Notification(subject, envelope, payload, fields, why);
  }

  private static boolean isNothing(JsonNode data) {
    return data.isNull()
        || (data.isContainer() && data.isEmpty())
        || (data.isString() && data.asString().isBlank());
  }

  private static @Nullable String rootOf(JsonNode payload) {
    for (String name : payload.propertyNames()) {
      if (!name.startsWith("@") && !name.startsWith("#")) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String text(JsonNode update, String name) {
    JsonNode value = field(update, name);
    return value == null || value.isNull() || !value.isValueNode() ? null : value.asString();
  }

  private static @Nullable JsonNode field(JsonNode update, String name) {
    for (var field : update.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getValue();
      }
    }
    return null;
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
