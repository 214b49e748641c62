package dev.boshtap.simulator.finesse;

/**
 * Why something was not done, in Finesse's words.
 *
 * @param type {@code errorType}, for example {@code Invalid State}
 * @param message {@code errorMessage}, often a CTI constant
 * @param data {@code errorData}
 */
record Refusal(String type, String message, String data) {

  static Refusal invalidState(AgentState now, String asked) {
    return new Refusal("Invalid State", "CF_INVALID_AGENT_WORKMODE", now + " to " + asked);
  }

  static Refusal noSuchDialog(String id) {
    return new Refusal("Not Found", "DIALOG_NOT_FOUND", id);
  }
}
