package dev.boshtap.decoders.xml;

import static dev.boshtap.decoders.event.Event.Unreadable.FORBIDDEN_CHARACTER;

import java.util.Arrays;

/**
 * A text in which what XML forbids inside text was put right, and where it was: forbidden
 * characters and references to them (call variables do hold them: Cisco CSCva72280, CSCva72325), an
 * ampersand that begins no reference, a less-than sign that begins no tag, well-known prefixes
 * nobody declared.
 */
final class Mending {

  private static final char REPLACEMENT = '\uFFFD';

  private final String original;
  private final StringBuilder out;

  /** Pairs: from this place in the mended text on, it is ahead of the original by so much. */
  private int[] shifts = new int[8];

  private int shiftCount;

  /** Up to here nothing is markup or a reference: inside CDATA, a comment, an instruction. */
  private int verbatimEnd;

  private int places;
  private int firstPlace = -1;
  private String firstReason = "";

  private Mending(String original) {
    this.original = original;
    this.out = new StringBuilder(original.length() + 64);
  }

  static Mending of(String original) {
    Mending mending = new Mending(original);
    mending.mend();
    return mending;
  }

  /** The text as it came. */
  String original() {
    return original;
  }

  /** The text to be read instead. */
  String text() {
    return out.toString();
  }

  /** Where something was mended first, in the original; -1 when nothing was. */
  int firstPlace() {
    return firstPlace;
  }

  /** What was mended. */
  String reason() {
    return places <= 1 ? firstReason : firstReason + " (and " + (places - 1) + " more)";
  }

  /** The place in the original of a place in the mended text. */
  int original(int mended) {
    int ahead = 0;
    for (int i = 0; i < shiftCount && shifts[2 * i] <= mended; i++) {
      ahead = shifts[2 * i + 1];
    }
    return Math.max(0, Math.min(mended - ahead, original.length()));
  }

  private void mend() {
    int length = original.length();
    int i = 0;
    // White space before an XML declaration is no document's, and some senders' habit.
    while (i < length && isSpace(original.charAt(i))) {
      i++;
    }
    shiftTo(i);
    boolean rootSeen = false;
    while (i < length) {
      char c = original.charAt(i);
      if (c == '&' && i >= verbatimEnd) {
        i = reference(i);
      } else if (c == '<' && i >= verbatimEnd) {
        if (beginsNoTag(i)) {
          put(i, "&lt;", "\"<\" that begins no tag, read as text");
          i++;
        } else {
          setVerbatim(i);
          out.append(c);
          i++;
          if (!rootSeen && i < length && isNameStart(original.charAt(i))) {
            rootSeen = true;
            i = copyName(i);
            declarePrefixes();
            shiftTo(i);
          }
        }
      } else {
        i = character(i, c);
      }
    }
  }

  private int character(int i, char c) {
    if (Character.isHighSurrogate(c)
        && i + 1 < original.length()
        && Character.isLowSurrogate(original.charAt(i + 1))) {
      out.append(c).append(original.charAt(i + 1));
      return i + 2;
    }
    if (isAllowed(c)) {
      out.append(c);
    } else {
      put(
          i,
          String.valueOf(REPLACEMENT),
          "character U+%04X %s, replaced".formatted((int) c, FORBIDDEN_CHARACTER));
    }
    return i + 1;
  }

  private int reference(int i) {
    int end = References.end(original, i);
    String name = end < 0 ? "" : original.substring(i + 1, end);
    switch (name) {
      case "lt", "gt", "amp", "quot", "apos" -> {
        out.append('&').append(name).append(';');
        return end + 1;
      }
      default -> {}
    }
    int character = References.character(name);
    if (character < 0) {
      put(i, "&amp;", "\"&\" that begins no reference, read as text");
      shiftTo(i + 1);
      return i + 1;
    }
    if (!isAllowed(character)) {
      put(
          i,
          String.valueOf(REPLACEMENT),
          "reference &%s; to a character %s, replaced".formatted(name, FORBIDDEN_CHARACTER));
      shiftTo(end + 1);
    } else {
      out.append(original, i, end + 1);
    }
    return end + 1;
  }

  private void put(int place, String instead, String reason) {
    if (places++ == 0) {
      firstPlace = place;
      firstReason = reason;
    }
    out.append(instead);
    shiftTo(place + 1);
  }

  /** Notes that what follows in the mended text stood at {@code place} in the original. */
  private void shiftTo(int place) {
    int ahead = out.length() - place;
    int before = shiftCount == 0 ? 0 : shifts[2 * shiftCount - 1];
    if (ahead == before) {
      return;
    }
    if (2 * shiftCount == shifts.length) {
      shifts = Arrays.copyOf(shifts, 2 * shifts.length);
    }
    shifts[2 * shiftCount] = out.length();
    shifts[2 * shiftCount + 1] = ahead;
    shiftCount++;
  }

  private int copyName(int from) {
    int i = from;
    while (i < original.length() && !isNameEnd(original.charAt(i))) {
      out.append(original.charAt(i));
      i++;
    }
    return i;
  }

  /** Openfire and hand-made clients use these without declaring them. */
  private void declarePrefixes() {
    declare("stream:", " xmlns:stream=\"http://etherx.jabber.org/streams\"");
    declare("xmpp:", " xmlns:xmpp=\"urn:xmpp:xbosh\"");
  }

  private void declare(String prefix, String declaration) {
    String name = declaration.substring(1, declaration.indexOf('='));
    if (original.contains(prefix) && !original.contains(name)) {
      out.append(declaration);
    }
  }

  private boolean beginsNoTag(int i) {
    if (i + 1 == original.length()) {
      return false;
    }
    char next = original.charAt(i + 1);
    return isSpace(next)
        || next == '='
        || (next >= '0' && next <= '9')
        || Tags.isTooLong(original, i);
  }

  private void setVerbatim(int i) {
    if (original.startsWith("<![CDATA[", i)) {
      verbatimEnd = endOf("]]>", i);
    } else if (original.startsWith("<!--", i)) {
      verbatimEnd = endOf("-->", i);
    } else if (original.startsWith("<?", i)) {
      verbatimEnd = endOf("?>", i);
    }
  }

  private int endOf(String mark, int from) {
    int end = original.indexOf(mark, from);
    return end < 0 ? original.length() : end + mark.length();
  }

  private static boolean isNameStart(char c) {
    return c == '_' || c == ':' || Character.isLetter(c);
  }

  static boolean isNameEnd(char c) {
    return isSpace(c) || c == '>' || c == '/' || c == '<';
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** XML 1.0, 2.2. */
  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }
}
