package dev.boshtap.decoders;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The script of a {@link Shift} of many agents, with the troubles of a bad day: desktops that are
 * cut off, sleep or hang up here and there, and a restart of the notification service under all of
 * them. The same at each run.
 */
public final class ShiftOfMany {

  private static final LocalTime BEGIN = LocalTime.of(10, 0);
  private static final int FIRST = 1001;
  private static final String[] STATES = {"READY", "TALKING", "WORK", "NOT_READY"};
  private static final String[] TROUBLES = {"reset", "closed", "gives-up", "sleeps 90S", "died"};

  private ShiftOfMany() {}

  /**
   * The script.
   *
   * @param length at most until midnight, fourteen hours
   */
  public static List<String> script(int agents, Duration length) {
    Random chance = new Random(17);
    List<String> lines = new ArrayList<>();
    int last = FIRST + agents - 1;
    long seconds = length.toSeconds();
    String all = FIRST + "-" + last;
    lines.add(at(0) + all + " signs-in");
    for (int agent = FIRST; agent <= last; agent++) {
      int number = agent;
      if (agent % 50 == 0) {
        lines.add(at(5) + number + " system-info 1M " + (seconds / 60 - 1));
      }
      for (long second = 60L + agent % 300; second < seconds - 60; second += 300) {
        lines.add(at(second) + number + " told " + STATES[(int) (second / 300 % STATES.length)]);
      }
      if (chance.nextInt(4) == 0) {
        long second = 120L + chance.nextInt((int) seconds - 240);
        lines.add(at(second) + number + " " + TROUBLES[chance.nextInt(TROUBLES.length)]);
      }
    }
    long restart = seconds / 2;
    lines.add(at(restart) + all + " closed");
    lines.add(at(restart) + all + " refused");
    lines.add(at(restart + 40) + all + " reachable");
    lines.add(at(restart + 40) + all + " forgotten");
    lines.add(at(seconds) + all + " signs-out");
    return lines;
  }

  private static String at(long second) {
    LocalTime time = BEGIN.plusSeconds(second);
    return "%02d:%02d:%02d ".formatted(time.getHour(), time.getMinute(), time.getSecond());
  }
}
