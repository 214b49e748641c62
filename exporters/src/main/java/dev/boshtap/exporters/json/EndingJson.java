package dev.boshtap.exporters.json;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * An ending as JSON and back without loss, and as one stable word; what files of other formats hold
 * of it beside what their format has a field for.
 */
public final class EndingJson {

  private EndingJson() {}

  /** The ending in one word, for example {@code server-reset}; none for a whole answer. */
  public static Optional<String> word(Ending ending) {
    if (ending instanceof Ending.Answered) {
      return Optional.empty();
    }
    if (ending instanceof Ending.Open) {
      return Optional.of("pending");
    }
    if (ending instanceof Ending.Unknown) {
      return Optional.of("unknown");
    }
    return Optional.of(ending.endedBy().orElseThrow() + "-" + ending.how().orElseThrow());
  }

  /** Writes the ending as an object. */
  public static void write(JsonGenerator out, Ending ending) {
    out.writeStartObject();
    if (ending instanceof Ending.Answered) {
      out.writeStringProperty("kind", "answered");
    } else if (ending instanceof Ending.Open) {
      out.writeStringProperty("kind", "open");
    } else if (ending instanceof Ending.Closed closed) {
      out.writeStringProperty("kind", "closed");
      out.writeStringProperty("by", closed.by().word());
      out.writeStringProperty("manner", lower(closed.manner()));
      out.writeBooleanProperty("closeNotify", closed.closeNotify());
    } else if (ending instanceof Ending.ByProxy proxy) {
      out.writeStringProperty("kind", "proxy");
      out.writeStringProperty("reason", lower(proxy.reason()));
      out.writeStringProperty("detail", proxy.detail());
    } else if (ending instanceof Ending.Network network) {
      out.writeStringProperty("kind", "network");
      out.writeStringProperty("leg", network.leg().word());
      out.writeStringProperty("stage", network.stage().word());
      out.writeStringProperty("cause", network.cause());
    } else if (ending instanceof Ending.Unknown unknown) {
      out.writeStringProperty("kind", "unknown");
      out.writeStringProperty("said", unknown.said());
      if (!unknown.timed()) {
        out.writeBooleanProperty("timed", false);
      }
    } else {
      throw new IllegalArgumentException(
          "ending: " + ending.getClass().getName() + " (expected: a case known to EndingJson)");
    }
    out.writeEndObject();
  }

  /** The ending that was written, or none where this is none of ours. */
  public static Optional<Ending> read(JsonNode json) {
    try {
      return switch (text(json, "kind")) {
        case "answered" -> Optional.of(Ending.ANSWERED);
        case "open" -> Optional.of(Ending.OPEN);
        case "closed" ->
            Optional.of(
                new Ending.Closed(
                    Side.valueOf(upper(json, "by")),
                    Ending.Manner.valueOf(upper(json, "manner")),
                    json.path("closeNotify").asBoolean(false)));
        case "proxy" ->
            Optional.of(
                new Ending.ByProxy(
                    Ending.Reason.valueOf(upper(json, "reason")), text(json, "detail")));
        case "network" ->
            Optional.of(
                new Ending.Network(
                    Side.valueOf(upper(json, "leg")),
                    Ending.Stage.valueOf(upper(json, "stage")),
                    text(json, "cause")));
        case "unknown" ->
            Optional.of(new Ending.Unknown(text(json, "said"), json.path("timed").asBoolean(true)));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A word of a later version, or of somebody else.
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(JsonNode json, String field) {
    return text(json, field).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asString("");
  }
}
