package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.event.Outage.Due;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what a diagnosis found, as the contract has it: the fields of a {@code finding} event. A
 * field whose value is not known is left out.
 */
public final class FindingJson {

  private FindingJson() {}

  /** Writes the finding's fields into the object that was begun. */
  public static void write(JsonGenerator out, Finding finding) {
    out.writeNumberProperty("number", finding.number());
    out.writeStringProperty("rule", finding.rule());
    out.writeStringProperty("severity", finding.severity().word());
    out.writeStringProperty("side", finding.side().word());
    out.writeStringProperty("certainty", finding.certainty().word());
    out.writeStringProperty("text", finding.text());
    out.writeStringProperty("why", finding.why());
    if (!finding.toBeSure().isEmpty()) {
      out.writeStringProperty("toBeSure", finding.toBeSure());
    }
    out.writeStringProperty("next", finding.next());
    out.writeArrayPropertyStart("agents");
    finding.agents().forEach(out::writeString);
    out.writeEndArray();
    out.writeNumberProperty("agentCount", finding.agentCount());
    out.writeArrayPropertyStart("servers");
    finding.servers().forEach(server -> out.writeString(server.toString()));
    out.writeEndArray();
    out.writeArrayPropertyStart("evidence");
    finding.evidence().forEach(evidence -> out.writeNumber(evidence.exchange()));
    out.writeEndArray();
    if (finding.evidence().stream().anyMatch(evidence -> evidence.source() > 0)) {
      out.writeArrayPropertyStart("evidenceFiles");
      finding.evidence().forEach(evidence -> out.writeNumber(evidence.source()));
      out.writeEndArray();
    }
    time(out, "first", finding.first());
    time(out, "last", finding.last());
    out.writeNumberProperty("count", finding.count());
    if (finding.partOf() != null) {
      out.writeNumberProperty("partOf", finding.partOf());
    }
    if (!finding.outages().isEmpty()) {
      out.writeArrayPropertyStart("outages");
      finding.outages().forEach(outage -> write(out, outage));
      out.writeEndArray();
    }
  }

  private static void write(JsonGenerator out, Outage outage) {
    out.writeStartObject();
    out.writeNumberProperty("number", outage.number());
    if (outage.agent() != null) {
      out.writeStringProperty("agent", outage.agent());
    }
    out.writeStringProperty("server", outage.server().toString());
    if (!outage.client().isEmpty()) {
      out.writeStringProperty("client", outage.client());
    }
    out.writeStringProperty("transport", outage.transport().word());
    time(out, "lastGood", outage.lastGood());
    time(out, "began", outage.began());
    due(out, "closing", outage.closing());
    if (outage.logout() != null) {
      out.writeObjectPropertyStart("logout");
      due(out, "uccx", outage.logout().uccx());
      due(out, "ucce", outage.logout().ucce());
      out.writeEndObject();
    }
    time(out, "banner", outage.banner());
    time(out, "sessionBack", outage.sessionBack());
    time(out, "eventsBack", outage.eventsBack());
    time(out, "loggedOut", outage.loggedOut());
    out.writeArrayPropertyStart("steps");
    for (Outage.Step step : outage.steps()) {
      out.writeStartObject();
      time(out, "time", step.at());
      out.writeStringProperty("what", step.what());
      out.writeNumberProperty("exchange", step.exchange());
      out.writeEndObject();
    }
    out.writeEndArray();
    if (!outage.missed().isEmpty()) {
      out.writeArrayPropertyStart("missed");
      outage.missed().forEach(out::writeString);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void due(JsonGenerator out, String name, @Nullable Due due) {
    if (due != null) {
      out.writeObjectPropertyStart(name);
      time(out, "from", due.from());
      time(out, "by", due.by());
      out.writeEndObject();
    }
  }

  private static void time(JsonGenerator out, String name, @Nullable Instant at) {
    if (at != null) {
      out.writeStringProperty(name, EventJson.time(at));
    }
  }
}
