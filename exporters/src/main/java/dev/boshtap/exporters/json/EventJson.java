package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Nodes;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.SocketTraffic;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one event as one JSON object, as the contract has it (docs/reference/events.schema.json).
 * The same object is a line of the events file, a line on stdout and an element of {@code _events}
 * in a HAR.
 *
 * <p>A field whose value is not known is left out, except where its absence is the message: {@code
 * status} of a poll or a REST call that was never answered is {@code null}.
 */
public final class EventJson {

  /** The version of the contract, field {@code v}. */
  public static final int VERSION = 1;

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String[] MILLIS =
      IntStream.range(0, 1_000).mapToObj(".%03dZ"::formatted).toArray(String[]::new);

  /** The second that was written last: the next event is nearly always of the same. */
  private record Second(long epoch, String text) {}

  private static volatile Second latest = new Second(0, SECOND.format(Instant.EPOCH));

  private EventJson() {}

  /** Writes {@code event} as the generator's next value. */
  public static void write(JsonGenerator out, Event event) {
    out.writeStartObject();
    common(out, event);
    // Java 17 has no switch over a sealed type; EventJsonTest holds that no case is missing.
    if (event instanceof Event.Finesse finesse) {
      finesse(out, finesse);
    } else if (event instanceof Event.Session session) {
      session(out, session);
    } else if (event instanceof Event.Poll poll) {
      poll(out, poll);
    } else if (event instanceof Event.Ping ping) {
      ping(out, ping);
    } else if (event instanceof Event.SocketClosed closed) {
      closed(out, closed);
    } else if (event instanceof Event.Stanza stanza) {
      stanza(out, stanza);
    } else if (event instanceof Event.Rest rest) {
      rest(out, rest);
    } else if (event instanceof Event.Clock clock) {
      clock(out, clock);
    } else if (event instanceof Event.Notice notice) {
      notice(out, notice);
    } else if (event instanceof Event.Tunnel tunnel) {
      out.writeStringProperty("target", tunnel.target().toString());
      if (tunnel.cause() != null) {
        out.writeStringProperty("cause", tunnel.cause());
      }
    } else if (event instanceof Event.Failure failure) {
      failure(out, failure);
    } else if (event instanceof Event.Found found) {
      FindingJson.write(out, found.finding());
    } else {
      throw new IllegalArgumentException(
          "event: " + event.getClass().getName() + " (expected: a case known to EventJson)");
    }
    out.writeEndObject();
  }

  /** Writes a loss as the generator's next value, type {@code proxy.loss}. */
  public static void write(JsonGenerator out, Observation.Loss loss) {
    out.writeStartObject();
    out.writeNumberProperty("v", VERSION);
    out.writeStringProperty("time", time(loss.at().wall()));
    out.writeStringProperty("type", "proxy.loss");
    out.writeStringProperty("what", loss.what());
    out.writeNumberProperty("count", loss.count());
    out.writeEndObject();
  }

  private static void common(JsonGenerator out, Event event) {
    Context context = event.context();
    out.writeNumberProperty("v", VERSION);
    out.writeStringProperty("time", time(context.at().wall()));
    out.writeStringProperty("type", event.type());
    out.writeStringProperty("server", context.connection().server().toString());
    out.writeNumberProperty("exchange", context.exchange());
    if (!context.connection().client().isEmpty()) {
      out.writeStringProperty("client", context.connection().client());
    }
    optional(out, "agent", context.agent());
    optional(out, "jid", context.jid());
    optional(out, "sid", context.sid());
    if (context.rid() != null) {
      out.writeNumberProperty("rid", context.rid());
    }
    out.writeNumberProperty("connection", context.connection().number());
  }

  private static void finesse(JsonGenerator out, Event.Finesse event) {
    Event.Item item = event.item();
    out.writeStringProperty("node", item.node());
    optional(out, "itemId", item.itemId());
    optional(out, "event", item.event());
    optional(out, "requestId", item.requestId());
    optional(out, "source", item.source());
    Event.Fields fields = event.fields();
    optional(out, "state", fields.state());
    optional(out, "previousState", fields.previousState());
    optional(out, "pendingState", fields.pendingState());
    optional(out, "reasonCode", fields.reasonCode());
    optional(out, "stateChangeTime", fields.stateChangeTime());
    optional(out, "dialogId", fields.dialogId());
    optional(out, "dialogState", fields.dialogState());
    optional(out, "from", fields.from());
    optional(out, "to", fields.to());
    optional(out, "errorType", fields.errorType());
    optional(out, "errorMessage", fields.errorMessage());
    LifeJson.write(out, event.life());
    if (event.payload() != null) {
      out.writeName("payload");
      out.writeTree(event.payload());
    }
    Event.Unreadable unreadable = event.unreadable();
    if (unreadable != null) {
      out.writeObjectPropertyStart("unreadable");
      out.writeStringProperty("reason", unreadable.reason());
      out.writeNumberProperty("offset", unreadable.offset());
      out.writeStringProperty("raw", unreadable.raw());
      out.writeEndObject();
    }
  }

  private static void session(JsonGenerator out, Event.Session event) {
    out.writeStringProperty("change", word(event.change()));
    optional(out, "condition", event.condition());
    Side by = event.by();
    optional(out, "by", by == null ? null : by.word());
    Terms terms = event.terms();
    if (terms != null) {
      TermsJson.write(out, terms);
    }
    optional(out, "mechanism", event.mechanism());
    millis(out, "outageMs", event.outage());
  }

  private static void poll(JsonGenerator out, Event.Poll event) {
    out.writeStringProperty("outcome", word(event.outcome()));
    status(out, event.status());
    out.writeNumberProperty("bodyBytes", event.bodyBytes());
    millis(out, "heldMs", event.held());
    millis(out, "waitMs", event.grantedWait());
    ending(out, event.ending());
    optional(out, "reason", event.reason());
  }

  private static void ping(JsonGenerator out, Event.Ping event) {
    out.writeStringProperty("kind", word(event.kind()));
    out.writeStringProperty("by", event.by().word());
    out.writeStringProperty("outcome", word(event.outcome()));
    millis(out, "heldMs", event.held());
    ending(out, event.ending());
  }

  private static void closed(JsonGenerator out, Event.SocketClosed event) {
    if (event.code() != null) {
      out.writeNumberProperty("code", event.code());
    }
    optional(out, "reason", event.reason());
    Side by = event.closedBy();
    optional(out, "closedBy", by == null ? null : by.word());
    ending(out, event.ending());
    millis(out, "openMs", event.lasted());
    SocketTraffic traffic = event.traffic();
    out.writeNumberProperty("fromClient", traffic.fromClient());
    out.writeNumberProperty("fromServer", traffic.fromServer());
    out.writeNumberProperty("pings", traffic.pings());
    out.writeNumberProperty("unanswered", traffic.unanswered());
    millis(out, "slowestMs", traffic.slowest());
  }

  private static void ending(JsonGenerator out, Ending ending) {
    optional(out, "endedBy", ending.endedBy().orElse(null));
    optional(out, "how", ending.how().orElse(null));
  }

  private static void stanza(JsonGenerator out, Event.Stanza event) {
    out.writeStringProperty(
        "direction", event.direction() == Direction.TO_SERVER ? "to-server" : "to-client");
    optional(out, "from", event.from());
    optional(out, "to", event.to());
    optional(out, "stanzaType", event.stanzaType());
    out.writeStringProperty("stanza", event.stanza());
    Nodes nodes = event.nodes();
    if (nodes != null) {
      out.writeStringProperty("use", word(nodes.use()));
      out.writeArrayPropertyStart("nodes");
      nodes.names().forEach(out::writeString);
      out.writeEndArray();
    }
  }

  private static void rest(JsonGenerator out, Event.Rest event) {
    out.writeStringProperty("method", event.method());
    out.writeStringProperty("path", event.path());
    status(out, event.status());
    millis(out, "ms", event.took());
    optional(out, "summary", event.summary());
    optional(out, "requestId", event.requestId());
    Event.ApiError error = event.error();
    if (error != null) {
      optional(out, "errorType", error.errorType());
      optional(out, "errorMessage", error.errorMessage());
    }
  }

  private static void clock(JsonGenerator out, Event.Clock event) {
    out.writeStringProperty("source", word(event.source()));
    optional(out, "clientTime", event.client() == null ? null : time(event.client()));
    optional(out, "serverTime", event.server() == null ? null : time(event.server()));
    millis(out, "driftMs", event.drift());
    millis(out, "serverDriftMs", event.serverDrift());
    millis(out, "roundTripMs", event.roundTrip());
  }

  private static void notice(JsonGenerator out, Event.Notice event) {
    out.writeStringProperty("sign", event.sign().word());
    out.writeStringProperty("weight", word(event.sign().weight()));
    out.writeStringProperty("text", event.text());
    out.writeArrayPropertyStart("evidence");
    for (long exchange : event.evidence()) {
      out.writeNumber(exchange);
    }
    out.writeEndArray();
    if (!event.details().isEmpty()) {
      out.writeObjectPropertyStart("details");
      event.details().forEach(out::writeStringProperty);
      out.writeEndObject();
    }
  }

  private static void failure(JsonGenerator out, Event.Failure event) {
    out.writeStringProperty("target", event.target().toString());
    out.writeStringProperty("leg", event.failure().leg().word());
    out.writeStringProperty("stage", event.failure().stage().word());
    out.writeStringProperty("cause", event.failure().cause());
  }

  /** For instance {@code bosh.session}'s {@code change} and {@code bosh.poll}'s {@code outcome}. */
  private static String word(Enum<?> value) {
    return value == Event.Change.RECREATED
        ? "re-created"
        : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String time(Instant wall) {
    Second second = latest;
    if (second.epoch != wall.getEpochSecond()) {
      second = new Second(wall.getEpochSecond(), SECOND.format(wall));
      latest = second;
    }
    int millis = wall.getNano() / 1_000_000;
    return second.text + MILLIS[millis];
  }

  private static void optional(JsonGenerator out, String name, @Nullable String value) {
    if (value != null) {
      out.writeStringProperty(name, value);
    }
  }

  private static void status(JsonGenerator out, @Nullable Integer status) {
    if (status == null) {
      out.writeNullProperty("status");
    } else {
      out.writeNumberProperty("status", status);
    }
  }

  private static void millis(JsonGenerator out, String name, @Nullable Duration span) {
    if (span != null) {
      out.writeNumberProperty(name, span.toMillis());
    }
  }
}
