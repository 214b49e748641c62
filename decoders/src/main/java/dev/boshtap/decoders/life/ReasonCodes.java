package dev.boshtap.decoders.life;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reason codes that the system itself gives, in words. The same number may mean one thing on
 * UCCE and another on UCCX (32767 does), so the words need the deployment; without it both readings
 * are given.
 */
final class ReasonCodes {

  /** A change that the loss of a connection brought about, as opposed to a person. */
  private static final Set<String> CONNECTION = Set.of("255", "50002", "32765", "32740", "32741");

  private static final Map<String, String> UCCE = new HashMap<>();
  private static final Map<String, String> UCCX = new HashMap<>();

  static {
    UCCE.put("255", "connection failure");
    UCCE.put("999", "supervisor initiated");
    UCCE.put("20001", "forced logout begins");
    UCCE.put("20002", "forced logout");
    UCCE.put("20003", "agent asked to sign out");
    UCCE.put("32762", "off hook");
    UCCE.put("32767", "call not answered");
    UCCE.put("50001", "disconnected by the system");
    UCCE.put("50002", "system or connection failure");
    UCCE.put("50003", "device error");
    UCCE.put("50004", "inactivity timeout");
    UCCE.put("50005", "busy with a non-ACD call");
    UCCE.put("50010", "calls overlapped");
    UCCE.put("50020", "queue changed");
    UCCE.put("50030", "device conflict");
    UCCE.put("50040", "mobile agent: call failed");
    UCCE.put("50041", "mobile agent: call not answered");
    UCCE.put("50042", "mobile agent: disconnected");
    UCCE.put("65533", "extension modified");
    UCCE.put("65534", "system reset");
    UCCE.put("65535", "system reinitialised");
    UCCX.put("22", "signed out by the supervisor");
    UCCX.put("33", "made not ready by the supervisor");
    UCCX.put("255", "connection failure");
    UCCX.put("32740", "signed in elsewhere");
    UCCX.put("32741", "extension conflict");
    UCCX.put("32742", "off hook for a non-ACD call");
    UCCX.put("32745", "outbound call");
    UCCX.put("32746", "outbound call");
    UCCX.put("32747", "outbound call");
    UCCX.put("32748", "agent deleted");
    UCCX.put("32749", "call or consultation cancelled");
    UCCX.put("32750", "extension changed");
    UCCX.put("32751", "outbound call skipped");
    UCCX.put("32752", "reservation cancelled");
    UCCX.put("32753", "line restricted");
    UCCX.put("32754", "device restricted");
    UCCX.put("32755", "call ended");
    UCCX.put("32756", "telephone back");
    UCCX.put("32757", "call manager failover");
    UCCX.put("32758", "work timer ran out");
    UCCX.put("32759", "telephone down");
    UCCX.put("32760", "signed in");
    UCCX.put("32761", "non-ICD call");
    UCCX.put("32762", "off hook");
    UCCX.put("32763", "call not answered");
    UCCX.put("32764", "UCCX failure");
    UCCX.put("32765", "connection down");
    UCCX.put("32767", "signed in again");
  }

  private ReasonCodes() {}

  /**
   * The words for a code.
   *
   * @param state the state that it explains, or null: 50002 is one thing at sign-out and another at
   *     not ready
   * @param deployment what the server serves, or null while that is not known
   * @return null where neither table has the code
   */
  static @Nullable String words(
      String code, @Nullable AgentState state, @Nullable Deployment deployment) {
    String ucce = code.equals("50002") ? systemOrConnection(state) : UCCE.get(code);
    String uccx = UCCX.get(code);
    if (deployment != null) {
      return deployment == Deployment.UCCE ? ucce : uccx;
    }
    if (ucce == null || uccx == null) {
      return ucce == null ? uccx : ucce;
    }
    return ucce.equals(uccx) ? ucce : ucce + " (UCCE) or " + uccx + " (UCCX)";
  }

  private static String systemOrConnection(@Nullable AgentState state) {
    if (state == AgentState.LOGOUT) {
      return "system failure";
    }
    return state == AgentState.NOT_READY ? "connection failure" : "system or connection failure";
  }

  /** Whether it was the loss of a connection, or another session, and no person's wish. */
  static boolean isConnection(String code) {
    return CONNECTION.contains(code);
  }

  static boolean isCallNotAnswered(@Nullable String code) {
    return "32767".equals(code) || "32763".equals(code);
  }
}
