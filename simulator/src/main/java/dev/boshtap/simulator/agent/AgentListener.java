package dev.boshtap.simulator.agent;

import org.jspecify.annotations.Nullable;

/**
 * Is told, on the agent's event loop, what an agent lives through. Every method may be left out.
 */
public interface AgentListener {

  /**
   * A request is on its way: it is written to a connection that stands.
   *
   * @param requestId the id that the desktop gave to a call to REST, or null
   * @param body its body, empty when it has none
   */
  default void sent(String method, String path, @Nullable String requestId, String body) {}

  /** An item came. */
  default void received(ReceivedItem item) {}

  /** A BOSH request was answered; {@code bytes} is its body's size as text. */
  default void answered(String sid, long rid, int status, int bytes) {}

  /** A BOSH request failed and will be sent again, or the session is given up. */
  default void failed(String sid, long rid, String why) {}

  /** The session is over without a logout. */
  default void lost(String sid, String why) {}
}
