package dev.boshtap.proxy.cli;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * A stack trace in the log file, without the exceptions' messages: those quote what came from the
 * network, secrets too.
 */
final class FramesConverter extends ThrowableHandlingConverter {

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder trace = new StringBuilder();
    for (IThrowableProxy thrown = event.getThrowableProxy();
        thrown != null;
        thrown = thrown.getCause()) {
      trace.append("  ").append(thrown.getClassName()).append(System.lineSeparator());
      for (StackTraceElementProxy frame : thrown.getStackTraceElementProxyArray()) {
        trace.append("    ").append(frame.getSTEAsString()).append(System.lineSeparator());
      }
    }
    return trace.toString();
  }
}
