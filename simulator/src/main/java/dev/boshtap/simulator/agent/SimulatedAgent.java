package dev.boshtap.simulator.agent;

import dev.boshtap.simulator.agent.ClientConnection.Manner;
import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.xml.Xml;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent at a desktop: signs in to the notification service as JabberWerx does, polls, and calls
 * REST. One agent costs no thread: thousands share the event loops of an {@link AgentNetwork}. Safe
 * for use by many threads.
 */
public final class SimulatedAgent {

  private final AgentNetwork network;
  private final AgentProfile profile;
  private final AgentListener listener;
  private final EventLoop loop;
  private final HttpDesk http;
  private @Nullable XmppClient xmpp;
  private CompletableFuture<Void> signedIn = new CompletableFuture<>();
  private @Nullable CompletableFuture<Void> leaving;
  private volatile String sid = "";

  /** An agent who is not signed in yet and tells nobody. */
  public SimulatedAgent(AgentNetwork network, AgentProfile profile) {
    this(network, profile, new AgentListener() {});
  }

  /** An agent who is not signed in yet. */
  public SimulatedAgent(AgentNetwork network, AgentProfile profile, AgentListener listener) {
    this.network = network;
    this.profile = profile;
    this.listener = listener;
    this.loop = network.nextLoop();
    this.http = new HttpDesk(network, loop, profile, listener);
  }

  /** The login id. */
  public String id() {
    return profile.id();
  }

  /** The BOSH session's id, empty while there is none. */
  public String sid() {
    return sid;
  }

  /**
   * Signs in to the notification service and begins to poll.
   *
   * @return completes when the presence of {@code finesse} has come, as a desktop waits for it;
   *     fails if SASL fails or the session is lost before that
   */
  public CompletableFuture<Void> login() {
    return onLoop(
        () -> {
          signedIn = new CompletableFuture<>();
          connect();
          return signedIn;
        });
  }

  /** Says goodbye with {@code type="terminate"} and closes the connections. */
  public CompletableFuture<Void> logout() {
    return onLoop(
        () -> {
          CompletableFuture<Void> left = new CompletableFuture<>();
          leaving = left;
          if (xmpp == null) {
            over("");
          } else {
            xmpp.terminate();
          }
          return left;
        });
  }

  /** Subscribes to a node; completes when the server has said so. */
  public CompletableFuture<Void> subscribe(String node) {
    return onLoop(
        () -> {
          XmppClient client = xmpp;
          return client == null
              ? CompletableFuture.failedFuture(new IOException(id() + " is not signed in"))
              : client.subscribe(node);
        });
  }

  /** Asks by REST for another state; completes with the answer, 202 when it was accepted. */
  public CompletableFuture<HttpReply> changeState(String state) {
    return rest(
        "PUT",
        "/finesse/api/User/" + profile.id(),
        "<User><state>" + Xml.escape(state) + "</state></User>");
  }

  /** Acts on a call by REST, for example {@code ANSWER} or {@code DROP}. */
  public CompletableFuture<HttpReply> act(String dialogId, String action) {
    return rest(
        "PUT",
        "/finesse/api/Dialog/" + dialogId,
        "<Dialog><requestedAction>%s</requestedAction><targetMediaAddress>2%s</targetMediaAddress></Dialog>"
            .formatted(Xml.escape(action), profile.id()));
  }

  /** Asks for the server's time, as a desktop does once a minute. */
  public CompletableFuture<HttpReply> systemInfo() {
    return rest(
        "GET", "/finesse/api/SystemInfo?timestampOnly&nocache=" + System.currentTimeMillis(), "");
  }

  /** Any REST call with the agent's credentials; an empty body is no body. */
  public CompletableFuture<HttpReply> rest(String method, String path, String body) {
    String credentials = profile.id() + ":" + profile.password();
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return onLoop(
        () ->
            http.send(
                    Endpoint.REST,
                    method,
                    path,
                    body,
                    List.of(
                        Map.entry("Authorization", "Basic " + basic),
                        Map.entry("Content-Type", "application/xml"),
                        Map.entry("requestId", UUID.randomUUID().toString())))
                .reply());
  }

  /**
   * Gives up the request that is held by closing its connection, as a browser does when a timer
   * ends; it is sent again with its rid as after any failure.
   *
   * @return whether there was one
   */
  public CompletableFuture<Boolean> abortPoll() {
    return onLoop(
        () -> CompletableFuture.completedFuture(xmpp != null && xmpp.abort(Manner.CLOSE)));
  }

  /** The same by RST. */
  public CompletableFuture<Boolean> resetPoll() {
    return onLoop(
        () -> CompletableFuture.completedFuture(xmpp != null && xmpp.abort(Manner.RESET)));
  }

  /** Goes away without a word, as a closed browser does: connections closed, nothing sent again. */
  public CompletableFuture<Void> vanish() {
    return vanish(Manner.CLOSE);
  }

  /** Goes away as a crashed machine does: connections reset, nothing sent again. */
  public CompletableFuture<Void> crash() {
    return vanish(Manner.RESET);
  }

  private CompletableFuture<Void> vanish(Manner manner) {
    return onLoop(
        () -> {
          if (xmpp != null) {
            xmpp.vanish();
            xmpp = null;
          }
          sid = "";
          http.endAll(manner);
          return CompletableFuture.completedFuture(null);
        });
  }

  private void connect() {
    XmppClient client = new XmppClient(network, http, loop, profile, listener, new Session());
    xmpp = client;
    client.connect();
  }

  private void over(String why) {
    String ended = sid;
    sid = "";
    xmpp = null;
    http.endAll(Manner.CLOSE);
    CompletableFuture<Void> left = leaving;
    if (left != null) {
      leaving = null;
      left.complete(null);
      return;
    }
    listener.lost(ended, why);
    if (profile.reconnectAfter().isPresent() && signedIn.isDone()) {
      var unused =
          loop.schedule(
              this::reconnect, profile.reconnectAfter().get().toNanos(), TimeUnit.NANOSECONDS);
    } else {
      signedIn.completeExceptionally(new IOException("session lost: " + why));
    }
  }

  private void reconnect() {
    if (xmpp == null && leaving == null) {
      connect();
    }
  }

  private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          var unused =
              task.get()
                  .whenComplete(
                      (value, failure) -> {
                        if (failure == null) {
                          result.complete(value);
                        } else {
                          result.completeExceptionally(failure);
                        }
                      });
        });
    return result;
  }

  /** What the session tells. */
  private final class Session implements XmppClient.Owner {
    @Override
    public void created(String id) {
      sid = id;
    }

    @Override
    public void signedIn() {
      signedIn.complete(null);
    }

    @Override
    public void refused(IOException why) {
      signedIn.completeExceptionally(why);
    }

    @Override
    public void over(String why) {
      SimulatedAgent.this.over(why);
    }
  }
}
