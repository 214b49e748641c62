package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.CaptureReader;
import dev.boshtap.exporters.read.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells a HAR as what was seen on the wire, in order of time. Reads what browsers, Fiddler,
 * mitmproxy, HTTP Toolkit, Charles and others write, and files of our own without loss; packed or
 * not, in UTF-8 or UTF-16.
 *
 * <p>Entries may stand in any order. The file is read twice, first to find where they stand; what
 * is held are places and times of all entries, and the bodies of those that overlap in time, large
 * ones not even then.
 *
 * <p>A request without an answer ended in a way that the file does not say ({@link
 * dev.boshtap.decoders.wire.Ending.Unknown} with the tool's own words), unless the file is ours. A
 * file that is cut gives the events up to the cut, and a loss.
 */
public final class HarReader implements CaptureReader {

  /** A body that is not worth holding while others are told that began later. */
  private static final int LARGE = 256 << 10;

  private final HarFile file;
  private final HarIndex index;
  private final EntryLoader loader;
  private final EntryReader entries;
  private final Timeline timeline = new Timeline(new Slots());

  private HarReader(HarFile file, HarIndex index, CaptureLimits limits) {
    this.file = file;
    this.index = index;
    this.loader = new EntryLoader(file, limits);
    this.entries = new EntryReader(index);
  }

  /**
   * Opens a HAR with the limits that boshtap ships with.
   *
   * @throws CaptureException when the file is none
   * @throws IOException when it cannot be read
   */
  public static HarReader open(Path path) throws IOException {
    return open(path, CaptureLimits.DEFAULTS);
  }

  /**
   * Opens a HAR.
   *
   * @throws CaptureException when the file is none
   * @throws IOException when it cannot be read
   */
  public static HarReader open(Path path, CaptureLimits limits) throws IOException {
    HarFile file = HarFile.open(path, limits);
    try {
      return new HarReader(file, HarIndex.of(file, path), limits);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public @Nullable WireEvent next() throws IOException {
    return timeline.next();
  }

  @Override
  public Optional<Moment> end() {
    return Optional.ofNullable(entries.latest());
  }

  @Override
  public boolean isDamaged() {
    return file.damage() != null || index.damage() != null;
  }

  @Override
  public List<Observation.Loss> losses() {
    Moment at = end().orElse(Moment.of(Instant.EPOCH));
    List<Observation.Loss> losses = new ArrayList<>();
    add(losses, at, file.damage(), 1);
    add(losses, at, index.damage(), 1);
    add(losses, at, "entries that do not say when they began (startedDateTime)", index.untimed());
    add(
        losses,
        at,
        "texts larger than %d MB, not read".formatted(loader.most() >> 20),
        loader.cut());
    entries.losses().forEach((what, count) -> add(losses, at, what, count));
    return losses;
  }

  private static void add(
      List<Observation.Loss> losses, Moment at, @Nullable String what, long count) {
    if (what != null && count > 0) {
      losses.add(new Observation.Loss(at, what, count));
    }
  }

  private WireEvent again(HarIndex.Slot slot, Moment at, long exchange) throws IOException {
    HarBody body = HarBody.ofResponse(loader.load(slot).entry().path("response"));
    return new WireEvent.ResponseBytes(at, exchange, body.bytes());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** The entries, in order of time. */
  private final class Slots implements Timeline.Exchanges {
    private int next;

    @Override
    public @Nullable Moment nextStart() {
      return next < index.slots().size() ? index.slots().get(next).moment() : null;
    }

    @Override
    public void tellNext(Timeline line) throws IOException {
      HarIndex.Slot slot = index.slots().get(next++);
      EntryLoader.Loaded loaded = loader.load(slot);
      EntryReader.Told told = entries.read(loaded.entry(), slot.moment());
      for (WireEvent event : told.events()) {
        if (event instanceof WireEvent.ResponseBytes body && body.bytes().length > LARGE) {
          line.add(body.at(), () -> again(slot, body.at(), body.exchange()));
        } else {
          line.add(event);
        }
      }
      if (told.exchange() > 0) {
        line.add(new Messages(loaded, told));
      }
    }
  }

  /** The messages of a WebSocket, if it is one, and the end of the exchange. */
  private final class Messages implements Timeline.Sequence {
    private final Iterator<JsonNode> inTree;
    private final Iterator<EntryLoader.Place> inFile;
    private final long exchange;
    private WireEvent.@Nullable Ended end;
    private final Moment started;
    private Moment last;

    Messages(EntryLoader.Loaded loaded, EntryReader.Told told) {
      inTree = loaded.entry().path(EntryLoader.MESSAGES).iterator();
      inFile = loaded.messages().iterator();
      exchange = told.exchange();
      end = told.end();
      last = told.last();
      started = told.started();
    }

    @Override
    public @Nullable WireEvent next() throws IOException {
      while (inTree.hasNext() || inFile.hasNext()) {
        JsonNode json = inTree.hasNext() ? inTree.next() : loader.message(inFile.next());
        WireEvent.MessageSeen message = SocketMessages.read(json, exchange, last, started);
        if (message != null) {
          last = message.at();
          entries.saw(last);
          return message;
        }
      }
      // That messages came behind it shows that the file's time is not that of an end.
      WireEvent.Ended told = end == null || end.at().compareTo(last) < 0 ? null : end;
      end = null;
      return told;
    }
  }
}
