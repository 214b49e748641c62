package dev.boshtap.simulator;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails a class of tests during which Netty has reported a buffer as leaked. */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {

  private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    reports.start();
    logger().addAppender(reports);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    // Leaks are found when what was leaked is collected, and told of at the next allocation.
    System.gc();
    for (int i = 0; i < 16; i++) {
      ByteBufAllocator.DEFAULT.buffer().release();
    }
    logger().detachAppender(reports);
    List<String> leaks =
        List.copyOf(reports.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    if (!leaks.isEmpty()) {
      throw new AssertionError("reported as leaked: " + leaks);
    }
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  }
}
