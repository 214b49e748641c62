package dev.boshtap.simulator.agent;

import dev.boshtap.simulator.agent.ClientConnection.Manner;
import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent at a desktop: signs in to the notification service as JabberWerx does, polls, and calls
 * REST. One agent costs no thread: thousands share the event loops of an {@link AgentNetwork}. Safe
 * for use by many threads.
 */
public final class SimulatedAgent {

  private static final long LOWEST_RID = 1L << 15;
  private static final long HIGHEST_RID = 1L << 32;

  private final AgentNetwork network;
  private final AgentProfile profile;
  private final AgentListener listener;
  private final EventLoop loop;
  private final HttpDesk http;
  private final Map<String, CompletableFuture<Void>> queries = new LinkedHashMap<>();
  private @Nullable BoshClient bosh;
  private CompletableFuture<Void> signedIn = new CompletableFuture<>();
  private @Nullable CompletableFuture<Void> leaving;
  private int queryIds;
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
    this.http = new HttpDesk(network, loop, profile);
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
          if (bosh == null) {
            over("");
          } else {
            bosh.terminate();
          }
          return left;
        });
  }

  /** Subscribes to a node; completes when the server has said so. */
  public CompletableFuture<Void> subscribe(String node) {
    return query(
        "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><subscribe node=\"%s\" jid=\"%s\"/></pubsub>"
            .formatted(Xml.escape(node), Xml.escape(bareJid())),
        " to=\"pubsub." + network.host() + "\"");
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
        () -> CompletableFuture.completedFuture(bosh != null && bosh.abort(Manner.CLOSE)));
  }

  /** The same by RST. */
  public CompletableFuture<Boolean> resetPoll() {
    return onLoop(
        () -> CompletableFuture.completedFuture(bosh != null && bosh.abort(Manner.RESET)));
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
          if (bosh != null) {
            bosh.vanish();
            bosh = null;
          }
          sid = "";
          http.endAll(manner);
          return CompletableFuture.completedFuture(null);
        });
  }

  private void connect() {
    long rid = ThreadLocalRandom.current().nextLong(LOWEST_RID, HIGHEST_RID);
    String referer = "https://%s:%d/tunnel/".formatted(network.host(), network.port(Endpoint.BOSH));
    bosh = new BoshClient(http, loop, profile, referer, rid, new Session());
    bosh.create(network.host());
  }

  private CompletableFuture<Void> query(String content, String to) {
    return onLoop(
        () -> {
          CompletableFuture<Void> done = new CompletableFuture<>();
          BoshClient client = bosh;
          if (client == null) {
            done.completeExceptionally(new IOException(profile.id() + " has no session"));
          } else {
            String id = "iq" + ++queryIds;
            queries.put(id, done);
            client.stanza(
                "<iq xmlns=\"jabber:client\" type=\"set\" id=\"%s\"%s>%s</iq>"
                    .formatted(id, to, content));
          }
          return done;
        });
  }

  private void over(String why) {
    String ended = sid;
    sid = "";
    bosh = null;
    queries.values().forEach(query -> query.completeExceptionally(new IOException(why)));
    queries.clear();
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
    if (bosh == null && leaving == null) {
      connect();
    }
  }

  private String bareJid() {
    return profile.id().toLowerCase(Locale.ROOT) + "@" + network.host();
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

  /** The steps of the sign-in, each taken when the one before is answered. */
  private final class Session implements BoshClient.Owner {

    @Override
    public void created(XmlElement body) {
      BoshClient client = client();
      sid = client.sid();
      String plain = "\0" + profile.id() + "\0" + profile.password();
      client.stanza(
          "<auth xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\" mechanism=\"PLAIN\">"
              + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8))
              + "</auth>");
    }

    @Override
    public void stanza(XmlElement stanza) {
      switch (stanza.name()) {
        case "success" -> client().restart(network.host());
        case "failure" -> {
          signedIn.completeExceptionally(new IOException("SASL: not authorized"));
          client().terminate();
        }
        case "features" -> bind();
        case "iq" -> answered(stanza);
        case "presence" -> {
          if (stanza.attribute("from").filter(from -> from.startsWith("finesse@")).isPresent()) {
            signedIn.complete(null);
          }
        }
        case "message" -> message(stanza);
        default -> {
          // A stream error is followed by the end of the session.
        }
      }
    }

    private void bind() {
      queries.put("bind", chain(this::session));
      client()
          .stanza(
              "<iq xmlns=\"jabber:client\" type=\"set\" id=\"bind\"><bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"><resource>%s</resource></bind></iq>"
                  .formatted(Xml.escape(profile.resource())));
    }

    private void session() {
      queries.put("session", chain(this::present));
      client()
          .stanza(
              "<iq xmlns=\"jabber:client\" type=\"set\" id=\"session\"><session xmlns=\"urn:ietf:params:xml:ns:xmpp-session\"/></iq>");
    }

    private void present() {
      client()
          .stanza(
              "<presence xmlns=\"jabber:client\"><c xmlns=\"http://jabber.org/protocol/caps\" hash=\"sha-1\" node=\"http://jabber.cisco.com/caxl\" ver=\"d2FzIG5vdCBjb21wdXRlZA==\"/></presence>");
      client().poll();
    }

    private CompletableFuture<Void> chain(Runnable next) {
      CompletableFuture<Void> step = new CompletableFuture<>();
      var unused = step.thenRun(next);
      return step;
    }

    private void answered(XmlElement iq) {
      CompletableFuture<Void> query = queries.remove(iq.attribute("id").orElse(""));
      if (query == null) {
        return;
      }
      if (iq.attribute("type").filter("result"::equals).isPresent()) {
        query.complete(null);
      } else {
        query.completeExceptionally(new IOException("refused: " + iq));
      }
    }

    private void message(XmlElement message) {
      for (XmlElement event : message.children()) {
        for (XmlElement items : event.children()) {
          for (XmlElement item : items.children()) {
            listener.received(
                new ReceivedItem(
                    items.attribute("node").orElse(""),
                    item.attribute("id").orElse(""),
                    item.child("notification").map(XmlElement::text).orElse("")));
          }
        }
      }
    }

    @Override
    public void answered(long rid, int status, int bytes) {
      listener.answered(sid, rid, status, bytes);
    }

    @Override
    public void failed(long rid, String why) {
      listener.failed(sid, rid, why);
    }

    @Override
    public void over(String why) {
      SimulatedAgent.this.over(why);
    }

    private BoshClient client() {
      BoshClient client = bosh;
      if (client == null) {
        throw new IllegalStateException("no session (expected: one, while it speaks)");
      }
      return client;
    }
  }
}
