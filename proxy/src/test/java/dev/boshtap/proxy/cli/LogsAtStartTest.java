package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LogsAtStartTest {

  private final LoggerContext context = new LoggerContext();

  @Test
  void theLibraryFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class)).hasOnlyElementsOfType(LogsAtStart.class);
  }

  @Test
  void aMessageThatQuotesTheNetworkDoesNothingToATerminal() {
    assertThat(configure()).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    AsyncAppender async = (AsyncAppender) root.getAppender("async");
    ConsoleAppender<ILoggingEvent> stderr =
        (ConsoleAppender<ILoggingEvent>) async.getAppender("stderr");

    byte[] line =
        stderr
            .getEncoder()
            .encode(
                new LoggingEvent(
                    "",
                    root,
                    Level.WARN,
                    "{} \u009b2J\u202e\n",
                    new IllegalStateException("not shown"),
                    new Object[] {"\u001b[2J"}));

    assertThat(new String(line, UTF_8).stripTrailing())
        .isEqualTo("boshtap: WARN  \\u001b[2J \\u009b2J\\u202e\\n");
    context.stop();
  }

  @Test
  void othersAreHeardWhenTheyFail() {
    configure();

    assertThat(context.getLogger("io.netty.channel").getEffectiveLevel()).isEqualTo(Level.ERROR);
    assertThat(context.getLogger("dev.boshtap.proxy.app").getEffectiveLevel())
        .isEqualTo(Level.WARN);
    assertThat(context.getLogger("org.littleshoot.proxy.impl").getEffectiveLevel())
        .isEqualTo(Level.OFF);
    context.stop();
  }

  /** As in a user's start, where no file is named; these tests have one. */
  private ExecutionStatus configure() {
    String named = System.clearProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
    try {
      return new LogsAtStart().configure(context);
    } finally {
      if (named != null) {
        System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, named);
      }
    }
  }
}
