package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;

/** Tells client libraries apart by the attributes of their creation request. */
final class ClientLibrary {

  private ClientLibrary() {}

  /**
   * {@code JabberWerx} (Finesse desktops up to 11.6), {@code Strophe} (from 12.0, and most custom
   * clients), {@code Smack} (Java clients), or {@code other}.
   */
  static String of(BoshBody creation) {
    String version = creation.ver();
    boolean content = creation.attribute("content") != null;
    if ("1.9".equals(version) && (!content || creation.attribute("from") != null)) {
      return "JabberWerx";
    }
    if ("1.6".equals(version) && content) {
      return "Strophe";
    }
    // jbosh, which is Smack's BOSH, is alone in asking for acknowledgements at once.
    if ("1.8".equals(version) && !content && creation.ack() != null) {
      return "Smack";
    }
    return "other";
  }
}
