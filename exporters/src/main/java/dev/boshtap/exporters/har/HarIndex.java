package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.exporters.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the entries of a HAR stand and when they began: what is needed to read them in order of
 * time without holding them. Takes some forty bytes an entry, whatever the entries hold.
 *
 * @param slots the entries, in order of time
 * @param isOurs whether boshtap wrote the file
 * @param decrypted the servers that requests other than CONNECT went to
 * @param untimed how many entries do not say when they began
 * @param damage what is wrong with the file from some place on, one line; or null
 */
record HarIndex(
    List<Slot> slots,
    boolean isOurs,
    Set<HostPort> decrypted,
    long untimed,
    @Nullable String damage) {

  /** One entry: when it began, where its text begins, and how long it is. */
  record Slot(Instant start, long offset, int length) {}

  /**
   * Reads through a file once.
   *
   * @throws HarException when it is no HAR
   */
  static HarIndex of(HarFile file, Path name, JsonMapper json) throws IOException {
    Builder builder = new Builder(name);
    try (InputStream in = file.stream();
        JsonParser parser = json.createParser(in)) {
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
    private boolean isOurs;
    private boolean inEntries;
    private long untimed;
    private @Nullable String damage;

    private @Nullable Instant start;

    Builder(Path name) {
      this.name = name;
    }

    HarIndex build() throws HarException {
      if (!inEntries) {
        throw notHar("no log with entries in it");
      }
      slots.sort(Comparator.comparing(Slot::start)); // Stable: the file's order breaks ties.
      return new HarIndex(slots, isOurs, decrypted, untimed, damage);
    }

    void damaged(JacksonException e) throws HarException {
      String why =
          Printable.text(e.getOriginalMessage())
              + " at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr();
      if (!inEntries) {
        throw notHar(why);
      }
      damage = "the file is damaged or cut after " + slots.size() + " entries: " + why;
    }

    private HarException notHar(String why) {
      return new HarException(name + ": not a HAR: " + why);
    }

    void read(JsonParser in) throws HarException {
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
          isOurs = in.getString().equals("boshtap");
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
      for (String field = in.nextName(); field != null; field = in.nextName()) {
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_STRING && field.equals("startedDateTime")) {
          start = HarTime.parse(in.getString());
        } else if (value == JsonToken.START_OBJECT && field.equals("request")) {
          request(in);
        } else {
          in.skipChildren();
        }
      }
      long length = in.currentLocation().getByteOffset() - offset;
      if (start == null || length > Integer.MAX_VALUE - 8) {
        untimed++;
      } else {
        slots.add(new Slot(start, offset, (int) length));
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
