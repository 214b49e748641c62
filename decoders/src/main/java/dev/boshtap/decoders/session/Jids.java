package dev.boshtap.decoders.session;

import org.jspecify.annotations.Nullable;

/** Parts of a JID (RFC 7622): {@code local@domain/resource}. */
final class Jids {

  private Jids() {}

  /** The JID without its resource. */
  static String bare(String jid) {
    int slash = jid.indexOf('/');
    return slash < 0 ? jid : jid.substring(0, slash);
  }

  /** The part before the {@code @}, which for Finesse is the agent's login id; null without one. */
  static @Nullable String local(String jid) {
    int at = bare(jid).indexOf('@');
    return at < 1 ? null : jid.substring(0, at);
  }

  /** Whether it names a resource. */
  static boolean isFull(String jid) {
    return jid.indexOf('/') >= 0;
  }
}
