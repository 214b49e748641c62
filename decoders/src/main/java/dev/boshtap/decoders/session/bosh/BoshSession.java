package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.session.XmppSession;
import dev.boshtap.decoders.wire.HostPort;
import org.jspecify.annotations.Nullable;

/** What is known of one BOSH session: the XMPP session it carries, and what it was granted. */
final class BoshSession {

  /** A sid means something to the server that granted it, and to no other. */
  record Key(HostPort server, String sid) {}

  /**
   * What it was granted and by whom it was asked for.
   *
   * @param clientLibrary the library that asked, or null
   */
  record Origin(Grant grant, @Nullable String clientLibrary) {}

  private final Key key;
  private final XmppSession xmpp;
  private @Nullable Origin origin;

  /** A session that is there; nothing more is known yet. */
  BoshSession(Key key, XmppSession xmpp) {
    this.key = key;
    this.xmpp = xmpp;
  }

  String sid() {
    return key.sid();
  }

  /** What it carries. */
  XmppSession xmpp() {
    return xmpp;
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
}
