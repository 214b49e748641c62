package dev.boshtap.proxy.app;

import dev.boshtap.proxy.cli.Sizes;
import java.time.Duration;

/** The words of a status line: those that matter most first, for a narrow terminal cuts the end. */
final class Status {

  private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

  private Status() {}

  /**
   * One line.
   *
   * @param behind what a crash would cost now; told when it is more than a second
   * @param size bytes of the capture; -1 where there is none
   */
  static String line(
      long agents,
      long openPolls,
      long events,
      long unanswered,
      long lost,
      Duration behind,
      long size) {
    return "%s | %s | %d unanswered%s%s | %s%s"
        .formatted(
            count(agents, "agent"),
            count(openPolls, "open poll"),
            unanswered,
            lost == 0 ? "" : " | " + lost + " LOST",
            behind.compareTo(WORTH_A_WORD) <= 0 ? "" : " | " + behind.toSeconds() + " s BEHIND",
            count(events, "event"),
            size < 0 ? "" : " | " + Sizes.text(size));
  }

  private static String count(long many, String of) {
    return many + " " + of + (many == 1 ? "" : "s");
  }
}
