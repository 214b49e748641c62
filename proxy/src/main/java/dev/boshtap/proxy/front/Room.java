package dev.boshtap.proxy.front;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process may take another connection. The system grants it so many descriptors (open
 * files and sockets); once they are gone not even a refusal can be sent, and a recording cannot go
 * on in its next file. So a few are kept: who comes then is refused in words, and who is there is
 * not disturbed. When room is found again is seen by whoever comes next.
 *
 * <p>Counting descriptors takes a while when there are many. It is done only when those that were
 * admitted since the last count may have used up the room. Safe for use by many threads.
 */
public final class Room {

  /** A tunnel passes both fronts: four sockets. What is intercepted has two. */
  private static final int EACH = 4;

  private static final int LEAST_KEPT = 32;
  private static final int KEPT_SHARE = 20;
  private static final Duration BETWEEN_COUNTS = Duration.ofMillis(100);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);

  /** At the limit connections come and go: there is room again when nobody was refused for this. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /** How many descriptors there are. */
  interface Descriptors {
    /** How many are in use. */
    long used();

    /** How many there may be; negative when that is not known. */
    long most();
  }

  private final Descriptors descriptors;
  private final TimeSource time;
  private final Consumer<String> say;
  private final long limit;
  private long used;
  private long admitted;
  private long refused;
  private boolean said;
  private @Nullable Moment counted;
  private @Nullable Moment lastRefused;
  private @Nullable Moment lastSaid;

  Room(Descriptors descriptors, TimeSource time, Consumer<String> say) {
    this.descriptors = descriptors;
    this.time = time;
    this.say = say;
    long most = descriptors.most();
    this.limit = most < 0 ? Long.MAX_VALUE : most - Math.max(LEAST_KEPT, most / KEPT_SHARE);
    this.used = most < 0 ? 0 : descriptors.used();
  }

  /**
   * Room as the system grants it to this process; without a limit where that is not told.
   *
   * @param say tells a person at once that there is none, and that there is again
   */
  public static Room ofThisProcess(TimeSource time, Consumer<String> say) {
    return new Room(system(ManagementFactory.getOperatingSystemMXBean()), time, say);
  }

  private static Descriptors system(OperatingSystemMXBean system) {
    if (system instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
      return new Descriptors() {
        @Override
        public long used() {
          return unix.getOpenFileDescriptorCount();
        }

        @Override
        public long most() {
          return unix.getMaxFileDescriptorCount();
        }
      };
    }
    return new Descriptors() {
      @Override
      public long used() {
        return 0;
      }

      @Override
      public long most() {
        return -1;
      }
    };
  }

  /** Asks for room for another connection, and takes it if there is some. */
  public synchronized boolean admits() {
    Moment now = time.now();
    if (!fits() && mayCount(now)) {
      counted = now;
      used = descriptors.used();
      admitted = 0;
    }
    if (!fits()) {
      refused++;
      lastRefused = now;
      sayFull(now);
      return false;
    }
    admitted++;
    sayRoom(now);
    return true;
  }

  private boolean fits() {
    return used + EACH * (admitted + 1) <= limit;
  }

  private boolean mayCount(Moment now) {
    return counted == null || now.since(counted).compareTo(BETWEEN_COUNTS) >= 0;
  }

  private void sayFull(Moment now) {
    if (lastSaid != null && now.since(lastSaid).compareTo(BETWEEN_WORDS) < 0) {
      return;
    }
    lastSaid = now;
    said = true;
    say.accept(
        "boshtap: NO ROOM: %d of %d descriptors are in use; new connections are refused, those that"
                .formatted(used, descriptors.most())
            + " stand go on (more room: ulimit -n)");
  }

  private void sayRoom(Moment now) {
    if (said && lastRefused != null && now.since(lastRefused).compareTo(SETTLED) >= 0) {
      said = false;
      say.accept("boshtap: room again; %d connections were refused".formatted(refused));
      refused = 0;
    }
  }
}
