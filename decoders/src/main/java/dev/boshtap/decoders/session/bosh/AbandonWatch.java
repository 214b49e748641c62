package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches polls that the client gave up, and whether it says good-bye after that. */
final class AbandonWatch {

  private record Abandoned(long exchange, Duration held, @Nullable Duration grantedWait) {}

  private final BoshSession session;
  private final SignLimits limits;
  private final Alarms.Alarm patience;
  private @Nullable Abandoned abandoned;

  /** A series of polls that are given up is told once. */
  private boolean told;

  AbandonWatch(BoshSession session, SignLimits limits, Alarms alarms) {
    this.session = session;
    this.limits = limits;
    this.patience =
        alarms.alarm((due, events) -> tell(session.context(due), ", and said no good-bye", events));
  }

  /** The client closed its side before the answer was whole. */
  void gaveUp(long exchange, Duration held, @Nullable Duration wait, Moment at) {
    if (!told && session.xmpp().isAlive()) {
      abandoned = new Abandoned(exchange, held, wait);
      patience.set(at.plus(limits.goodBye()));
    }
  }

  /** A request was sent after that. */
  void requested(BoshRequest request, Context context, List<Event> events) {
    if (request.isLast()) {
      over();
    } else {
      tell(context, ", and went on", events);
    }
  }

  /** A request was answered well: the series is over. */
  void answeredWell() {
    told = false;
  }

  /** The session is over. */
  void over() {
    abandoned = null;
    patience.off();
  }

  private void tell(Context context, String then, List<Event> events) {
    Abandoned poll = abandoned;
    over();
    if (poll == null) {
      return;
    }
    told = true;
    events.add(
        Notices.of(
                context,
                Sign.POLL_ABANDONED,
                "the client gave up a poll after "
                    + Notices.seconds(poll.held())
                    + ClientLibrary.patience(
                        session.terms().clientLibrary(), poll.held(), poll.grantedWait())
                    + then)
            .shownBy(poll.exchange())
            .toEvent());
  }
}
