package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.json.EventJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to stand in the entries of WebSockets that are open, which no memory would hold. */
final class OpenSockets implements AutoCloseable {

  /** One WebSocket: its messages, and the events that they gave. */
  record Socket(Moment started, Spill messages, Spill events) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try {
        messages.close();
      } finally {
        events.close();
      }
    }
  }

  private final @Nullable Path har;
  private final Map<Long, Socket> open = new HashMap<>();

  /**
   * None yet.
   *
   * @param har the file beside which what is too much for memory is kept; null to hold it all
   */
  OpenSockets(@Nullable Path har) {
    this.har = har;
  }

  void opened(Observation.Upgraded upgraded) {
    long number = upgraded.exchange().number();
    open.put(
        number,
        new Socket(
            upgraded.exchange().started(),
            new Spill(beside(number, "messages")),
            new Spill(beside(number, "events"))));
  }

  private @Nullable Path beside(long number, String what) {
    return har == null
        ? null
        : har.resolveSibling("%s.%d-%s.part".formatted(har.getFileName(), number, what));
  }

  void add(Observation.Message told) throws IOException {
    Socket socket = open.get(told.exchange());
    if (socket != null) {
      socket.messages().add(HarJson.bytes(out -> MessageWriter.write(out, told, socket.started())));
    }
  }

  void add(Event event) throws IOException {
    Socket socket = open.get(event.context().exchange());
    if (socket != null) {
      socket.events().add(HarJson.bytes(out -> EventJson.write(out, event)));
    }
  }

  /** Takes out a WebSocket that is over, or null when the exchange was none; to be closed. */
  @Nullable Socket finished(long number) {
    return open.remove(number);
  }

  /** Forgets those whose end was never told. */
  @Override
  public void close() throws IOException {
    for (Socket socket : open.values()) {
      socket.close();
    }
    open.clear();
  }
}
