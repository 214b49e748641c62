package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went on around an outage at the time, as far as it helps to tell whose fault it was.
 *
 * @param othersWentOn how many other desktops the same server answered after the outage began
 * @param pageWentOn whether the same desktop called the REST API while it sent no poll
 * @param slept for how long the machine slept that boshtap runs on, or null where it did not
 * @param onThisMachine whether the browser runs on the machine that boshtap runs on
 * @param hiddenTab whether the desktop's requests come like those of a hidden page
 * @param shortGap whether the desktop was only late, and its session lived on
 * @param cutAge the age at which connections to this server are cut again and again, or null
 * @param refusesNow whether the server refused a connection after the outage began
 * @param workedBefore whether the server's port had been seen to work before
 * @param unreachable whether connecting to the server got no answer after the outage began
 * @param now when this was looked at
 */
record Surroundings(
    int othersWentOn,
    boolean pageWentOn,
    @Nullable Duration slept,
    boolean onThisMachine,
    boolean hiddenTab,
    boolean shortGap,
    @Nullable Duration cutAge,
    boolean refusesNow,
    boolean workedBefore,
    boolean unreachable,
    Moment now) {

  /** The same, with what other captures tell of other desktops. */
  Surroundings amid(int others) {
    return new Surroundings(
        others,
        pageWentOn,
        slept,
        onThisMachine,
        hiddenTab,
        shortGap,
        cutAge,
        refusesNow,
        workedBefore,
        unreachable,
        now);
  }
}
