package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Nodes;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.wire.Ending;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes secrets out of events. */
final class EventRedaction {

  private static final int FIELDS_REMEMBERED = 4_096;
  private static final int LONGEST_REMEMBERED = 100;

  private final SensitiveValues values;
  private final TextRedaction text;
  private final Map<String, Field> fields = new ConcurrentHashMap<>();

  EventRedaction(SensitiveValues values, TextRedaction text) {
    this.values = values;
    this.text = text;
  }

  Event redact(Event event) {
    if (event instanceof Event.Finesse finesse) {
      return finesse(finesse);
    }
    if (event instanceof Event.Session session) {
      return session(session);
    }
    if (event instanceof Event.Poll poll) {
      return new Event.Poll(
          context(poll.context()),
          poll.outcome(),
          poll.status(),
          poll.bodyBytes(),
          poll.held(),
          poll.grantedWait(),
          Redactor.redact(poll.ending(), text),
          optional(poll.reason()));
    }
    if (event instanceof Event.Stanza stanza) {
      return new Event.Stanza(
          context(stanza.context()),
          stanza.kind(),
          stanza.direction(),
          optional(stanza.from()),
          optional(stanza.to()),
          stanza.stanzaType(),
          text.redact(stanza.stanza()),
          nodes(stanza.nodes()));
    }
    if (event instanceof Event.Rest rest) {
      return new Event.Rest(
          context(rest.context()),
          rest.method(),
          text.redact(rest.path()),
          rest.status(),
          rest.took(),
          optional(rest.summary()),
          rest.requestId(),
          error(rest.error()));
    }
    if (event instanceof Event.Clock clock) {
      return new Event.Clock(
          context(clock.context()),
          clock.source(),
          clock.client(),
          clock.server(),
          clock.drift(),
          clock.serverDrift(),
          clock.roundTrip());
    }
    if (event instanceof Event.Ping ping) {
      return new Event.Ping(
          context(ping.context()),
          ping.kind(),
          ping.by(),
          ping.outcome(),
          ping.held(),
          Redactor.redact(ping.ending(), text));
    }
    if (event instanceof Event.SocketClosed closed) {
      return new Event.SocketClosed(
          context(closed.context()),
          closed.code(),
          optional(closed.reason()),
          closed.closedBy(),
          Redactor.redact(closed.ending(), text),
          closed.lasted(),
          closed.traffic());
    }
    if (event instanceof Event.Notice notice) {
      return notice(notice);
    }
    if (event instanceof Event.Failure failure) {
      Ending.Network network = failure.failure();
      return new Event.Failure(
          context(failure.context()),
          failure.target(),
          new Ending.Network(network.leg(), network.stage(), text.redact(network.cause())));
    }
    if (event instanceof Event.Found found) {
      return new Event.Found(context(found.context()), finding(found.finding()));
    }
    if (event instanceof Event.Tunnel tunnel) {
      return new Event.Tunnel(context(tunnel.context()), tunnel.target(), tunnel.cause());
    }
    throw new IllegalArgumentException(
        "event: " + event.getClass().getName() + " (expected: a case known to EventRedaction)");
  }

  /** A finding's texts are words of ours; whose it is stands in its agents and outages. */
  private Finding finding(Finding finding) {
    return finding.of(
        finding.agents().stream()
            .map(agent -> Objects.requireNonNullElse(personal(agent), agent))
            .toList(),
        finding.outages().stream().map(outage -> outage.of(personal(outage.agent()))).toList());
  }

  private Event finesse(Event.Finesse event) {
    Event.Item item = event.item();
    Event.Unreadable unreadable = event.unreadable();
    return new Event.Finesse(
        context(event.context()),
        event.subject(),
        new Event.Item(
            text.redact(item.node()),
            item.itemId(),
            item.event(),
            item.requestId(),
            optional(item.source())),
        event.payload() == null ? null : node(event.payload(), "", null),
        fields(event.fields()),
        unreadable == null
            ? null
            : new Event.Unreadable(
                text.redact(unreadable.reason()),
                unreadable.offset(),
                text.redact(unreadable.raw())),
        life(event.life()));
  }

  /** A reason may be in words that somebody configured; all else in a life is ours. */
  private Life life(Life life) {
    String reason = life.reason();
    return reason == null ? life : life.because(text.redact(reason));
  }

  private @Nullable Nodes nodes(@Nullable Nodes nodes) {
    return nodes == null
        ? null
        : new Nodes(nodes.use(), nodes.names().stream().map(text::redact).toList());
  }

  private Event.@Nullable ApiError error(Event.@Nullable ApiError error) {
    return error == null
        ? null
        : new Event.ApiError(error.errorType(), optional(error.errorMessage()));
  }

  private Event.Fields fields(Event.Fields fields) {
    return new Event.Fields(
        fields.state(),
        fields.previousState(),
        fields.pendingState(),
        fields.reasonCode(),
        fields.stateChangeTime(),
        fields.dialogId(),
        fields.dialogState(),
        personal(fields.from()),
        personal(fields.to()),
        fields.errorType(),
        optional(fields.errorMessage()));
  }

  private Event notice(Event.Notice event) {
    Map<String, String> details = new LinkedHashMap<>();
    event.details().forEach((name, value) -> details.put(name, detail(name, value)));
    return new Event.Notice(
        context(event.context()), event.sign(), event.text(), event.evidence(), details);
  }

  private String detail(String name, String value) {
    return field(name).isSecret() ? values.redact(name, value) : text.redact(value);
  }

  private Event session(Event.Session event) {
    return new Event.Session(
        context(event.context()),
        event.transport(),
        event.change(),
        optional(event.condition()),
        event.by(),
        terms(event.terms()),
        event.mechanism(),
        event.outage());
  }

  private @Nullable Terms terms(@Nullable Terms terms) {
    Terms.Asked asked = terms == null ? null : terms.asked();
    if (asked == null) {
      return terms;
    }
    return new Terms(
        new Terms.Asked(
            asked.longestWait(), asked.hold(), optional(asked.version()), optional(asked.domain())),
        terms.granted(),
        terms.clientLibrary());
  }

  private Context context(Context context) {
    String jid = optional(context.jid());
    return new Context(
        context.at(),
        context.connection(),
        context.exchange(),
        personal(context.agent()),
        jid,
        personal(context.sid()),
        context.rid());
  }

  /** What tells of a person or a session, unless the policy lets it be. */
  private @Nullable String personal(@Nullable String value) {
    return value == null || !values.names().arePersonalToo() ? value : values.pseudonym(value);
  }

  /** What is known of a BOSH request. */
  @Nullable BoshFacts facts(@Nullable BoshFacts facts) {
    return facts == null
        ? null
        : new BoshFacts(
            personal(facts.sid()),
            facts.rid(),
            facts.grantedWait(),
            facts.hold(),
            facts.outcome(),
            facts.idle(),
            personal(facts.agent()));
  }

  /**
   * The node, where {@code secret} is the name that makes all in it sensitive, or empty, and {@code
   * enclosing} the field which holds it, if one does. What holds nothing sensitive is not copied.
   */
  private JsonNode node(JsonNode node, String secret, @Nullable Field enclosing) {
    if (node.isObject()) {
      return object(node, secret, enclosing);
    }
    if (node.isArray()) {
      return array(node, secret, enclosing);
    }
    if (!node.isString() && (secret.isEmpty() || !node.isNumber())) {
      return node;
    }
    String value = node.asString();
    String redacted = secret.isEmpty() ? text.redact(value) : values.redact(secret, value);
    return redacted.equals(value) ? node : JsonNodeFactory.instance.stringNode(redacted);
  }

  private JsonNode object(JsonNode object, String secret, @Nullable Field enclosing) {
    ObjectNode copy = null;
    String named = named(object);
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      Field field = field(name);
      JsonNode value = property.getValue();
      String why = field.holdsValue() && !named.isEmpty() ? named : secret;
      if (field.isSecret()) {
        why = name;
      } else if (enclosing != null
          && enclosing.mayHoldPersonal()
          && values.names().isPersonalWithin(enclosing.name(), name)) {
        why = SensitiveNames.ANY_PERSONAL;
      }
      JsonNode redacted = node(value, why, field);
      if (copy == null && !(isSame(value, redacted) && field.redacted().equals(name))) {
        copy = propertiesBefore(name, object);
      }
      if (copy != null) {
        copy.set(field.redacted(), redacted);
      }
    }
    return copy == null ? object : copy;
  }

  private static ObjectNode propertiesBefore(String name, JsonNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (property.getKey().equals(name)) {
        break;
      }
      copy.set(property.getKey(), property.getValue());
    }
    return copy;
  }

  private JsonNode array(JsonNode array, String secret, @Nullable Field enclosing) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
    boolean changed = false;
    for (JsonNode element : array) {
      JsonNode redacted = node(element, secret, enclosing);
      changed |= !isSame(element, redacted);
      copy.add(redacted);
    }
    return changed ? copy : array;
  }

  private static boolean isSame(Object before, Object after) {
    return before == after;
  }

  /** The secret that an object names in one field and holds in another, or empty. */
  private String named(JsonNode object) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (field(property.getKey()).holdsName()) {
        String name = property.getValue().asString("");
        if (values.names().isSensitive(name)) {
          return name;
        }
      }
    }
    return "";
  }

  /**
   * What a field's name says of it. The same few names come again with every event, so what was
   * found out about them is remembered.
   */
  private record Field(
      String name,
      String redacted,
      boolean isSecret,
      boolean mayHoldPersonal,
      boolean holdsName,
      boolean holdsValue) {}

  private Field field(String name) {
    Field known = fields.get(name);
    if (known != null) {
      return known;
    }
    Field found =
        new Field(
            name,
            text.redact(name),
            values.names().isSensitive(name),
            values.names().mayHoldPersonal(name),
            values.names().isNameOfValue(name),
            values.names().isValueOfName(name));
    if (name.length() <= LONGEST_REMEMBERED && fields.size() < FIELDS_REMEMBERED) {
      fields.put(name, found);
    }
    return found;
  }

  private @Nullable String optional(@Nullable String value) {
    return value == null ? null : text.redact(value);
  }
}
