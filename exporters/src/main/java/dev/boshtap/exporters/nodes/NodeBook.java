package dev.boshtap.exporters.nodes;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Nodes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects pubsub nodes from events, as one would by hand in the console of an XMPP client: what
 * {@code disco#items} lists, what is subscribed to, and what events come from. A desktop is
 * subscribed to some nodes by the server itself; those are seen only by their events.
 */
public final class NodeBook {

  /** A server of some thousand agents has three nodes for each. */
  private static final int MOST_NODES = 100_000;

  private static final class Entry {
    private final SortedSet<String> listedBy = new TreeSet<>();
    private final SortedSet<String> subscribed = new TreeSet<>();
    private final SortedSet<String> unsubscribed = new TreeSet<>();
    private final SortedSet<String> refused = new TreeSet<>();
    private final SortedSet<String> receivers = new TreeSet<>();
    private long events;

    NodeFacts facts(String node) {
      return new NodeFacts(node, listedBy, subscribed, unsubscribed, refused, events, receivers);
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** Takes an event; most are about no node. */
  public void told(Event event) {
    if (event instanceof Event.Finesse finesse) {
      Entry entry = entry(finesse.item().node());
      if (entry != null && !finesse.life().repeat()) {
        entry.events++;
        entry.receivers.add(who(event.context()));
      }
    } else if (event instanceof Event.Stanza stanza && stanza.nodes() != null) {
      stanza(stanza, stanza.nodes());
    }
  }

  private void stanza(Event.Stanza stanza, Nodes nodes) {
    String who = who(stanza.context());
    for (String node : nodes.names()) {
      Entry entry = entry(node);
      if (entry == null) {
        continue;
      }
      switch (nodes.use()) {
        case LISTED -> entry.listedBy.add(Objects.requireNonNullElse(stanza.from(), "?"));
        case SUBSCRIBE, SUBSCRIBED -> entry.subscribed.add(who);
        case UNSUBSCRIBE -> {
          entry.subscribed.remove(who);
          entry.unsubscribed.add(who);
        }
        case REFUSED -> {
          entry.subscribed.remove(who);
          entry.refused.add(who);
        }
      }
    }
  }

  /** What is known by now, in the order of the nodes' names. */
  public List<NodeFacts> nodes() {
    return entries.entrySet().stream()
        .map(entry -> entry.getValue().facts(entry.getKey()))
        .toList();
  }

  private @Nullable Entry entry(String node) {
    Entry known = entries.get(node);
    if (known != null || node.isEmpty() || entries.size() >= MOST_NODES) {
      return known;
    }
    Entry added = new Entry();
    entries.put(node, added);
    return added;
  }

  private static String who(Context context) {
    if (context.agent() != null) {
      return context.agent();
    }
    return context.sid() == null ? "?" : "session " + context.sid();
  }
}
