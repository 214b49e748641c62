package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.finesse.resource.User;
import dev.boshtap.decoders.memory.LruMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What supervisors have been told of their teams: the state of each member, and how many of each.
 */
final class Teams {

  private record Key(String receiver, String node) {}

  private final int members;
  private final Map<Key, Map<String, String>> boards;

  Teams(LifeLimits limits) {
    members = limits.members();
    boards = new LruMap<>(limits.hosts());
  }

  /** Takes what is told of some members; null when that is nothing. */
  Life.@Nullable Team told(Event.Finesse event, List<User> changed) {
    Key key = new Key(States.receiver(event.context()), event.item().node());
    Map<String, String> board = boards.computeIfAbsent(key, unseen -> new LruMap<>(members));
    boolean any = false;
    for (User member : changed) {
      String loginId = member.loginId();
      String state = member.state();
      if (loginId != null && state != null) {
        board.put(loginId, state);
        any = true;
      }
    }
    return any ? new Life.Team(counted(board)) : null;
  }

  private static Map<String, Integer> counted(Map<String, String> board) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String state : board.values()) {
      counts.merge(state, 1, Integer::sum);
    }
    Map<String, Integer> mostFirst = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(count -> mostFirst.put(count.getKey(), count.getValue()));
    return mostFirst;
  }
}
