package dev.boshtap.decoders.event;

import dev.boshtap.decoders.wire.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of a disconnect: a time in which a desktop could be told nothing, from the last good
 * answer to the first event after it. What has not happened, or was not seen, is null.
 *
 * @param number counts up from 1 within one diagnosis
 * @param agent the agent's login id, or null
 * @param server the server it was connected to
 * @param client the client's address without its port, or empty
 * @param transport what carried the session
 * @param lastGood when the server's word last came well
 * @param began when the first thing went wrong: the first poll that was missed, or was not sent
 * @param steps what was seen of it, in order: who ended what, on which leg
 * @param closing when the server drops the session for inactivity, where that was due
 * @param logout when the agent is signed out by force, or made Not Ready, for it
 * @param banner when the desktop has told the agent, by its red banner
 * @param sessionBack when the session went on, or another one took its place
 * @param eventsBack when the first event after it came
 * @param loggedOut when the agent's state changed for it
 * @param missed what happened meanwhile, where something later shows it
 */
public record Outage(
    long number,
    @Nullable String agent,
    HostPort server,
    String client,
    Event.Transport transport,
    @Nullable Instant lastGood,
    Instant began,
    List<Step> steps,
    @Nullable Due closing,
    @Nullable Logout logout,
    @Nullable Instant banner,
    @Nullable Instant sessionBack,
    @Nullable Instant eventsBack,
    @Nullable Instant loggedOut,
    List<String> missed) {

  /**
   * One thing that was seen.
   *
   * @param at when
   * @param what words of ours and numbers
   * @param exchange the exchange that shows it, or 0
   */
  public record Step(Instant at, String what, long exchange) {}

  /** Something due between two instants: the server looks every so often. */
  public record Due(Instant from, Instant by) {}

  /**
   * When an agent whose desktop is gone stops being Ready, which differs between contact centres.
   *
   * @param uccx on UCCX: Logout, code 255, as long after the session was dropped as Finesse waits
   * @param ucce on UCCE: Not Ready, code 50002; as there Finesse may take longer to notice, up to
   *     180 s after the last sign of life
   */
  public record Logout(Due uccx, Due ucce) {}

  /** Keeps its own copies. */
  public Outage {
    steps = List.copyOf(steps);
    missed = List.copyOf(missed);
  }

  /** How long no event could come, as far as its end was seen. */
  public @Nullable Duration length() {
    Instant over = sessionBack == null ? eventsBack : sessionBack;
    return over == null ? null : Duration.between(lastGood == null ? began : lastGood, over);
  }

  /** The same with one more thing that was seen. */
  public Outage with(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    more.sort(Comparator.comparing(Step::at));
    return new Outage(
        number,
        agent,
        server,
        client,
        transport,
        lastGood,
        began,
        more,
        closing,
        logout,
        banner,
        sessionBack,
        eventsBack,
        loggedOut,
        missed);
  }

  /** The same of somebody else, for redaction. */
  public Outage of(@Nullable String otherAgent) {
    return new Outage(
        number,
        otherAgent,
        server,
        client,
        transport,
        lastGood,
        began,
        steps,
        closing,
        logout,
        banner,
        sessionBack,
        eventsBack,
        loggedOut,
        missed);
  }
}
