package dev.boshtap.proxy.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.boshtap.exporters.Printable;
import java.util.Map;
import org.slf4j.Logger;

/**
 * What the logging library does until {@link Logs} gives it what the settings say: it finds this as
 * a service. In code, as to read the same from XML takes a tenth of a start.
 *
 * <p>Whoever names a file of their own ({@code -Dlogback.configurationFile}) has that instead.
 */
public final class LogsAtStart extends ContextAwareBase implements Configurator {

  private static final Map<String, Level> LEVELS =
      Map.of(
          Logger.ROOT_LOGGER_NAME,
          Level.ERROR,
          "dev.boshtap",
          Level.WARN,
          // It logs a stack trace for each upstream that fails; what failed is an event of ours.
          "org.littleshoot.proxy",
          Level.OFF,
          // At the end, of those that came too late to be told.
          "io.netty.util.concurrent.DefaultPromise.rejectedExecution",
          Level.OFF);

  /** Found by the library, which wants it without parameters. */
  public LogsAtStart() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Line line = new Line();
    line.setContext(context);
    line.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(line);
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setName("stderr");
    stderr.setContext(context);
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    AsyncAppender async = new AsyncAppender(); // An event loop never waits for a slow terminal.
    async.setName("async");
    async.setContext(context);
    async.setNeverBlock(true);
    async.addAppender(stderr);
    async.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(async);
    LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Messages quote the network: nothing of it reaches into the terminal. */
  private static final class Line extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
      return "boshtap: %-5s %s%n"
          .formatted(event.getLevel(), Printable.text(event.getFormattedMessage()));
    }
  }
}
