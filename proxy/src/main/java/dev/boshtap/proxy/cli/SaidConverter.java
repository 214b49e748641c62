package dev.boshtap.proxy.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.boshtap.exporters.Printable;

/** A message on one line that does nothing to a terminal: it may quote the network. */
public final class SaidConverter extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return Printable.text(event.getFormattedMessage());
  }
}
