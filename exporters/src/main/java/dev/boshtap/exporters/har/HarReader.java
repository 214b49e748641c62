package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a HAR as what was seen on the wire, in order of time, so that the observer makes of a file
 * what it would have made of the traffic. Reads what browsers, Fiddler, mitmproxy and others write,
 * and files of our own without loss; packed with gzip or not, in UTF-8 or UTF-16.
 *
 * <p>Entries may stand in any order. The file is read twice, first to find where they stand; what
 * is held are places and times of all entries, and the bodies of those that overlap in time.
 *
 * <p>A request without an answer ended in a way that the file does not say ({@link
 * dev.boshtap.decoders.wire.Ending.Unknown} with the tool's own words), unless the file is ours. A
 * file that is cut gives the events up to the cut, and a loss.
 */
public final class HarReader implements AutoCloseable {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build();

  private final HarFile file;
  private final HarIndex index;
  private final EntryReader entries;
  private final PriorityQueue<Queued> queue =
      new PriorityQueue<>(
          Comparator.comparing((Queued queued) -> queued.event().at())
              .thenComparing(Queued::order));
  private int nextSlot;
  private long order;

  private record Queued(WireEvent event, long order) {}

  private HarReader(HarFile file, HarIndex index) {
    this.file = file;
    this.index = index;
    this.entries = new EntryReader(index);
  }

  /**
   * Opens a HAR.
   *
   * @throws HarException when the file is none
   * @throws IOException when it cannot be read
   */
  public static HarReader open(Path path) throws IOException {
    HarFile file = HarFile.open(path);
    try {
      return new HarReader(file, HarIndex.of(file, path, JSON));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** What was seen next, or null when that was all. */
  public @Nullable WireEvent next() throws IOException {
    while (nextSlot < index.slots().size() && isDue(index.slots().get(nextSlot).start())) {
      load(index.slots().get(nextSlot++));
    }
    Queued next = queue.poll();
    if (next == null) {
      return null;
    }
    return next.event();
  }

  /**
   * The latest moment that the entries told so far know of: when all were told, the end of the
   * capture, until which requests that did not end were open.
   */
  public Optional<Moment> end() {
    return Optional.ofNullable(entries.latest());
  }

  /** What of the file could not be read; to be said after its events. */
  public List<Observation.Loss> losses() {
    Moment at = end().orElse(Moment.of(Instant.EPOCH));
    List<Observation.Loss> losses = new ArrayList<>();
    if (index.damage() != null) {
      losses.add(new Observation.Loss(at, index.damage(), 1));
    }
    if (index.untimed() > 0) {
      losses.add(
          new Observation.Loss(
              at, "entries that do not say when they began (startedDateTime)", index.untimed()));
    }
    return losses;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Whether an entry may hold an event earlier than all that wait. */
  private boolean isDue(Instant start) {
    Queued earliest = queue.peek();
    return earliest == null || Moment.of(start).compareTo(earliest.event().at()) <= 0;
  }

  private void load(HarIndex.Slot slot) throws IOException {
    JsonNode entry;
    try {
      entry = JSON.readTree(file.piece(slot.offset(), slot.length()));
    } catch (JacksonException e) {
      throw new IOException("the file changed while it was read: " + e.getOriginalMessage(), e);
    }
    for (WireEvent event : entries.read(entry, slot.start())) {
      queue.add(new Queued(event, order++));
    }
  }
}
