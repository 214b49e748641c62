package dev.boshtap.proxy.app;

import dev.boshtap.proxy.cli.Sizes;

/** The words of a status line: those that matter most first, for a narrow terminal cuts the end. */
final class Status {

  private Status() {}

  /**
   * One line.
   *
   * @param size bytes of the capture; -1 where there is none
   */
  static String line(
      long agents, long openPolls, long events, long unanswered, long lost, long size) {
    return "%s | %s | %d unanswered | %s%s%s"
        .formatted(
            count(agents, "agent"),
            count(openPolls, "open poll"),
            unanswered,
            count(events, "event"),
            lost == 0 ? "" : " | " + lost + " LOST",
            size < 0 ? "" : " | " + Sizes.text(size));
  }

  private static String count(long many, String of) {
    return many + " " + of + (many == 1 ? "" : "s");
  }
}
