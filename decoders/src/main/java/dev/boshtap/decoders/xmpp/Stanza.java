package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.event.Nodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child of a BOSH body, or a message on a WebSocket. No case holds what SASL carried, a password,
 * or the text of a chat.
 */
public sealed interface Stanza {

  /** One line for a person, without secrets. */
  String summary();

  /**
   * A message that carries pubsub items (XEP-0060, 7.1.2.1).
   *
   * @param from the pubsub service, or null
   * @param to the subscriber, or null
   * @param id the message's id, or null
   * @param items in order, of all nodes
   * @param subids the subscriptions it was sent for (XEP-0060, 12.20), perhaps empty
   */
  record PubsubEvent(
      @Nullable String from,
      @Nullable String to,
      @Nullable String id,
      List<PubsubItem> items,
      List<String> subids)
      implements Stanza {
    /** Keeps its own copies of the lists. */
    public PubsubEvent {
      items = List.copyOf(items);
      subids = List.copyOf(subids);
    }

    @Override
    public String summary() {
      return Summaries.of(this);
    }
  }

  /**
   * A presence (RFC 6121, 4).
   *
   * @param type the type attribute, or null for available
   * @param show for example {@code away}, or null
   * @param condition the error's condition, or null
   */
  record Presence(
      @Nullable String from,
      @Nullable String to,
      @Nullable String type,
      @Nullable String show,
      @Nullable String condition)
      implements Stanza {
    @Override
    public String summary() {
      return Summaries.of(this);
    }
  }

  /**
   * A question or its answer (RFC 6120, 8.2.3).
   *
   * @param type {@code get}, {@code set}, {@code result} or {@code error}; null when absent
   * @param content what it asks or answers
   * @param condition the error's condition, or null
   */
  record Iq(
      @Nullable String from,
      @Nullable String to,
      @Nullable String id,
      @Nullable String type,
      IqContent content,
      @Nullable String condition)
      implements Stanza {
    /** What it does with pubsub nodes, or null when it is not about any. */
    public @Nullable Nodes nodes() {
      return NodeUses.of(this);
    }

    @Override
    public String summary() {
      return Summaries.of(this);
    }
  }

  /**
   * A message that carries no pubsub items.
   *
   * @param content what is in it, by name and size: never what was written
   * @param condition the error's condition, or null
   */
  record Message(
      @Nullable String from,
      @Nullable String to,
      @Nullable String id,
      @Nullable String type,
      String content,
      @Nullable String condition)
      implements Stanza {
    @Override
    public String summary() {
      return Summaries.of(this);
    }
  }

  /**
   * A SASL exchange begins (RFC 6120, 6.4.2).
   *
   * @param mechanism for example {@code PLAIN}; empty when absent
   */
  record SaslAuth(String mechanism) implements Stanza {
    @Override
    public String summary() {
      return mechanism.isEmpty() ? "SASL auth" : "SASL auth " + mechanism;
    }
  }

  /** The server asks for more (RFC 6120, 6.4.3). */
  record SaslChallenge() implements Stanza {
    @Override
    public String summary() {
      return "SASL challenge";
    }
  }

  /** The client's answer to a challenge. */
  record SaslResponse() implements Stanza {
    @Override
    public String summary() {
      return "SASL response";
    }
  }

  /** The client is who it says it is (RFC 6120, 6.4.6). */
  record SaslSuccess() implements Stanza {
    @Override
    public String summary() {
      return "SASL success";
    }
  }

  /**
   * The client was not let in (RFC 6120, 6.4.5).
   *
   * @param condition for example {@code not-authorized}; {@code undefined-condition} when absent
   */
  record SaslFailure(String condition) implements Stanza {
    @Override
    public String summary() {
      return "SASL failure: " + condition;
    }
  }

  /**
   * What the server offers (RFC 6120, 4.3.2).
   *
   * @param mechanisms the SASL mechanisms, empty once authenticated
   * @param bind whether a resource may be bound now
   */
  record Features(List<String> mechanisms, boolean bind) implements Stanza {
    /** Keeps its own copy of the list. */
    public Features {
      mechanisms = List.copyOf(mechanisms);
    }

    @Override
    public String summary() {
      return Summaries.of(this);
    }
  }

  /**
   * The stream is at its end (RFC 6120, 4.9).
   *
   * @param condition for example {@code conflict}; {@code undefined-condition} when absent
   */
  record StreamError(String condition) implements Stanza {
    @Override
    public String summary() {
      return "stream error: " + condition;
    }
  }

  /**
   * The stream begins, or begins again after authentication (RFC 7395, 3.4).
   *
   * @param from who opens it, or null
   * @param to to whom, or null
   */
  record StreamOpen(@Nullable String from, @Nullable String to) implements Stanza {
    @Override
    public String summary() {
      return "stream opened";
    }
  }

  /**
   * The stream is closed (RFC 7395, 3.6); or a session over BOSH, whose body says so and holds only
   * where to go (XEP-0124, 17.2).
   *
   * @param elsewhere where the client should go instead (RFC 7395, 3.6.1), or null
   */
  record StreamClose(@Nullable String elsewhere) implements Stanza {
    @Override
    public String summary() {
      return elsewhere == null ? "stream closed" : "stream closed, to be opened at " + elsewhere;
    }
  }

  /**
   * Something else.
   *
   * @param name the element's name
   * @param namespace its namespace, perhaps empty
   */
  record Other(String name, String namespace) implements Stanza {
    @Override
    public String summary() {
      return namespace.isEmpty() ? name : name + " (" + namespace + ")";
    }
  }
}
