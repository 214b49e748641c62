package dev.boshtap.decoders.session;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import org.jspecify.annotations.Nullable;

/** What is known of one BOSH session, and how it fares. */
final class BoshSession {

  /** A sid means something to the server that granted it, and to no other. */
  record Key(HostPort server, String sid) {}

  /**
   * What it was granted and by whom it was asked for.
   *
   * @param clientLibrary the library that asked, or null
   */
  record Origin(Grant grant, @Nullable String clientLibrary) {}

  private enum Life {
    ALIVE,
    LOST,
    ENDED_BY_SERVER,
    ENDED_BY_CLIENT
  }

  private final Key key;
  private @Nullable Origin origin;
  private Life life = Life.ALIVE;
  private @Nullable String mechanism;
  private @Nullable String jid;
  private @Nullable String bareJid;
  private @Nullable Moment lastGoodAnswer;
  private @Nullable Moment trouble;
  private boolean recreated;

  /** A session that is there; nothing more is known yet. */
  BoshSession(Key key) {
    this.key = key;
  }

  String sid() {
    return key.sid();
  }

  /** Its creation was seen; says whether that is news, as it is not when an answer is repeated. */
  boolean created(Origin seen) {
    if (origin != null) {
      return false;
    }
    origin = seen;
    return true;
  }

  Grant grant() {
    return origin == null ? Grant.UNKNOWN : origin.grant();
  }

  @Nullable String clientLibrary() {
    return origin == null ? null : origin.clientLibrary();
  }

  /** The mechanism of the SASL exchange under way, or of the one that let the client in. */
  @Nullable String mechanism() {
    return mechanism;
  }

  void authenticatesWith(String saslMechanism) {
    mechanism = saslMechanism.isEmpty() ? null : saslMechanism;
  }

  /** The full JID, once bound. */
  @Nullable String jid() {
    return jid;
  }

  /** The JID without its resource, as far as known. */
  @Nullable String bareJid() {
    return bareJid;
  }

  /** The agent's login id, as far as known. */
  @Nullable String agent() {
    return bareJid == null ? null : Jids.local(bareJid);
  }

  /** The server bound this JID. */
  void bind(String boundJid) {
    jid = boundJid;
    bareJid = Jids.bare(boundJid);
  }

  /** Something says whose session it is: believed until the server binds a JID. */
  void belongsTo(String someJid) {
    if (jid == null && Jids.local(someJid) != null) {
      bareJid = Jids.bare(someJid);
      jid = Jids.isFull(someJid) ? someJid : null;
    }
  }

  /** A request of it was answered well, so it is alive, whatever was said before. */
  void answeredWell(Moment at) {
    lastGoodAnswer = at;
    if (life == Life.ALIVE || life == Life.LOST) {
      life = Life.ALIVE;
      trouble = null;
    }
  }

  /** A request of it was not answered, or not well. */
  void inTrouble(Moment at) {
    trouble = at;
  }

  /** The server does not know it any more; says whether that is news. */
  boolean lose() {
    if (life != Life.ALIVE) {
      return false;
    }
    life = Life.LOST;
    return true;
  }

  /** One side ended it; says whether that is news. */
  boolean end(Side by) {
    if (life == Life.ENDED_BY_SERVER || life == Life.ENDED_BY_CLIENT) {
      return false;
    }
    life = by == Side.CLIENT ? Life.ENDED_BY_CLIENT : Life.ENDED_BY_SERVER;
    return true;
  }

  @Nullable Moment lastGoodAnswer() {
    return lastGoodAnswer;
  }

  /**
   * When its trouble was noticed last; null while all is well, after the client's own good-bye, and
   * once another session took its place.
   */
  @Nullable Moment unresolvedTrouble() {
    return life == Life.ENDED_BY_CLIENT || recreated ? null : trouble;
  }

  /** Another session took its place. */
  void replaced() {
    recreated = true;
  }
}
