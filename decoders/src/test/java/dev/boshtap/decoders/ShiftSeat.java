package dev.boshtap.decoders;

import java.time.Duration;

/** Somebody at work in a {@link Shift}, to whom things happen. */
interface ShiftSeat {

  /** What happens to it, by the verb of the script and what follows it. */
  void does(String what, String how);

  /** The address of an agent's computer. */
  static String address(String agent) {
    int number = Integer.parseInt(agent);
    return "10.1." + number / 200 % 250 + "." + (number % 200 + 1);
  }

  /** Nobody begins at the same moment as anybody else. */
  static Duration apart(String agent) {
    return Duration.ofMillis(50 + Integer.parseInt(agent) % 97 * 61L);
  }
}
