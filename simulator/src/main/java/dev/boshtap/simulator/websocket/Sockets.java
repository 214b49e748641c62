package dev.boshtap.simulator.websocket;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The WebSockets that are open, and what goes wrong with an agent's: pings that are never answered,
 * a Close, a reset. Safe for use by many threads.
 */
public final class Sockets {

  private final List<SocketConnection> open = new CopyOnWriteArrayList<>();
  private final Set<String> silenced = ConcurrentHashMap.newKeySet();

  /** From now on no ping of the agent's is answered, on any WebSocket, of either kind. */
  public void neverAnswerPings(String agent) {
    silenced.add(agent);
  }

  /** Pings of the agent's are answered again. */
  public void answerPings(String agent) {
    silenced.remove(agent);
  }

  /** Sends a ping (RFC 6455, 5.5.2) on the agent's WebSockets. */
  public void ping(String agent, String payload) {
    forEach(agent, connection -> connection.ping(payload));
  }

  /**
   * Closes the agent's WebSockets with a code.
   *
   * @param code for example 1012 for a restart of the service (RFC 6455, 11.7)
   * @param reason for a person, perhaps empty
   */
  public void close(String agent, int code, String reason) {
    forEach(agent, connection -> connection.close(code, reason));
  }

  /** Ends the agent's WebSockets with RST. */
  public void reset(String agent) {
    forEach(agent, SocketConnection::reset);
  }

  /** How many WebSockets of the agent's are open. */
  public int count(String agent) {
    return (int) open.stream().filter(of(agent)).count();
  }

  private void forEach(String agent, Consumer<SocketConnection> action) {
    open.stream().filter(of(agent)).forEach(action);
  }

  private static Predicate<SocketConnection> of(String agent) {
    return connection -> agent.equals(connection.agent());
  }

  boolean isSilenced(String agent) {
    return silenced.contains(agent);
  }

  void opened(SocketConnection connection) {
    open.add(connection);
  }

  void closed(SocketConnection connection) {
    open.remove(connection);
  }
}
