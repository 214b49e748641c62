package dev.boshtap.decoders.finesse.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A queue and its statistics (Finesse Developer Guide, Queue; UCCE only). A number that Finesse has
 * none for, which it tells by -1 or an empty text, is null.
 *
 * @param json the object itself; that of a queue that is gone has its {@link #uri} only
 */
public record Queue(JsonNode json) {

  /** The path of the resource. */
  public @Nullable String uri() {
    return Json.text(json, "uri");
  }

  public @Nullable String name() {
    return Json.text(json, "name");
  }

  public @Nullable Integer callsInQueue() {
    return count("callsInQueue");
  }

  /** Since when the first waits, by the server's clock. */
  public @Nullable Instant startTimeOfLongestCallInQueue() {
    return Json.time(statistics(), "startTimeOfLongestCallInQueue");
  }

  public @Nullable Integer agentsReady() {
    return count("agentsReady");
  }

  public @Nullable Integer agentsNotReady() {
    return count("agentsNotReady");
  }

  public @Nullable Integer agentsBusyOther() {
    return count("agentsBusyOther");
  }

  public @Nullable Integer agentsLoggedOn() {
    return count("agentsLoggedOn");
  }

  public @Nullable Integer agentsTalkingInbound() {
    return count("agentsTalkingInbound");
  }

  public @Nullable Integer agentsTalkingOutbound() {
    return count("agentsTalkingOutbound");
  }

  public @Nullable Integer agentsTalkingInternal() {
    return count("agentsTalkingInternal");
  }

  public @Nullable Integer agentsWrapUpNotReady() {
    return count("agentsWrapUpNotReady");
  }

  public @Nullable Integer agentsWrapUpReady() {
    return count("agentsWrapUpReady");
  }

  private @Nullable Integer count(String name) {
    return Json.count(statistics(), name);
  }

  private @Nullable JsonNode statistics() {
    return Json.get(json, "statistics");
  }
}
