package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.XmppSession;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one BOSH session: the XMPP session it carries, its terms, and the watches over
 * its requests.
 */
final class BoshSession {

  /** A sid means something to the server that granted it, and to no other. */
  record Key(HostPort server, String sid) {}

  private final Key key;
  private final XmppSession xmpp;
  private final Blindness blindness;
  private final RidWatch rids;
  private final GapWatch gaps;
  private final HoldWatch holds;
  private final AbandonWatch abandoned;
  private final Alarms.Alarm settling;
  private final Streams streams = new Streams();
  private Connection latest;
  private long seenWhole;
  private @Nullable Terms terms;

  /** A session that is there; nothing more is known yet. */
  BoshSession(
      Key key,
      XmppSession xmpp,
      Connection connection,
      SignLimits limits,
      Alarms alarms,
      Blindness blindness) {
    this.key = key;
    this.xmpp = xmpp;
    this.blindness = blindness;
    this.latest = connection;
    this.seenWhole = blindness.spells();
    this.rids = new RidWatch(this, limits, alarms);
    this.gaps = new GapWatch(this, limits, alarms);
    this.holds = new HoldWatch(limits);
    this.abandoned = new AbandonWatch(this, limits, alarms);
    this.settling = alarms.alarm((due, events) -> stayedOver());
  }

  String sid() {
    return key.sid();
  }

  /** What it carries. */
  XmppSession xmpp() {
    return xmpp;
  }

  RidWatch rids() {
    return rids;
  }

  GapWatch gaps() {
    return gaps;
  }

  HoldWatch holds() {
    return holds;
  }

  AbandonWatch abandoned() {
    return abandoned;
  }

  /** The streams in it. */
  Streams streams() {
    return streams;
  }

  /** Its creation was seen; says whether that is news, as it is not when an answer is repeated. */
  boolean created(Terms seen) {
    if (terms != null) {
      return false;
    }
    terms = seen;
    return true;
  }

  /** On what terms it was created, as far as that is known. */
  Terms terms() {
    return terms == null ? Terms.UNKNOWN : terms;
  }

  Terms.Granted granted() {
    return terms().granted();
  }

  /** It was seen on that connection; what went by unseen before is no measure. */
  void seenOn(Connection connection) {
    latest = connection;
    if (isBlind()) {
      seenWhole = blindness.spells();
      rids.forget();
      gaps.forget();
    }
  }

  /** Whether requests may have gone by unseen since it was last seen. */
  boolean isBlind() {
    return seenWhole != blindness.spells();
  }

  /** It is over: nothing is expected of it any more, but that a client may not know that yet. */
  void over(Moment at) {
    gaps.over();
    abandoned.over();
    settling.set(at.plus(gaps.limit()));
  }

  private void stayedOver() {
    if (!xmpp.isAlive()) { // The server may have answered it well again since.
      settled();
    }
  }

  /** Nothing comes on it any more: its rids need not be remembered. */
  void settled() {
    rids.forget();
  }

  /** The context of what concerns it and no exchange. */
  Context context(Moment at) {
    return xmpp.in(new Context(at, latest, 0, null, null, sid(), null));
  }
}
