package dev.boshtap.simulator.agent;

/**
 * Is told, on the agent's event loop, what an agent lives through. Every method may be left out.
 */
public interface AgentListener {

  /** An item came. */
  default void received(ReceivedItem item) {}

  /** A BOSH request was answered; {@code bytes} is its body's size as text. */
  default void answered(String sid, long rid, int status, int bytes) {}

  /** A BOSH request failed and will be sent again, or the session is given up. */
  default void failed(String sid, long rid, String why) {}

  /** The session is over without a logout. */
  default void lost(String sid, String why) {}
}
