package dev.boshtap.exporters.saz;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a session archive that belongs to one session, told by its name: {@code raw/017_c.txt}.
 *
 * @param session the session's number
 * @param kind what of the session it holds
 */
record SazPart(long session, Kind kind) {

  /** What a file holds of its session. */
  enum Kind {
    /** The raw request. */
    CLIENT('c', "txt"),
    /** The raw answer. */
    SERVER('s', "txt"),
    /** Timers and flags. */
    METADATA('m', "xml"),
    /** The WebSocket's frames. */
    WEBSOCKET('w', "txt");

    private final char letter;
    private final String extension;

    Kind(char letter, String extension) {
      this.letter = letter;
      this.extension = extension;
    }
  }

  private static final Pattern NAME =
      Pattern.compile("(?i)(?:.*[/\\\\])?raw[/\\\\](\\d{1,18})_([csmw])\\.(?:txt|xml)");

  /** The part of that name, if it is one. */
  static Optional<SazPart> of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    char letter = matcher.group(2).toLowerCase(Locale.ROOT).charAt(0);
    for (Kind kind : Kind.values()) {
      if (kind.letter == letter) {
        return Optional.of(new SazPart(Long.parseLong(matcher.group(1)), kind));
      }
    }
    return Optional.empty();
  }

  /** The name of a part; numbers have at least three digits, as Fiddler sorts them by name. */
  String name() {
    return "raw/%03d_%c.%s".formatted(session, kind.letter, kind.extension);
  }
}
