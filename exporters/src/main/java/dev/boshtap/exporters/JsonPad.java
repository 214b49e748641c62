package dev.boshtap.exporters;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/**
 * One JSON text after the other, in the same memory and by the same generator: to make these anew
 * costs as much as a short text does. Used by one thread.
 *
 * <p>Characters and not the byte-based generator: that one refuses half a surrogate pair, which
 * network text may well hold.
 */
public final class JsonPad {

  private static final int USUAL = 4_096;

  /** A text that is longer leaves no memory of its size behind. */
  private static final int LONGEST_KEPT = 1 << 16;

  private final Function<Writer, JsonGenerator> generators;
  private final Page page = new Page();
  private JsonGenerator json;

  private static final class Page extends Writer {
    private char[] chars = new char[USUAL];
    private int length;

    @Override
    public void write(char[] from, int offset, int count) {
      if (count > chars.length - length) {
        chars = Arrays.copyOf(chars, Math.max(2 * chars.length, length + count));
      }
      System.arraycopy(from, offset, chars, length, count);
      length += count;
    }

    void clear() {
      length = 0;
      if (chars.length > LONGEST_KEPT) {
        chars = new char[USUAL];
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /**
   * An empty pad.
   *
   * @param generators make a generator that writes nothing between two values at its root
   */
  public JsonPad(Function<Writer, JsonGenerator> generators) {
    this.generators = generators;
    json = generators.apply(page);
  }

  /** The text of one value, that {@code value} writes. */
  public String text(Consumer<JsonGenerator> value) {
    boolean whole = false;
    try {
      value.accept(json);
      json.flush();
      whole = true;
      return new String(page.chars, 0, page.length);
    } finally {
      if (!whole) {
        // It stands within the object that it failed in.
        json.close();
        json = generators.apply(page);
      }
      page.clear();
    }
  }

  /** As {@link #text}, in UTF-8. */
  public byte[] bytes(Consumer<JsonGenerator> value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }
}
