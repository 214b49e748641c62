package dev.boshtap.decoders.finesse.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call, or a task of another medium (Finesse Developer Guide, Dialog).
 *
 * @param json the object itself
 */
public record Dialog(JsonNode json) {

  /**
   * A value that the call carries along.
   *
   * @param name {@code callVariable1} to 10, {@code user.…} (ECC) or {@code BA…} (outbound)
   * @param value what it holds, perhaps empty
   */
  public record CallVariable(String name, String value) {}

  /** The path of the resource. */
  public @Nullable String uri() {
    return Json.text(json, "uri");
  }

  public @Nullable String id() {
    return Json.text(json, "id");
  }

  /** The call that this one belongs to, as a consultation does. */
  public @Nullable String associatedDialogUri() {
    return Json.text(json, "associatedDialogUri");
  }

  public @Nullable String associatedDialogType() {
    return Json.text(json, "associatedDialogType");
  }

  public @Nullable String secondaryId() {
    return Json.text(json, "secondaryId");
  }

  /** {@code Voice}, or the name of a media routing domain. */
  public @Nullable String mediaType() {
    return Json.text(json, "mediaType");
  }

  /** The channel of a task that is no call. */
  public @Nullable String mediaChannelId() {
    return Json.text(json, "mediaChannelId");
  }

  /** For example {@code ALERTING}. */
  public @Nullable String state() {
    return Json.text(json, "state");
  }

  public @Nullable String fromAddress() {
    return Json.text(json, "fromAddress");
  }

  public @Nullable String toAddress() {
    return Json.text(json, "toAddress");
  }

  public @Nullable String callbackNumber() {
    return Json.text(json, "callbackNumber");
  }

  /** For example {@code ACD_IN}; more kinds exist than are documented. */
  public @Nullable String callType() {
    return Json.text(media(), "callType");
  }

  /** 1 for voice. */
  public @Nullable String mediaId() {
    String id = Json.text(media(), "mediaId");
    return id == null ? Json.text(json, "mediaId") : id;
  }

  public @Nullable String dialedNumber() {
    return Json.text(media(), "dialedNumber");
  }

  public @Nullable String dnis() {
    return Json.text(media(), "DNIS");
  }

  public @Nullable String queueNumber() {
    return Json.text(media(), "queueNumber");
  }

  public @Nullable String queueName() {
    return Json.text(media(), "queueName");
  }

  /** With {@link #callKeySequenceNum} and {@link #callKeyPrefix} the call's id in the reports. */
  public @Nullable String callKeyCallId() {
    return Json.text(media(), "callKeyCallId");
  }

  public @Nullable String callKeySequenceNum() {
    return Json.text(media(), "callKeySequenceNum");
  }

  public @Nullable String callKeyPrefix() {
    return Json.text(media(), "callKeyPrefix");
  }

  public @Nullable String outboundClassification() {
    return Json.text(media(), "outboundClassification");
  }

  public @Nullable String wrapUpReason() {
    return Json.text(media(), "wrapUpReason");
  }

  /** The wrap-up reasons that were chosen, where several may be. */
  public List<String> wrapUpItems() {
    return Json.texts(media(), "wrapUpItems", "wrapUpItem");
  }

  /** In the order told. */
  public List<CallVariable> callVariables() {
    return Json.entries(media(), "callvariables", "CallVariable").stream()
        .map(it -> new CallVariable(or(Json.text(it, "name")), or(Json.text(it, "value"))))
        .toList();
  }

  /** Who takes part, in the order told. */
  public List<Participant> participants() {
    return Json.entries(json, "participants", "Participant").stream()
        .map(Participant::new)
        .toList();
  }

  private @Nullable JsonNode media() {
    return Json.get(json, "mediaProperties");
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }
}
