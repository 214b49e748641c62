package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.xmpp.IqContent;
import dev.boshtap.decoders.xmpp.Stanza;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The subscriptions that a session made itself and did not take back (XEP-0060, 6.1 and 6.2): the
 * server keeps them when the session is gone. Bounded in number.
 */
final class Subscriptions {

  private static final int MOST_NODES = 256;
  private static final int MOST_ASKED = 64;
  private static final int NAMED = 10;

  /** What was asked and not answered yet, by the iq's id. */
  private final Map<String, IqContent.Subscription> asked = new LruMap<>(MOST_ASKED);

  private final Set<String> nodes = new LinkedHashSet<>();

  /** An iq was seen. */
  void said(Stanza.Iq iq, Direction direction) {
    String id = iq.id();
    if (id == null) {
      return;
    }
    if (direction == Direction.TO_SERVER) {
      if ("set".equals(iq.type()) && iq.content() instanceof IqContent.Subscription wanted) {
        asked.put(id, wanted);
      }
      return;
    }
    IqContent.Subscription answered = asked.remove(id);
    if (answered == null || !"result".equals(iq.type())) {
      return;
    }
    if (answered.ends()) {
      nodes.remove(answered.node());
    } else if (nodes.size() < MOST_NODES) {
      nodes.add(answered.node());
    }
  }

  /** The session is over: says what it leaves behind. */
  void over(Context context, List<Event> events) {
    if (nodes.isEmpty()) {
      return;
    }
    String first = nodes.stream().limit(NAMED).collect(Collectors.joining(" "));
    events.add(
        Notices.of(
                context,
                Sign.SUBSCRIPTIONS_LEFT,
                nodes.size() == 1
                    ? "1 subscription was made and not taken back"
                    : nodes.size() + " subscriptions were made and not taken back")
            .detail("node", first)
            .toEvent());
    nodes.clear();
  }
}
