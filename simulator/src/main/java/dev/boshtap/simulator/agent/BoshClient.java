package dev.boshtap.simulator.agent;

import dev.boshtap.simulator.agent.ClientConnection.Manner;
import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One BOSH session from the client's side, with JabberWerx's ways: a poll whenever nothing is
 * outstanding, a second request only to send something, a failed request again with its rid up to
 * three times, and no answer waited for longer than the wait and some patience. Runs on the agent's
 * event loop.
 */
final class BoshClient {

  private static final String HTTPBIND = "http://jabber.org/protocol/httpbind";
  private static final int RETRIES = 3;
  private static final int AT_ONCE = 2;

  private final HttpDesk http;
  private final EventLoop loop;
  private final AgentProfile profile;
  private final String referer;
  private final Owner owner;
  private final ArrayDeque<String> stanzas = new ArrayDeque<>();
  private final Map<Long, Sent> outstanding = new LinkedHashMap<>();
  private String sid = "";
  private long rid;
  private Duration wait;
  private int failures;
  private boolean polling;
  private boolean leaving;
  private boolean over;

  /** Whom the session belongs to. */
  interface Owner {
    void created(XmlElement body);

    void stanza(XmlElement stanza);

    void answered(long rid, int status, int bytes);

    void failed(long rid, String why);

    /** The session is over; {@code why} is empty after a terminate of our own. */
    void over(String why);
  }

  /** A request that has no good answer yet. */
  private final class Sent {
    private final long requestId;
    private final String body;
    private HttpDesk.@Nullable Trip trip;
    private @Nullable Future<?> patience;

    private Sent(long requestId, String body) {
      this.requestId = requestId;
      this.body = body;
    }

    private void go() {
      HttpDesk.Trip mine =
          http.send(
              Endpoint.BOSH,
              "POST",
              "/http-bind/",
              body,
              List.of(Map.entry("Content-Type", "text/xml"), Map.entry("Referer", referer)));
      trip = mine;
      patience =
          loop.schedule(
              () -> mine.giveUp(Manner.CLOSE),
              wait.plus(profile.patience()).toNanos(),
              TimeUnit.NANOSECONDS);
      var unused =
          mine.reply()
              .whenComplete(
                  (reply, failure) -> {
                    cancelPatience();
                    if (over) {
                      return;
                    }
                    if (reply == null) {
                      failed(
                          this, failure.getMessage() == null ? "" + failure : failure.getMessage());
                    } else {
                      replied(this, reply);
                    }
                  });
    }

    private void cancelPatience() {
      if (patience != null) {
        patience.cancel(false);
      }
    }
  }

  BoshClient(
      HttpDesk http, EventLoop loop, AgentProfile profile, String referer, long rid, Owner owner) {
    this.http = http;
    this.loop = loop;
    this.profile = profile;
    this.referer = referer;
    this.rid = rid;
    this.wait = profile.askedWait();
    this.owner = owner;
  }

  String sid() {
    return sid;
  }

  /** Asks for a session; attributes in JabberWerx's order. */
  void create(String domain) {
    send(
        "<body xmlns=\"%s\" xml:lang=\"en-US\" xmlns:xmpp=\"urn:xmpp:xbosh\" hold=\"1\" ver=\"1.9\" to=\"%s\" wait=\"%d\" xmpp:version=\"1.0\" from=\"%s@%s\" rid=\"%d\"></body>"
            .formatted(
                HTTPBIND, domain, profile.askedWait().toSeconds(), profile.id(), domain, rid));
  }

  /** Sends a stanza as soon as one more request may be open. */
  void stanza(String stanza) {
    stanzas.add(stanza);
    pump();
  }

  /** Restarts the stream, as after SASL. */
  void restart(String domain) {
    rid++;
    send(
        "<body xmlns=\"%s\" rid=\"%d\" sid=\"%s\" xmlns:xmpp=\"urn:xmpp:xbosh\" to=\"%s\" xml:lang=\"en-US\" xmpp:restart=\"true\"></body>"
            .formatted(HTTPBIND, rid, sid, domain));
  }

  /** Begins to poll. */
  void poll() {
    polling = true;
    pump();
  }

  /** Ends the session; what is queued goes with it. */
  void terminate() {
    polling = false;
    if (over || sid.isEmpty()) {
      end("");
      return;
    }
    rid++;
    send(body("type=\"terminate\" "));
  }

  /** Gives up the oldest request by ending its connection; it is sent again in due course. */
  boolean abort(Manner manner) {
    for (Sent sent : outstanding.values()) {
      if (sent.trip != null) {
        sent.trip.giveUp(manner);
        return true;
      }
    }
    return false;
  }

  /** Stops without a word. */
  void vanish() {
    over = true;
    outstanding.values().forEach(Sent::cancelPatience);
    outstanding.clear();
  }

  private void pump() {
    if (over || sid.isEmpty()) {
      return;
    }
    if (!stanzas.isEmpty() && outstanding.size() < AT_ONCE) {
      rid++;
      send(body(""));
    } else if (polling && outstanding.isEmpty()) {
      rid++;
      send(body(""));
    }
  }

  private String body(String attributes) {
    StringBuilder body = new StringBuilder();
    body.append("<body xmlns=\"").append(HTTPBIND).append("\" ").append(attributes);
    body.append("rid=\"").append(rid).append("\" sid=\"").append(sid).append("\">");
    while (!stanzas.isEmpty()) {
      body.append(stanzas.remove());
    }
    return body.append("</body>").toString();
  }

  private void send(String body) {
    Sent sent = new Sent(rid, body);
    outstanding.put(rid, sent);
    sent.go();
  }

  private void replied(Sent sent, HttpReply reply) {
    Optional<XmlElement> read =
        reply.status() == 200
            ? Xml.parse(reply.body()).filter(root -> root.namespace().equals(HTTPBIND))
            : Optional.empty();
    if (read.isEmpty()) {
      failed(sent, "HTTP " + reply.status() + ", no BOSH body");
      return;
    }
    failures = 0;
    outstanding.remove(sent.requestId);
    owner.answered(sent.requestId, reply.status(), reply.body().length());
    XmlElement body = read.get();
    if (sid.isEmpty()) {
      sid = body.attribute("sid").orElse("");
      wait = Duration.ofSeconds(body.attribute("wait").map(Long::parseLong).orElse(30L));
      owner.created(body);
    } else {
      body.children().forEach(owner::stanza);
    }
    if (body.attribute("type").filter("terminate"::equals).isPresent()) {
      over(body.attribute("condition").orElse(""));
    } else if (leaving) {
      over("");
    } else {
      pump();
    }
  }

  /**
   * The session is over. What is still open has been answered by the server before (XEP-0124, 13),
   * on another connection, whose answer may come later: a client that closes that connection now
   * would itself be the end of it.
   */
  private void over(String why) {
    // What failed and was to be sent again is not.
    outstanding.values().removeIf(sent -> sent.trip == null);
    leaving = why.isEmpty() && !outstanding.isEmpty();
    if (!leaving) {
      end(why);
    }
  }

  private void failed(Sent sent, String why) {
    sent.trip = null;
    owner.failed(sent.requestId, why);
    if (leaving) {
      outstanding.remove(sent.requestId);
      over("");
      return;
    }
    failures++;
    if (failures > RETRIES) {
      end(why);
      return;
    }
    Duration pause = profile.firstRetry().multipliedBy((long) failures * failures);
    var unused =
        loop.schedule(
            () -> {
              if (outstanding.containsValue(sent)) {
                sent.go();
              }
            },
            pause.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void end(String why) {
    if (!over) {
      vanish();
      owner.over(why);
    }
  }
}
