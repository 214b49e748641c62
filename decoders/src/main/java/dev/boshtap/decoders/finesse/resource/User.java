package dev.boshtap.decoders.finesse.resource;

import dev.boshtap.decoders.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An agent or supervisor (Finesse Developer Guide, User). In a team's list it has fewer fields.
 *
 * @param json the object itself
 */
public record User(JsonNode json) implements Resource {

  /** The path of the resource. */
  public @Nullable String uri() {
    return Json.text(json, "uri");
  }

  /** The id to sign in with, the same as in the JID. */
  public @Nullable String loginId() {
    return Json.text(json, "loginId");
  }

  public @Nullable String loginName() {
    return Json.text(json, "loginName");
  }

  public @Nullable String firstName() {
    return Json.text(json, "firstName");
  }

  public @Nullable String lastName() {
    return Json.text(json, "lastName");
  }

  /** The telephone, which is the {@link Participant#mediaAddress} of the agent's calls. */
  public @Nullable String extension() {
    return Json.text(json, "extension");
  }

  /** {@code Agent}, {@code Supervisor}. */
  public List<String> roles() {
    return Json.texts(json, "roles", "role");
  }

  /** {@code wrapUpOnIncoming} of the settings, for example {@code OPTIONAL}. */
  public @Nullable String wrapUpOnIncoming() {
    return Json.text(Json.get(json, "settings"), "wrapUpOnIncoming");
  }

  /** {@code wrapUpOnOutgoing} of the settings. */
  public @Nullable String wrapUpOnOutgoing() {
    return Json.text(Json.get(json, "settings"), "wrapUpOnOutgoing");
  }

  public @Nullable String deviceSelection() {
    return Json.text(Json.get(json, "settings"), "deviceSelection");
  }

  /** For example {@code NOT_READY}. */
  public @Nullable String state() {
    return Json.text(json, "state");
  }

  /** When the state began, by the server's clock. */
  public @Nullable Instant stateChangeTime() {
    return Json.time(json, "stateChangeTime");
  }

  /** The state that follows the present call. */
  public @Nullable String pendingState() {
    return Json.text(json, "pendingState");
  }

  public @Nullable Reason reason() {
    return Reason.of(json);
  }

  public @Nullable String teamId() {
    return Json.text(json, "teamId");
  }

  public @Nullable String teamName() {
    return Json.text(json, "teamName");
  }

  /** The teams that a supervisor watches. */
  public List<Team> teams() {
    return Json.entries(json, "teams", "Team").stream().map(Team::new).toList();
  }

  /** 1 for voice. */
  public @Nullable Integer mediaType() {
    return Json.number(json, "mediaType");
  }

  /** {@code BUSY} on a manual outbound call (CCX). */
  public @Nullable String mediaState() {
    return Json.text(json, "mediaState");
  }

  /** Of a mobile agent {@code CALL_BY_CALL} or {@code NAILED_CONNECTION}. */
  public @Nullable String mobileMode() {
    return Json.text(Json.get(json, "mobileAgent"), "mode");
  }

  /** The number a mobile agent is called at. */
  public @Nullable String mobileDialNumber() {
    return Json.text(Json.get(json, "mobileAgent"), "dialNumber");
  }

  /** Seconds. */
  public @Nullable Integer wrapUpTimer() {
    return Json.count(json, "wrapUpTimer");
  }

  /** The path of the agent's calls. */
  public @Nullable String dialogsUri() {
    return Json.text(json, "dialogs");
  }

  @Override
  public Event.Fields fields() {
    return fields(json);
  }

  /** A user and a medium have the same fields to look for. */
  static Event.Fields fields(JsonNode owner) {
    Reason reason = Reason.of(owner);
    return new Event.Fields(
        Json.text(owner, "state"),
        null,
        Json.text(owner, "pendingState"),
        reason == null ? null : reason.codeOrId(),
        Json.text(owner, "stateChangeTime"),
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
