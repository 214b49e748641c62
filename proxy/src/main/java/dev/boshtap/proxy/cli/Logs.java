package dev.boshtap.proxy.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the logging library what the settings say; {@link LogsAtStart} holds until then. */
final class Logs {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} %said%n%frames";

  private Logs() {}

  static void configure(Config.Log settings) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger("dev.boshtap").setLevel(Level.valueOf(settings.level().name()));
    if (settings.file().isPresent()) {
      toFile(context, settings.file().get());
    }
  }

  private static void toFile(LoggerContext context, Path file) throws IOException {
    // Asked of the system first: the library would say why not, but only to itself.
    PrivateFiles.createLog(file);
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("frames", FramesConverter::new);
    layout.getInstanceConverterMap().put("said", SaidConverter::new);
    layout.setPattern(PATTERN);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    FileAppender<ILoggingEvent> lines = new FileAppender<>();
    lines.setContext(context);
    lines.setFile(file.toString());
    lines.setEncoder(encoder);
    lines.start();
    AsyncAppender appender = new AsyncAppender();
    appender.setContext(context);
    appender.setNeverBlock(true);
    appender.addAppender(lines);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
  }
}
