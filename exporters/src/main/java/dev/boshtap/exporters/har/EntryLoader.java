package dev.boshtap.exporters.har;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.boshtap.exporters.read.CaptureLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads single entries of a HAR. An entry that is too large to be held is read without what makes
 * it so: texts beyond the limit are left out, and the messages of a WebSocket, which may be those
 * of a whole shift, are read one by one.
 */
final class EntryLoader {

  /** For whoever parses a HAR: long texts are bounded here, not by the parser. */
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // The file is UTF-8 by now, however its first bytes look.
                  .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build();

  /** The field with a WebSocket's messages, which Chrome, mitmproxy and HTTP Toolkit share. */
  static final String MESSAGES = "_webSocketMessages";

  private final HarFile file;
  private final CaptureLimits limits;
  private long cut;

  EntryLoader(HarFile file, CaptureLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /**
   * An entry.
   *
   * @param entry its tree
   * @param messages where its WebSocket messages stand that are not in the tree, in their order
   */
  record Loaded(JsonNode entry, List<Place> messages) {}

  /** A piece of the file. */
  record Place(long offset, long length) {}

  /** A piece of an entry that is left out, and what stands for it. */
  private record Hole(long from, long to, String instead) {}

  /** The most bytes of one text that are read. */
  long most() {
    return 2L * limits.body();
  }

  /** How many texts were left out so far. */
  long cut() {
    return cut;
  }

  /** Reads an entry. */
  Loaded load(HarIndex.Slot slot) throws IOException {
    try {
      return slot.length() <= limits.entry()
          ? new Loaded(JSON.readTree(file.piece(slot.offset(), (int) slot.length())), List.of())
          : large(slot);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw changed(e);
    }
  }

  /** Reads a message that is not in its entry's tree. */
  JsonNode message(Place place) throws IOException {
    try {
      return JSON.readTree(file.piece(place.offset(), (int) place.length()));
    } catch (JacksonException e) {
      throw changed(e);
    }
  }

  private static IOException changed(JacksonException e) {
    return new IOException("the file changed while it was read: " + e.getOriginalMessage(), e);
  }

  private Loaded large(HarIndex.Slot slot) throws IOException {
    List<Hole> holes = new ArrayList<>();
    List<Place> messages = new ArrayList<>();
    try (JsonParser in = JSON.createParser(file.stream(slot.offset(), slot.length()))) {
      findHoles(in, slot.offset(), holes, messages);
    }
    long size = slot.length();
    for (Hole hole : holes) {
      size -= hole.to() - hole.from();
    }
    if (size > 2 * most() + limits.entry()) {
      throw new IOException(
          "an entry of %d MB without a text or message that is large (expected: %d MB at most)"
              .formatted(size >> 20, (2 * most() + limits.entry()) >> 20));
    }
    ByteArrayOutputStream rest = new ByteArrayOutputStream((int) size);
    long at = 0;
    for (Hole hole : holes) {
      rest.writeBytes(file.piece(slot.offset() + at, (int) (hole.from() - at)));
      rest.writeBytes(hole.instead().getBytes(US_ASCII));
      at = hole.to();
    }
    rest.writeBytes(file.piece(slot.offset() + at, (int) (slot.length() - at)));
    return new Loaded(JSON.readTree(rest.toByteArray()), messages);
  }

  private void findHoles(JsonParser in, long offset, List<Hole> holes, List<Place> messages) {
    int depth = 0;
    long text = -1;
    for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
      long at = in.currentTokenLocation().getByteOffset();
      if (text >= 0 && at - text > most()) {
        holes.add(new Hole(text, at, token.isStructEnd() ? "\"\"" : "\"\","));
        cut++;
      }
      text = token == JsonToken.VALUE_STRING ? at : -1;
      if (token == JsonToken.START_ARRAY && depth == 1 && MESSAGES.equals(in.currentName())) {
        places(in, offset, messages);
        holes.add(new Hole(at, in.currentLocation().getByteOffset(), "[]"));
      } else if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
    }
  }

  private void places(JsonParser in, long offset, List<Place> messages) {
    for (JsonToken token = in.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = in.nextToken()) {
      long at = in.currentTokenLocation().getByteOffset();
      in.skipChildren();
      long length = in.currentLocation().getByteOffset() - at;
      if (token == JsonToken.START_OBJECT && length <= most()) {
        messages.add(new Place(offset + at, length));
      } else {
        cut++;
      }
    }
  }
}
