package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Life;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what a Finesse event means after those before it; nothing where nothing is known. */
final class LifeJson {

  private LifeJson() {}

  static void write(JsonGenerator out, Life life) {
    if (life.repeat()) {
      out.writeBooleanProperty("repeat", true);
    }
    if (life.reason() != null) {
      out.writeStringProperty("reason", life.reason());
    }
    millis(out, "previousStateMs", life.inPreviousState());
    Life.Delay delay = life.delay();
    if (delay != null) {
      millis(out, "delayMs", delay.span());
      out.writeBooleanProperty("delayCorrected", delay.corrected());
    }
    Life.Cause cause = life.cause();
    if (cause != null) {
      out.writeNumberProperty("causedBy", cause.exchange());
      millis(out, "causedMs", cause.after());
    }
    call(out, life.call());
    queue(out, life.queue());
    if (life.team() != null) {
      out.writeObjectPropertyStart("team");
      life.team().states().forEach(out::writeNumberProperty);
      out.writeEndObject();
    }
  }

  private static void call(JsonGenerator out, Life.@Nullable Call call) {
    if (call == null) {
      return;
    }
    out.writeObjectPropertyStart("call");
    if (call.phase() != null) {
      out.writeStringProperty(
          "phase", call.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    millis(out, "ringingMs", call.ringing());
    millis(out, "talkingMs", call.talking());
    millis(out, "heldMs", call.held());
    out.writeEndObject();
  }

  private static void queue(JsonGenerator out, Life.@Nullable Queue queue) {
    if (queue == null) {
      return;
    }
    out.writeObjectPropertyStart("queue");
    number(out, "callsInQueue", queue.callsInQueue());
    millis(out, "longestWaitMs", queue.longestWait());
    number(out, "agentsReady", queue.agentsReady());
    number(out, "agentsNotReady", queue.agentsNotReady());
    number(out, "agentsTalking", queue.agentsTalking());
    number(out, "agentsWrappingUp", queue.agentsWrappingUp());
    number(out, "agentsLoggedOn", queue.agentsLoggedOn());
    out.writeEndObject();
  }

  private static void number(JsonGenerator out, String name, @Nullable Integer value) {
    if (value != null) {
      out.writeNumberProperty(name, value);
    }
  }

  private static void millis(JsonGenerator out, String name, @Nullable Duration span) {
    if (span != null) {
      out.writeNumberProperty(name, span.toMillis());
    }
  }
}
