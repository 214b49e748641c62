package dev.boshtap.ca.truststore;

import java.util.Locale;

/** The kinds of operating systems that differ in where trust and programs are kept. */
public enum Platform {
  WINDOWS,
  MACOS,
  /** Linux, and whatever else follows its customs. */
  LINUX;

  /**
   * The platform of a name.
   *
   * @param systemName as in the system property {@code os.name}
   */
  public static Platform of(String systemName) {
    String name = systemName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return WINDOWS;
    }
    return name.startsWith("mac") ? MACOS : LINUX;
  }
}
