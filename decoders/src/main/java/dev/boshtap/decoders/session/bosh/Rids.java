package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.wire.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rids of one session in the order seen (XEP-0124, 14): which is next, which was sent before,
 * which were left out. Remembers the last few requests only.
 */
final class Rids {

  /** Servers keep fewer answers than this for a repeat. */
  private static final int REMEMBERED = 16;

  /** Where a rid stands among those seen before it. */
  enum Place {
    /** The first one seen, or the first after recording had a gap. */
    FIRST,
    /** One above the highest. */
    NEXT,
    /** Sent before, with the same body. */
    REPEATED,
    /** Sent before, with another body. */
    REUSED,
    /** Further above: some were left out, or are still to come on another connection. */
    AHEAD,
    /** One of those that were left out. */
    LATE,
    /** Below the highest, and never seen. */
    BEHIND
  }

  /**
   * One request.
   *
   * @param print tells its body from another one
   */
  record Sent(long rid, int print, long exchange, Moment at) {}

  private static final Sent[] NONE = {};

  /** Of {@link #REMEMBERED}, or none: thousands of sessions that are over are remembered. */
  private Sent[] sent = NONE;

  private int count;
  private long highest;
  private final List<Long> missing = new ArrayList<>(0);
  private @Nullable Sent earlier;

  /** Where the rid of a request stands; it is remembered. */
  Place place(Sent request) {
    earlier = find(request.rid());
    Place place = among(request);
    if (place == Place.AHEAD) {
      // A rid that is far ahead is no skip that anything could still fill.
      for (long rid = Math.max(highest + 1, request.rid() - REMEMBERED);
          rid < request.rid();
          rid++) {
        missing.add(rid);
      }
    }
    if (place != Place.REPEATED && place != Place.REUSED) {
      missing.remove(Long.valueOf(request.rid()));
      if (sent.length == 0) {
        sent = new Sent[REMEMBERED];
      }
      sent[count++ % REMEMBERED] = request;
      highest = count == 1 ? request.rid() : Math.max(highest, request.rid());
    }
    return place;
  }

  private Place among(Sent request) {
    if (count == 0) {
      return Place.FIRST;
    }
    if (earlier != null) {
      return earlier.print() == request.print() ? Place.REPEATED : Place.REUSED;
    }
    if (request.rid() == highest + 1) {
      return Place.NEXT;
    }
    if (request.rid() > highest) {
      return Place.AHEAD;
    }
    return missing.contains(request.rid()) ? Place.LATE : Place.BEHIND;
  }

  /** The request of the same rid that {@link #place} found; null for a new rid. */
  @Nullable Sent earlier() {
    return earlier;
  }

  /** The highest rid seen. */
  long highest() {
    return highest;
  }

  /** How many rids were left out; they are not asked about again. */
  int takeMissing() {
    int left = missing.size();
    missing.clear();
    return left;
  }

  /** What was seen is no measure any more: the next one is the first. */
  void forget() {
    count = 0;
    sent = NONE;
    earlier = null;
    missing.clear();
  }

  private @Nullable Sent find(long rid) {
    for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
      if (sent[i].rid() == rid) {
        return sent[i];
      }
    }
    return null;
  }
}
