package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.IsoTime;
import dev.boshtap.exporters.read.RequestUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Where the entries of a HAR stand and when they began: what is needed to read them in order of
 * time without holding them. Takes some fifty bytes an entry, whatever the entries hold.
 *
 * @param slots the entries, in order of time
 * @param creator the tool that wrote the file, as it calls itself; perhaps empty
 * @param decrypted the servers that requests other than CONNECT went to
 * @param untimed how many entries do not say when they began
 * @param damage what is wrong with the file from some place on, one line; or null
 */
record HarIndex(
    List<Slot> slots,
    String creator,
    Set<HostPort> decrypted,
    long untimed,
    @Nullable String damage) {

  /**
   * One entry.
   *
   * @param start when it began, by the wall clock
   * @param monotonic the same by the clock that orders the file's events
   * @param offset where its text begins
   * @param length how long that is, in bytes
   */
  record Slot(Instant start, long monotonic, long offset, long length) {

    Moment moment() {
      return new Moment(start, monotonic);
    }
  }

  /** Whether boshtap wrote the file. */
  boolean isOurs() {
    return creator.equals("boshtap");
  }

  /**
   * Reads through a file once.
   *
   * @throws CaptureException when it is no HAR
   */
  static HarIndex of(HarFile file, Path name) throws IOException {
    Builder builder = new Builder(name);
    try (InputStream in = file.stream();
        JsonParser parser = EntryLoader.JSON.createParser(in)) {
      builder.read(parser);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      builder.damaged(e);
    }
    return builder.build();
  }

  private static final class Builder {
    private final Path name;
    private final List<Slot> slots = new ArrayList<>();
    private final Set<HostPort> decrypted = new HashSet<>();
    private String creator = "";
    private boolean inEntries;
    private long untimed;
    private @Nullable String damage;

    private @Nullable Instant start;
    private @Nullable Moment started;

    Builder(Path name) {
      this.name = name;
    }

    HarIndex build() throws CaptureException {
      if (!inEntries) {
        throw notHar("no log with entries in it");
      }
      // Stable: the file's order breaks ties.
      slots.sort(Comparator.comparingLong(Slot::monotonic));
      return new HarIndex(slots, creator, decrypted, untimed, damage);
    }

    void damaged(JacksonException e) throws CaptureException {
      String why = Printable.text(e.getOriginalMessage()) + place(e.getLocation());
      if (!inEntries) {
        throw notHar(why);
      }
      damage = "the file is damaged or cut after " + slots.size() + " entries: " + why;
    }

    /** Not every exception knows where it was: one about a number, for example. */
    private static String place(@Nullable TokenStreamLocation at) {
      return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private CaptureException notHar(String why) {
      return new CaptureException(name + ": not a HAR: " + why);
    }

    void read(JsonParser in) throws CaptureException {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw notHar("it does not begin with an object");
      }
      for (String field = in.nextName(); field != null; field = in.nextName()) {
        if (in.nextToken() == JsonToken.START_OBJECT && field.equals("log")) {
          log(in);
        } else {
          in.skipChildren();
        }
      }
    }

    private void log(JsonParser in) {
      for (String field = in.nextName(); field != null; field = in.nextName()) {
        JsonToken value = in.nextToken();
        if (value == JsonToken.START_ARRAY && field.equals("entries")) {
          inEntries = true;
          while (in.nextToken() != JsonToken.END_ARRAY) {
            entry(in);
          }
        } else if (value == JsonToken.START_OBJECT && field.equals("creator")) {
          creator(in);
        } else {
          in.skipChildren();
        }
      }
    }

    private void creator(JsonParser in) {
      for (String field = in.nextName(); field != null; field = in.nextName()) {
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_STRING && field.equals("name")) {
          creator = in.getString();
        } else {
          in.skipChildren();
        }
      }
    }

    private void entry(JsonParser in) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        in.skipChildren();
        untimed++;
        return;
      }
      long offset = in.currentTokenLocation().getByteOffset();
      start = null;
      started = null;
      for (String field = in.nextName(); field != null; field = in.nextName()) {
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_STRING && field.equals("startedDateTime")) {
          start = IsoTime.parse(in.getString());
        } else if (value == JsonToken.START_OBJECT && field.equals("request")) {
          request(in);
        } else if (value == JsonToken.START_OBJECT && field.equals("_clock")) {
          clock(in);
        } else {
          in.skipChildren();
        }
      }
      Instant began = start;
      if (began == null) {
        untimed++;
      } else {
        long length = in.currentLocation().getByteOffset() - offset;
        slots.add(new Slot(began, monotonic(began), offset, length));
      }
    }

    /**
     * By the clock of our own files, if it is one: an entry begins before its request does,
     * whatever somebody has made of the file since.
     */
    private long monotonic(Instant began) {
      Moment request = started;
      if (request == null) {
        return Moment.of(began).monotonic();
      }
      Duration before = Duration.between(began, request.wall());
      return before.isNegative() ? request.monotonic() : request.monotonic() - before.toNanos();
    }

    /** The first moment of a {@link ClockJson}. */
    private void clock(JsonParser in) {
      for (String field = in.nextName(); field != null; field = in.nextName()) {
        if (in.nextToken() == JsonToken.START_ARRAY && field.equals("started")) {
          String text = in.nextStringValue();
          Instant wall = text == null ? null : IsoTime.parse(text);
          started = wall == null ? null : new Moment(wall, in.nextLongValue(0));
          while (in.currentToken() != JsonToken.END_ARRAY && in.nextToken() != null) {
            in.skipChildren();
          }
        } else {
          in.skipChildren();
        }
      }
    }

    private void request(JsonParser in) {
      String method = "";
      String url = "";
      for (String field = in.nextName(); field != null; field = in.nextName()) {
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_STRING && field.equals("method")) {
          method = in.getString();
        } else if (value == JsonToken.VALUE_STRING && field.equals("url")) {
          url = in.getString();
        } else {
          in.skipChildren();
        }
      }
      if (!method.equals("CONNECT")) {
        RequestUrl.parse(url).ifPresent(parsed -> decrypted.add(parsed.server()));
      }
    }
  }
}
