package dev.boshtap.decoders.xmpp;

import org.jspecify.annotations.Nullable;

/** The lines that say a stanza to a person. */
final class Summaries {

  private Summaries() {}

  static String of(Stanza.PubsubEvent event) {
    if (event.items().isEmpty()) {
      return "pubsub event without items";
    }
    PubsubItem first = event.items().get(0);
    String line = "pubsub " + (first.retracted() ? "retract " : "item ") + first.node();
    int more = event.items().size() - 1;
    return more == 0 ? line : line + " and " + more + " more";
  }

  static String of(Stanza.Presence presence) {
    String type = presence.type() == null ? "available" : presence.type();
    String line = presence.show() == null ? type : type + ", " + presence.show();
    return withCondition("presence " + line, presence.condition());
  }

  static String of(Stanza.Iq iq) {
    String content = iq.content().summary();
    String line = content.isEmpty() ? "iq" : content;
    boolean answer = "result".equals(iq.type()) || "error".equals(iq.type());
    return withCondition(answer ? line + " " + iq.type() : line, iq.condition());
  }

  static String of(Stanza.Message message) {
    String line = message.type() == null ? "message" : message.type() + " message";
    return withCondition(
        message.content().isEmpty() ? line : line + ": " + message.content(), message.condition());
  }

  static String of(Stanza.Features features) {
    if (!features.mechanisms().isEmpty()) {
      return "features: " + String.join(", ", features.mechanisms());
    }
    return features.bind() ? "features: bind" : "features";
  }

  private static String withCondition(String line, @Nullable String condition) {
    return condition == null ? line : line + " (" + condition + ")";
  }
}
