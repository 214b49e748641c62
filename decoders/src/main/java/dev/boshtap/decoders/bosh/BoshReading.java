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
   */
  record NotBosh(Event.Unreadable why) implements BoshReading {}
}
