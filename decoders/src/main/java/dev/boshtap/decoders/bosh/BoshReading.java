package dev.boshtap.decoders.bosh;

import dev.boshtap.decoders.event.Event;

/** What came of reading a text as BOSH. */
public sealed interface BoshReading {

  /**
   * It is BOSH.
   *
   * @param body what it says, and what of it could not be read
   */
  record Read(BoshBody body) implements BoshReading {}

  /**
   * It is something else: a web page, nothing, another XML, no XML.
   *
   * @param why what it is instead, for a person
   * @param kind what it is instead
   * @param title a web page's title, on one line; else empty
   */
  record NotBosh(Event.Unreadable why, Kind kind, String title) implements BoshReading {}

  /** What stands where BOSH was expected. */
  enum Kind {
    WEB_PAGE("a web page"),
    OTHER_XML("other XML"),
    BROKEN_XML("broken XML"),
    NO_XML("something that is no XML"),
    NOTHING("an empty answer");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As a person says it. */
    public String words() {
      return words;
    }
  }
}
