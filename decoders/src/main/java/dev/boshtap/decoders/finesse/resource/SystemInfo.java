package dev.boshtap.decoders.finesse.resource;

import dev.boshtap.decoders.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The state of a Finesse server (Finesse Developer Guide, SystemInfo). Older releases send fewer
 * fields, and to {@code timestampOnly} a server answers with its time alone.
 *
 * @param json the object itself
 */
public record SystemInfo(JsonNode json) implements Resource {

  /**
   * One of the two nodes.
   *
   * @param host its name
   * @param httpsPort the port of the desktop, or null
   * @param xmppPort the port of plain XMPP, or null
   * @param xmppSecurePort the port of XMPP over TLS, or null
   */
  public record Node(
      @Nullable String host,
      @Nullable Integer httpsPort,
      @Nullable Integer xmppPort,
      @Nullable Integer xmppSecurePort) {}

  /**
   * A CTI server.
   *
   * @param host its name
   * @param active whether it is the one in use
   */
  public record CtiServer(@Nullable String host, @Nullable Boolean active) {}

  /** {@code IN_SERVICE} or {@code OUT_OF_SERVICE}. */
  public @Nullable String status() {
    return Json.text(json, "status");
  }

  public @Nullable String statusReason() {
    return Json.text(json, "statusReason");
  }

  /** What the server's clock said. */
  public @Nullable Instant currentTimestamp() {
    return Json.time(json, "currentTimestamp");
  }

  /** {@code UCCE} or {@code UCCX}. */
  public @Nullable String deploymentType() {
    return Json.text(json, "deploymentType");
  }

  public @Nullable String lastCtiHeartbeatStatus() {
    return Json.text(json, "lastCTIHeartbeatStatus");
  }

  public @Nullable String ctiVersion() {
    return Json.text(json, "ctiVersion");
  }

  /** Whether Finesse is in maintenance. */
  public @Nullable Boolean finesseMaintenance() {
    return Json.flag(json, "finesseMMode");
  }

  /** {@code SSO}, {@code NON_SSO} or {@code HYBRID}. */
  public @Nullable String systemAuthMode() {
    return Json.text(json, "systemAuthMode");
  }

  /** Minutes. */
  public @Nullable Integer timezoneOffset() {
    return Json.number(json, "timezoneOffset");
  }

  public @Nullable String xmppDomain() {
    return Json.text(json, "xmppDomain");
  }

  /** The JID of the pubsub service. */
  public @Nullable String xmppPubSubDomain() {
    return Json.text(json, "xmppPubSubDomain");
  }

  public @Nullable Node primaryNode() {
    return node("primaryNode");
  }

  public @Nullable Node secondaryNode() {
    return node("secondaryNode");
  }

  public List<CtiServer> ctiServers() {
    return Json.entries(json, "ctiServers", "ctiServer").stream()
        .map(it -> new CtiServer(Json.text(it, "host"), Json.flag(it, "active")))
        .toList();
  }

  private @Nullable Node node(String name) {
    JsonNode node = Json.get(json, name);
    return node == null || !node.isObject()
        ? null
        : new Node(
            Json.text(node, "host"),
            Json.count(node, "httpsPort"),
            Json.count(node, "xmppPort"),
            Json.count(node, "xmppSecurePort"));
  }

  @Override
  public Event.Fields fields() {
    String status = status();
    return status == null
        ? Event.Fields.NONE
        : new Event.Fields(status, null, null, null, null, null, null, null, null, null, null);
  }
}
