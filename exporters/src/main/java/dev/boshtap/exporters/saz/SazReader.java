package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.CaptureReader;
import dev.boshtap.exporters.read.Passwords;
import dev.boshtap.exporters.read.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lingala.zip4j.model.FileHeader;
import org.jspecify.annotations.Nullable;

/**
 * Tells a session archive of Fiddler's as what was seen on the wire, in order of time: requests,
 * answers, tunnels, WebSocket frames; plain or encrypted (ZipCrypto, AES). Files of our own are
 * read without loss.
 *
 * <p>What is held is the table of contents, the bodies of sessions that overlap in time, and of
 * each open WebSocket one frame. Fiddler does not say who ended a session, so neither does this. An
 * archive that is cut gives what is whole of it, and a loss.
 */
public final class SazReader implements CaptureReader {

  /** A body that is not worth holding while others are told that began later. */
  private static final int LARGE = 256 << 10;

  private static final String UNREADABLE = "files in it that cannot be read";

  private final SazFile file;
  private final SazIndex index;
  private final CaptureLimits limits;
  private final SessionReader sessions;
  private final Timeline timeline = new Timeline(new Slots());

  /** WebSockets that are being read. */
  private final Set<SocketFrames> sockets = new HashSet<>();

  private SazReader(SazFile file, CaptureLimits limits) {
    this.file = file;
    this.limits = limits;
    this.index = SazIndex.of(file);
    this.sessions = new SessionReader(index.decrypted());
  }

  /**
   * Opens a session archive.
   *
   * @param passwords asked only where it is encrypted
   * @throws CaptureException when the file is none, or stays locked
   * @throws IOException when it cannot be read
   */
  public static SazReader open(Path path, Passwords passwords, CaptureLimits limits)
      throws IOException {
    return new SazReader(SazFile.open(path, passwords, limits), limits);
  }

  @Override
  public @Nullable WireEvent next() throws IOException {
    return timeline.next();
  }

  @Override
  public Optional<Moment> end() {
    return Optional.ofNullable(sessions.latest());
  }

  @Override
  public boolean isDamaged() {
    return file.damage() != null || index.unread() > 0 || sessions.isDamaged();
  }

  @Override
  public List<Observation.Loss> losses() {
    Moment at = end().orElse(Moment.of(Instant.EPOCH));
    List<Observation.Loss> losses = new ArrayList<>();
    if (file.damage() != null) {
      losses.add(new Observation.Loss(at, file.damage(), 1));
    }
    if (index.untimed() > 0) {
      losses.add(
          new Observation.Loss(
              at,
              "sessions that do not say when they were, told as after the one before",
              index.untimed()));
    }
    sessions.losses().forEach((what, count) -> losses.add(new Observation.Loss(at, what, count)));
    return losses;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      for (SocketFrames socket : sockets) {
        socket.close();
      }
    }
  }

  private RawMessage message(FileHeader part) {
    try {
      SazFile.Content content = file.read(part, limits.body() + limits.entry());
      if (!content.isWhole()) {
        sessions.lost("bodies larger than %d MB, cut".formatted(limits.body() >> 20));
      }
      return RawMessage.read(content.bytes(), content.isWhole());
    } catch (IOException e) {
      sessions.damaged(UNREADABLE);
      return RawMessage.read(new byte[0], true);
    }
  }

  /** The sessions, in order of time. */
  private final class Slots implements Timeline.Exchanges {
    private int next;

    @Override
    public @Nullable Moment nextStart() {
      return next < index.slots().size() ? index.slots().get(next).start() : null;
    }

    @Override
    public void tellNext(Timeline line) throws IOException {
      SazIndex.Slot slot = index.slots().get(next++);
      Map<SazPart.Kind, FileHeader> parts = file.sessions().get(slot.session());
      FileHeader request = parts == null ? null : parts.get(SazPart.Kind.CLIENT);
      if (parts == null || request == null) {
        sessions.lost("sessions without a request");
        return;
      }
      FileHeader answer = parts.get(SazPart.Kind.SERVER);
      SessionReader.Told told =
          sessions.read(
              new SessionReader.Parts(
                  slot.session(),
                  slot.start(),
                  metadata(parts.get(SazPart.Kind.METADATA)),
                  message(request),
                  answer == null ? null : message(answer)));
      for (WireEvent event : told.events()) {
        if (event instanceof WireEvent.ResponseBytes body
            && body.bytes().length > LARGE
            && answer != null) {
          line.add(body.at(), () -> again(answer, body.at(), body.exchange()));
        } else {
          line.add(event);
        }
      }
      FileHeader frames = parts.get(SazPart.Kind.WEBSOCKET);
      WireEvent.Ended end = told.end();
      InputStream messages = frames == null || told.exchange() == 0 ? null : stream(frames);
      if (messages != null) {
        Moment after = told.events().get(told.events().size() - 1).at();
        SocketFrames socket =
            new SocketFrames(messages, told.exchange(), slot.start(), after, limits.body());
        sockets.add(socket);
        line.add(new Frames(socket, end));
      } else if (end != null) {
        line.add(end);
      }
    }

    private @Nullable InputStream stream(FileHeader part) {
      try {
        return file.stream(part);
      } catch (IOException e) {
        sessions.damaged(UNREADABLE);
        return null;
      }
    }

    private SessionMetadata metadata(@Nullable FileHeader part) {
      try {
        return part == null
            ? SessionMetadata.NONE
            : SessionMetadata.read(file.read(part, SazIndex.METADATA).bytes());
      } catch (IOException e) {
        sessions.damaged(UNREADABLE);
        return SessionMetadata.NONE;
      }
    }

    private WireEvent again(FileHeader answer, Moment at, long exchange) {
      return new WireEvent.ResponseBytes(at, exchange, message(answer).body());
    }
  }

  /** The frames of a WebSocket, and its end, which is not before the last of them. */
  private final class Frames implements Timeline.Sequence {
    private final SocketFrames socket;
    private WireEvent.@Nullable Ended end;

    Frames(SocketFrames socket, WireEvent.@Nullable Ended end) {
      this.socket = socket;
      this.end = end;
    }

    @Override
    public @Nullable WireEvent next() throws IOException {
      WireEvent frame = sockets.contains(socket) ? socket.next() : null;
      if (frame != null) {
        sessions.saw(frame.at());
        return frame;
      }
      if (sockets.remove(socket)) {
        socket.close();
        String damage = socket.damage();
        if (damage != null) {
          sessions.damaged(damage);
        }
      }
      WireEvent.Ended told = end == null ? null : Timeline.notBefore(socket.last(), end);
      end = null;
      return told;
    }
  }
}
