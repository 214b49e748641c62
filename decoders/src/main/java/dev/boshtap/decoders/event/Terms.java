package dev.boshtap.decoders.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a BOSH session was created (XEP-0124, 7): what a client wanted explains how it
 * behaves, what a server granted is what binds both.
 *
 * @param asked by the client, or null where its request was not read
 * @param granted by the server
 * @param clientLibrary {@code JabberWerx}, {@code Strophe}, {@code Smack} or {@code other}, told by
 *     the request; or null
 */
public record Terms(@Nullable Asked asked, Granted granted, @Nullable String clientLibrary) {

  /** Of a session whose creation was not seen. */
  public static final Terms UNKNOWN = new Terms(null, Granted.NOTHING, null);

  /**
   * What the client asked for; null where it did not say, or said no number.
   *
   * @param longestWait the longest time a request may be held
   * @param hold how many requests may be held
   * @param version of BOSH, the newest it knows
   * @param domain the XMPP domain it wants to talk to ({@code to})
   */
  public record Asked(
      @Nullable Duration longestWait,
      @Nullable Integer hold,
      @Nullable String version,
      @Nullable String domain) {}

  /**
   * What the server granted; null where it did not say, or said something out of the protocol's
   * range.
   *
   * @param longestWait the longest time a request is held
   * @param hold how many requests are held
   * @param inactivity after how long without a request the session is dropped
   * @param requests how many requests may be open
   * @param polling the shortest time between two empty requests of a client that has one open
   * @param longestPause the longest pause a client may ask for
   */
  public record Granted(
      @Nullable Duration longestWait,
      @Nullable Integer hold,
      @Nullable Duration inactivity,
      @Nullable Integer requests,
      @Nullable Duration polling,
      @Nullable Duration longestPause) {

    /** Nothing is known to be granted. */
    public static final Granted NOTHING = new Granted(null, null, null, null, null, null);

    /** Whether no request is held, so that the client polls by the clock (XEP-0124, 12). */
    public boolean isPolling() {
      return (hold != null && hold == 0) || (longestWait != null && longestWait.isZero());
    }
  }
}
