package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells client libraries apart by the attributes of their creation request. */
final class ClientLibrary {

  private static final String JABBER_WERX = "JabberWerx";
  private static final String STROPHE = "Strophe";

  private ClientLibrary() {}

  /**
   * {@code JabberWerx} (Finesse desktops up to 11.6), {@code Strophe} (from 12.0, and most custom
   * clients), {@code Smack} (Java clients), or {@code other}.
   */
  static String of(BoshBody creation) {
    String version = creation.ver();
    boolean content = creation.attribute("content") != null;
    if ("1.9".equals(version) && (!content || creation.attribute("from") != null)) {
      return JABBER_WERX;
    }
    if ("1.6".equals(version) && content) {
      return STROPHE;
    }
    // jbosh, which is Smack's BOSH, is alone in asking for acknowledgements at once.
    if ("1.8".equals(version) && !content && creation.ack() != null) {
      return "Smack";
    }
    return "other";
  }

  /** How far from its own limit a library may be seen to give up. */
  private static final Duration ABOUT = Duration.ofSeconds(2);

  /**
   * What is known of a library that explains after how long it gave up a poll, in brackets; empty
   * where nothing does.
   */
  static String patience(@Nullable String library, Duration held, @Nullable Duration grantedWait) {
    if (grantedWait == null || library == null) {
      return "";
    }
    Duration tenth = Duration.ofSeconds(grantedWait.toSeconds() / 10);
    return switch (library) {
      case JABBER_WERX ->
          isAbout(held, grantedWait.plusSeconds(5))
              ? " (JabberWerx does 5 s after the wait)"
              : before(held, grantedWait);
      case STROPHE -> {
        if (isAbout(held, grantedWait.plus(tenth))) {
          yield " (Strophe does after 1.1 times the wait)";
        }
        yield isAbout(held, tenth)
            ? " (Strophe does after a tenth of the wait, once the other request was answered)"
            : before(held, grantedWait);
      }
      default -> before(held, grantedWait);
    };
  }

  private static String before(Duration held, Duration grantedWait) {
    return held.compareTo(grantedWait) < 0
        ? ", before its wait of " + grantedWait.toSeconds() + " s was over"
        : "";
  }

  private static boolean isAbout(Duration held, Duration limit) {
    return held.minus(limit).abs().compareTo(ABOUT) <= 0;
  }
}
