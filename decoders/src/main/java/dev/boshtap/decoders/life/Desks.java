package dev.boshtap.decoders.life;

import dev.boshtap.decoders.finesse.resource.User;
import dev.boshtap.decoders.memory.LruMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the agents who receive events. */
final class Desks {

  /** One of them. */
  static final class Desk {
    private final String agent;
    private @Nullable String extension;
    private boolean listens;
    private boolean fromTheBeginning;

    private Desk(String agent) {
      this.agent = agent;
    }

    /** The agent was told of itself. */
    void has(User self) {
      String loginId = self.loginId();
      String telephone = self.extension();
      if (telephone != null && (loginId == null || loginId.equalsIgnoreCase(agent))) {
        extension = telephone;
      }
    }

    /** Its session began before our eyes: what it does not tell of, it was not told. */
    void watched() {
      listens = true;
      fromTheBeginning = true;
    }

    /** It receives events. */
    void seen() {
      listens = true;
    }

    /** It said good-bye and receives nothing any more. */
    void left() {
      listens = false;
      fromTheBeginning = false;
    }

    boolean listens() {
      return listens;
    }

    boolean isWatchedFromTheBeginning() {
      return fromTheBeginning;
    }

    /** Whether a participant's address is this agent's telephone. */
    boolean isAt(@Nullable String mediaAddress) {
      return mediaAddress != null
          && (mediaAddress.equals(extension) || mediaAddress.equalsIgnoreCase(agent));
    }
  }

  private final Map<String, Desk> desks;

  Desks(int capacity) {
    desks = new LruMap<>(capacity);
  }

  /** The desk of that agent; it is taken to exist. */
  Desk of(String agent) {
    return desks.computeIfAbsent(agent.toLowerCase(Locale.ROOT), Desk::new);
  }

  /** Whether the agent is known to receive events. */
  boolean listens(String agent) {
    Desk desk = desks.get(agent.toLowerCase(Locale.ROOT));
    return desk != null && desk.listens();
  }
}
