package dev.boshtap.decoders.session;

import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one XMPP session, whatever carries it: whose it is, how far it came, and how it
 * fares. Begun by {@link XmppSessions#begin}; the transport says when it was heard, is in trouble,
 * is lost or ended, and {@link XmppSessions#said} learns the rest from its stanzas.
 */
public final class XmppSession {

  /** How far a session came (RFC 6120, 6 and 7; RFC 6121, 4.2). */
  public enum Stage {
    /** Nothing was seen yet, or the capture began later. */
    OPEN,
    /** SASL let the client in. */
    AUTHENTICATED,
    /** The server bound a resource. */
    BOUND,
    /** The client said that it is available: Openfire routes no event to it before. */
    AVAILABLE
  }

  private enum Life {
    ALIVE,
    LOST,
    ENDED_BY_SERVER,
    ENDED_BY_CLIENT
  }

  private final Event.Transport transport;
  private final @Nullable String sid;
  private final Backend backend;
  private final Subscriptions subscriptions = new Subscriptions();
  private Connection latest;
  private Stage stage = Stage.OPEN;
  private Life life = Life.ALIVE;
  private @Nullable String mechanism;
  private @Nullable String jid;
  private @Nullable String bareJid;
  private @Nullable Moment lastHeard;
  private long lastHeardIn;
  private @Nullable Moment trouble;
  private boolean replaced;
  private @Nullable XmppSession lost;
  private @Nullable XmppSession follows;

  XmppSession(
      Event.Transport transport,
      Connection connection,
      @Nullable String sid,
      SignLimits limits,
      Alarms alarms) {
    this.transport = transport;
    this.sid = sid;
    this.latest = connection;
    this.backend = new Backend(this, limits.backendPatience(), alarms);
  }

  /** What carries it. */
  public Event.Transport transport() {
    return transport;
  }

  /** The server it is with. */
  public HostPort server() {
    return latest.server();
  }

  /** The client's address without its port, empty where a file does not say. */
  public String clientHost() {
    return latest.clientHost();
  }

  /** The session's id (XEP-0124, 7), where its transport has one. */
  public @Nullable String sid() {
    return sid;
  }

  /** How far it came. */
  public Stage stage() {
    return stage;
  }

  /** The mechanism of the SASL exchange under way, or of the one that let the client in. */
  public @Nullable String mechanism() {
    return mechanism;
  }

  /** The full JID, once bound. */
  public @Nullable String jid() {
    return jid;
  }

  /** The JID without its resource, as far as known. */
  public @Nullable String bareJid() {
    return bareJid;
  }

  /** The agent's login id, as far as known. */
  public @Nullable String agent() {
    return bareJid == null ? null : Jids.local(bareJid);
  }

  /** The context of an event of this session: whose it is, by what is known now. */
  public Context in(Context context) {
    return new Context(
        context.at(),
        context.connection(),
        context.exchange(),
        agent(),
        jid,
        context.sid(),
        context.rid());
  }

  /** The context of what concerns it as a whole and no exchange. */
  public Context context(Moment at) {
    return in(new Context(at, latest, 0, null, null, sid, null));
  }

  /** Something says whose session it is: believed until the server binds a JID. */
  public void belongsTo(String someJid) {
    if (stage.compareTo(Stage.BOUND) < 0 && jid == null && Jids.local(someJid) != null) {
      bareJid = Jids.bare(someJid);
      jid = Jids.isFull(someJid) ? someJid : null;
    }
  }

  /** The server's word came well, so the session is alive, whatever was said before. */
  public void heard(Moment at, long exchange) {
    lastHeard = at;
    lastHeardIn = exchange;
    if (life == Life.ALIVE || life == Life.LOST) {
      life = Life.ALIVE;
      trouble = null;
    }
  }

  /** Something of it went wrong on the wire. */
  public void inTrouble(Moment at) {
    trouble = at;
  }

  /** The server does not know it any more; says whether that is news. */
  public boolean lose() {
    if (life != Life.ALIVE) {
      return false;
    }
    life = Life.LOST;
    return true;
  }

  /** One side ended it; says whether that is news. */
  public boolean end(Side by) {
    if (life == Life.ENDED_BY_SERVER || life == Life.ENDED_BY_CLIENT) {
      return false;
    }
    life = by == Side.CLIENT ? Life.ENDED_BY_CLIENT : Life.ENDED_BY_SERVER;
    return true;
  }

  /** Whether nothing was seen that ends it. */
  public boolean isAlive() {
    return life == Life.ALIVE;
  }

  /** When the server's word last came well, or null. */
  public @Nullable Moment lastHeard() {
    return lastHeard;
  }

  /** The exchange in which the server's word last came well, or 0. */
  long lastHeardIn() {
    return lastHeardIn;
  }

  Backend backend() {
    return backend;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  /** It was seen on that connection. */
  void seenOn(Connection connection) {
    latest = connection;
  }

  /** It takes the place of {@code other}, and of whatever that one never made good. */
  void succeeds(XmppSession other) {
    lost = other.lost == null ? other : other.lost;
    other.lost = null;
    other.replaced = true;
  }

  /** It began on the same client after a session in trouble of nobody known. */
  void follows(XmppSession other) {
    follows = other;
    other.follows = null;
  }

  /** The session of nobody known that it follows, once. */
  @Nullable XmppSession takeFollowed() {
    XmppSession before = follows;
    follows = null;
    return before;
  }

  /** The session whose place it took, once: until its first event came. */
  @Nullable XmppSession takeLost() {
    XmppSession before = lost;
    lost = null;
    return before;
  }

  /**
   * When its trouble was noticed last; null while all is well, after the client's own good-bye, and
   * once another session took its place.
   */
  @Nullable Moment unresolvedTrouble() {
    return life == Life.ENDED_BY_CLIENT || replaced ? null : trouble;
  }

  void authenticatesWith(String saslMechanism) {
    mechanism = saslMechanism.isEmpty() ? null : saslMechanism;
  }

  void reached(Stage further) {
    if (further.compareTo(stage) > 0) {
      stage = further;
    }
  }

  /** The server bound this JID. */
  void bind(String boundJid) {
    reached(Stage.BOUND);
    jid = boundJid;
    bareJid = Jids.bare(boundJid);
  }
}
