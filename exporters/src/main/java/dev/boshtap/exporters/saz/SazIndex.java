package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.json.ClockJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lingala.zip4j.model.FileHeader;
import org.jspecify.annotations.Nullable;

/**
 * When the sessions of an archive began: what is needed to read them in order of time.
 *
 * @param slots the sessions, in order of time
 * @param decrypted the servers that requests other than CONNECT went to
 * @param untimed how many do not say when they were; they stand behind the one before them
 * @param unread how many parts could not be read for this
 */
record SazIndex(List<Slot> slots, Set<HostPort> decrypted, long untimed, long unread) {

  /** A session and when it began. */
  record Slot(long session, Moment start) {}

  /** Enough of a request to tell where it goes. */
  private static final int HEAD = 16 << 10;

  /** More metadata than this is none of Fiddler's. */
  static final int METADATA = 1 << 20;

  static SazIndex of(SazFile file) {
    List<Slot> slots = new ArrayList<>();
    Set<HostPort> decrypted = new HashSet<>();
    long untimed = 0;
    long unread = 0;
    Moment last = null;
    List<Long> waiting = new ArrayList<>();
    for (Map.Entry<Long, Map<SazPart.Kind, FileHeader>> session : file.sessions().entrySet()) {
      SessionMetadata metadata = SessionMetadata.NONE;
      try {
        FileHeader xml = session.getValue().get(SazPart.Kind.METADATA);
        metadata =
            xml == null
                ? SessionMetadata.NONE
                : SessionMetadata.read(file.read(xml, METADATA).bytes());
        FileHeader request = session.getValue().get(SazPart.Kind.CLIENT);
        if (request != null) {
          SessionRequest.read(RawMessage.read(file.read(request, HEAD).bytes(), false), metadata)
              .filter(head -> !head.isConnect())
              .ifPresent(head -> decrypted.add(head.server()));
        }
      } catch (IOException e) {
        unread++;
      }
      Moment start = start(metadata);
      if (start == null) {
        untimed++;
        start = last;
      }
      if (start == null) {
        waiting.add(session.getKey());
      } else {
        for (long early : waiting) {
          slots.add(new Slot(early, start));
        }
        waiting.clear();
        slots.add(new Slot(session.getKey(), start));
        last = start;
      }
    }
    // Without a single time, the order of the numbers is all there is.
    waiting.forEach(number -> slots.add(new Slot(number, Moment.of(Instant.EPOCH))));
    slots.sort(Comparator.comparing(Slot::start)); // Stable: the numbers break ties.
    return new SazIndex(slots, decrypted, untimed, unread);
  }

  private static @Nullable Moment start(SessionMetadata metadata) {
    Moment own =
        OwnFacts.of(metadata).flatMap(OwnFacts::clock).map(ClockJson::started).orElse(null);
    if (own != null) {
      return own;
    }
    Instant begin = SessionTimes.begin(metadata);
    return begin == null ? null : Moment.of(begin);
  }
}
