package dev.boshtap.simulator.bosh;

import java.time.Duration;

/** What carries one XMPP stream between the service and a client. Guarded by the service's lock. */
interface Carrier {

  /** The session's id. */
  String sid();

  /** The stream that is carried. */
  XmppStream stream();

  /** Queues a stanza until {@link #flush}, or until it can be sent. */
  void queue(Outgoing stanza);

  /** Sends what is queued, as far as it can be sent now. */
  void flush();

  /** Ends the session because its resource was bound by another. */
  void kick();

  /** Lets go of everything, without a word where there is one to leave out. */
  void finish();

  /** Whether nothing has been heard of the client for longer than the session may stay so. */
  boolean isIdleFor(Duration limit);
}
