package dev.boshtap.decoders.event;

import java.util.List;

/**
 * Pubsub nodes that an iq is about.
 *
 * @param use what is done with them
 * @param names for example {@code /finesse/api/Team/5/Users}; one, or many where they are listed
 */
public record Nodes(Use use, List<String> names) {

  /** What an iq does with pubsub nodes. */
  public enum Use {
    /** The client asks to be told of changes (XEP-0060, 6.1). */
    SUBSCRIBE,
    /** The server says that the client is subscribed. */
    SUBSCRIBED,
    /** The client asks to be told no more (XEP-0060, 6.2). */
    UNSUBSCRIBE,
    /** The server refuses what was asked. */
    REFUSED,
    /** The server lists the nodes there are (XEP-0030, 4). */
    LISTED
  }

  /** Keeps its own copy of the names. */
  public Nodes {
    names = List.copyOf(names);
  }
}
