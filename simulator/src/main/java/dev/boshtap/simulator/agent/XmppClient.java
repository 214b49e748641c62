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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The XMPP within one BOSH session of an agent: the steps of the sign-in, each taken when the one
 * before is answered, then queries and items. Runs on the agent's event loop.
 */
final class XmppClient implements BoshClient.Owner {

  private static final long LOWEST_RID = 1L << 15;
  private static final long HIGHEST_RID = 1L << 32;

  private final AgentProfile profile;
  private final String domain;
  private final AgentListener listener;
  private final Owner owner;
  private final BoshClient bosh;
  private final Map<String, CompletableFuture<Void>> queries = new LinkedHashMap<>();
  private int queryIds;

  /** Whom the session belongs to. */
  interface Owner {
    /** The server has given the session an id. */
    void created(String sid);

    /** The presence of {@code finesse} has come. */
    void signedIn();

    /** SASL failed. */
    void refused(IOException why);

    /** The session is over; {@code why} is empty after a terminate of our own. */
    void over(String why);
  }

  XmppClient(
      AgentNetwork network,
      HttpDesk http,
      EventLoop loop,
      AgentProfile profile,
      AgentListener listener,
      Owner owner) {
    this.profile = profile;
    this.domain = network.host();
    this.listener = listener;
    this.owner = owner;
    long rid = ThreadLocalRandom.current().nextLong(LOWEST_RID, HIGHEST_RID);
    String referer = "https://%s:%d/tunnel/".formatted(domain, network.port(Endpoint.BOSH));
    this.bosh = new BoshClient(http, loop, profile, referer, rid, this);
  }

  void connect() {
    bosh.create(domain);
  }

  void terminate() {
    bosh.terminate();
  }

  boolean abort(Manner manner) {
    return bosh.abort(manner);
  }

  void vanish() {
    bosh.vanish();
    failQueries("gone");
  }

  /** Asks the pubsub service; completes with its result, fails with its error. */
  CompletableFuture<Void> subscribe(String node) {
    String id = "sub" + ++queryIds;
    CompletableFuture<Void> done = new CompletableFuture<>();
    queries.put(id, done);
    bosh.stanza(
        ("<iq xmlns=\"jabber:client\" type=\"set\" id=\"%s\" to=\"pubsub.%s\">"
                + "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\">"
                + "<subscribe node=\"%s\" jid=\"%s@%s\"/></pubsub></iq>")
            .formatted(
                id,
                domain,
                Xml.escape(node),
                Xml.escape(profile.id().toLowerCase(Locale.ROOT)),
                domain));
    return done;
  }

  @Override
  public void created(XmlElement body) {
    owner.created(bosh.sid());
    String plain = "\0" + profile.id() + "\0" + profile.password();
    bosh.stanza(
        "<auth xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\" mechanism=\"PLAIN\">"
            + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8))
            + "</auth>");
  }

  @Override
  public void stanza(XmlElement stanza) {
    switch (stanza.name()) {
      case "success" -> bosh.restart(domain);
      case "failure" -> {
        owner.refused(new IOException("SASL: not authorized"));
        bosh.terminate();
      }
      case "features" -> bind();
      case "iq" -> answered(stanza);
      case "presence" -> {
        if (stanza.attribute("from").filter(from -> from.startsWith("finesse@")).isPresent()) {
          owner.signedIn();
        }
      }
      case "message" -> message(stanza);
      default -> {
        // A stream error is followed by the end of the session.
      }
    }
  }

  private void bind() {
    queries.put("bind", step(this::session));
    bosh.stanza(
        ("<iq xmlns=\"jabber:client\" type=\"set\" id=\"bind\">"
                + "<bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\">"
                + "<resource>%s</resource></bind></iq>")
            .formatted(Xml.escape(profile.resource())));
  }

  private void session() {
    queries.put("session", step(this::present));
    bosh.stanza(
        "<iq xmlns=\"jabber:client\" type=\"set\" id=\"session\">"
            + "<session xmlns=\"urn:ietf:params:xml:ns:xmpp-session\"/></iq>");
  }

  private void present() {
    bosh.stanza(
        "<presence xmlns=\"jabber:client\"><c xmlns=\"http://jabber.org/protocol/caps\""
            + " hash=\"sha-1\" node=\"http://jabber.cisco.com/caxl\""
            + " ver=\"d2FzIG5vdCBjb21wdXRlZA==\"/></presence>");
    bosh.poll();
  }

  private static CompletableFuture<Void> step(Runnable next) {
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
        List<XmlElement> each = items.children();
        each.forEach(item -> listener.received(ReceivedItem.of(items, item)));
      }
    }
  }

  @Override
  public void answered(long rid, int status, int bytes) {
    listener.answered(bosh.sid(), rid, status, bytes);
  }

  @Override
  public void failed(long rid, String why) {
    listener.failed(bosh.sid(), rid, why);
  }

  @Override
  public void over(String why) {
    failQueries(why);
    owner.over(why);
  }

  private void failQueries(String why) {
    List.copyOf(queries.values())
        .forEach(query -> query.completeExceptionally(new IOException("session over: " + why)));
    queries.clear();
  }
}
