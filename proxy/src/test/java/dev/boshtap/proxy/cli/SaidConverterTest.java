package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;

class SaidConverterTest {

  /** As {@code logback.xml} has it, which nobody but the library reads. */
  @Test
  void aMessageThatQuotesTheNetworkDoesNothingToATerminal() throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Logs.class.getResource("/logback.xml"));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    AsyncAppender async = (AsyncAppender) root.getAppender("async");
    ConsoleAppender<ILoggingEvent> stderr =
        (ConsoleAppender<ILoggingEvent>) async.getAppender("stderr");

    byte[] line =
        stderr
            .getEncoder()
            .encode(
                new LoggingEvent(
                    "", root, Level.WARN, "{} \u009b2J\u202e\n", null, new Object[] {"\u001b[2J"}));

    assertThat(new String(line, UTF_8).stripTrailing())
        .isEqualTo("boshtap: WARN  \\u001b[2J \\u009b2J\\u202e\\n");
    context.stop();
  }
}
