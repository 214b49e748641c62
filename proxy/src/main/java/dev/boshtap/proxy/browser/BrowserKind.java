package dev.boshtap.proxy.browser;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The browsers that can be started, the likeliest for a Finesse desktop first. */
public enum BrowserKind {
  CHROME("Chrome"),
  EDGE("Edge"),
  CHROMIUM("Chromium"),
  FIREFOX("Firefox");

  private final String text;

  BrowserKind(String text) {
    this.text = text;
  }

  /** The kind of a name as it is typed: {@code chrome}, {@code edge}, {@code chromium}… */
  public static Optional<BrowserKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** Its name as it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
