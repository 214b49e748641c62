package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Finesse API, before its answer is known.
 *
 * @param exchange its exchange
 * @param connection the connection it came on
 * @param at when it was complete, or its head if it never was
 * @param kind what it is
 * @param method for example {@code PUT}
 * @param path without its query
 * @param agent the agent that it is about, else the one who asks, as far as known
 * @param desktop who asks, as far as desktops can be told apart; means nothing outside this process
 * @param requestId what the events it causes will name, or null
 * @param action what is to be done with a call, for example {@code ANSWER}; or null
 * @param summary what it asks for, for a person; or null
 */
public record RestRequest(
    long exchange,
    Connection connection,
    Moment at,
    Kind kind,
    String method,
    String path,
    @Nullable String agent,
    String desktop,
    @Nullable String requestId,
    @Nullable String action,
    @Nullable String summary) {

  /** The requests that boshtap tells apart. */
  public enum Kind {
    /** {@code GET SystemInfo}. */
    SYSTEM_INFO,
    /** {@code PUT User/{id}}: an agent's state. */
    AGENT_STATE,
    /** {@code PUT User/{id}/Media/{mrdId}}: a medium's state. */
    MEDIA_STATE,
    /** {@code POST User/{id}/Dialogs}: a call is to be made. */
    NEW_CALL,
    /** {@code PUT Dialog/{id}}: something is to be done with a call. */
    CALL_ACTION,
    /** {@code GET User/{id}/Dialogs}: an agent's calls. */
    CALLS,
    /** {@code POST User/{id}/ClientLog}: the desktop's log. */
    CLIENT_LOG,
    /** The same compressed, in a way that is not documented. */
    COMPRESSED_CLIENT_LOG,
    /** Anything else. */
    OTHER
  }

  /** The server asked. */
  public HostPort server() {
    return connection.server();
  }

  /** Whether, once it is accepted, an event tells of its result. */
  public boolean changesSomething() {
    return switch (kind) {
      case AGENT_STATE, MEDIA_STATE, NEW_CALL, CALL_ACTION -> true;
      default -> false;
    };
  }

  /** The call that something is to be done with, or null. */
  public @Nullable String dialogId() {
    return kind == Kind.CALL_ACTION ? path.substring(path.lastIndexOf('/') + 1) : null;
  }

  /** The context of an event about it. */
  public Context context(Moment when) {
    return new Context(when, connection, exchange, agent, null, null, null);
  }
}
