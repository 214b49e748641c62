package dev.boshtap.decoders.xmpp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an iq asks or answers, as far as it matters for a Finesse desktop. */
public sealed interface IqContent {

  /** One line for a person, without secrets. */
  String summary();

  /**
   * Resource binding (RFC 6120, 7).
   *
   * @param resource what the client asks for, or null
   * @param jid the full JID that was bound, in the server's answer, or null
   */
  record Bind(@Nullable String resource, @Nullable String jid) implements IqContent {
    @Override
    public String summary() {
      return jid != null ? "bind " + jid : resource != null ? "bind resource " + resource : "bind";
    }
  }

  /** Session establishment (RFC 3921, 3). */
  record Session() implements IqContent {
    @Override
    public String summary() {
      return "session";
    }
  }

  /**
   * A subscription to a pubsub node begins or ends (XEP-0060, 6.1 and 6.2).
   *
   * @param ends whether it ends
   * @param node the node
   * @param jid who subscribes, or null
   */
  record Subscription(boolean ends, String node, @Nullable String jid) implements IqContent {
    @Override
    public String summary() {
      return (ends ? "unsubscribe " : "subscribe ") + node;
    }
  }

  /**
   * The subscriptions that there are, listed or asked for (XEP-0060, 5.6).
   *
   * @param nodes the nodes subscribed to; empty in the question
   */
  record Subscriptions(List<String> nodes) implements IqContent {
    /** Keeps its own copy of the list. */
    public Subscriptions {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String summary() {
      return nodes.isEmpty() ? "subscriptions" : "subscriptions (" + nodes.size() + ")";
    }
  }

  /**
   * A look at what there is: nodes of a service, features of an entity (XEP-0030).
   *
   * @param what {@code disco#items} or {@code disco#info}
   * @param node the node asked about, or null
   * @param found how many items or features the answer holds
   * @param nodes the nodes that the answer lists, in order; empty where it lists none
   */
  record Disco(String what, @Nullable String node, int found, List<String> nodes)
      implements IqContent {
    /** Keeps its own copy of the list. */
    public Disco {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String summary() {
      return what + (node == null ? "" : " " + node) + (found == 0 ? "" : " (" + found + ")");
    }
  }

  /** Anything known by a word alone: {@code ping}, {@code version}, {@code roster}. */
  record Named(String word) implements IqContent {
    @Override
    public String summary() {
      return word;
    }
  }

  /**
   * Something else.
   *
   * @param name the element's name
   * @param namespace its namespace, perhaps empty
   */
  record Unknown(String name, String namespace) implements IqContent {
    @Override
    public String summary() {
      return namespace.isEmpty() ? name : name + " (" + namespace + ")";
    }
  }

  /** Nothing, as in many results. */
  record None() implements IqContent {
    @Override
    public String summary() {
      return "";
    }
  }
}
