package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.event.Nodes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what an iq does with pubsub nodes, by its type and its content together. */
final class NodeUses {

  private NodeUses() {}

  static @Nullable Nodes of(Stanza.Iq iq) {
    String type = Objects.requireNonNullElse(iq.type(), "");
    IqContent content = iq.content();
    if (content instanceof IqContent.Subscription one) {
      return of(type, one);
    }
    if (content instanceof IqContent.Disco disco && type.equals("result")) {
      return disco.nodes().isEmpty() ? null : new Nodes(Nodes.Use.LISTED, disco.nodes());
    }
    if (content instanceof IqContent.Subscriptions list && type.equals("result")) {
      return list.nodes().isEmpty() ? null : new Nodes(Nodes.Use.SUBSCRIBED, list.nodes());
    }
    return null;
  }

  private static @Nullable Nodes of(String type, IqContent.Subscription one) {
    List<String> node = List.of(one.node());
    return switch (type) {
      case "set" -> new Nodes(one.ends() ? Nodes.Use.UNSUBSCRIBE : Nodes.Use.SUBSCRIBE, node);
      case "result" -> new Nodes(one.ends() ? Nodes.Use.UNSUBSCRIBE : Nodes.Use.SUBSCRIBED, node);
      case "error" -> new Nodes(Nodes.Use.REFUSED, node);
      default -> null;
    };
  }
}
