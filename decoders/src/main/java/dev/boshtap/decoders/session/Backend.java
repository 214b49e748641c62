package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.xmpp.Stanza;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches for the presence of the XMPP user that stands for the backend: {@code finesse}, or one of
 * CUIC or CCX for live data. While it is away a session is up and no event comes on it.
 */
final class Backend {

  private enum Seen {
    NOT_YET,
    MISSED,
    HERE,
    GONE
  }

  private final XmppSession session;
  private final Duration patience;
  private final Alarms.Alarm alarm;
  private Seen seen = Seen.NOT_YET;

  Backend(XmppSession session, Duration patience, Alarms alarms) {
    this.session = session;
    this.patience = patience;
    this.alarm = alarms.alarm(this::missed);
  }

  /** The client said that it is available; from now on the backend's presence is to come. */
  void awaited(Moment at) {
    if (seen == Seen.NOT_YET && !alarm.isSet()) {
      alarm.set(at.plus(patience));
    }
  }

  /** A presence came to the client. */
  void said(Stanza.Presence presence, Context context, List<Event> events) {
    String from = presence.from();
    if (!isBackend(from)) {
      return;
    }
    if ("unavailable".equals(presence.type())) {
      if (seen != Seen.GONE) {
        seen = Seen.GONE;
        events.add(
            notice(
                context,
                Sign.BACKEND_GONE,
                "the backend's XMPP user went away: no event can come",
                from));
      }
    } else if (presence.type() == null) {
      if (seen == Seen.GONE || seen == Seen.MISSED) {
        events.add(
            notice(context, Sign.BACKEND_BACK, "the backend's XMPP user is there again", from));
      }
      seen = Seen.HERE;
      alarm.off();
    }
  }

  /** The session is over. */
  void over() {
    alarm.off();
  }

  private void missed(Moment due, List<Event> events) {
    if (session.isAlive()) {
      seen = Seen.MISSED;
      events.add(
          notice(
              session.context(due),
              Sign.BACKEND_MISSING,
              "no presence of the backend's XMPP user for %s after the client's own"
                  .formatted(Notices.seconds(patience)),
              null));
    }
  }

  private static Event notice(Context context, Sign sign, String text, @Nullable String from) {
    return Notices.of(context, sign, text).detail("from", from).toEvent();
  }

  private static boolean isBackend(@Nullable String jid) {
    String user = jid == null ? null : Jids.local(jid);
    return user != null
        && (user.equals("finesse") || user.contains("cuic.") || user.contains("ccx."));
  }
}
