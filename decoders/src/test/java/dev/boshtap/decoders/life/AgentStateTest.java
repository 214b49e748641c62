package dev.boshtap.decoders.life;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AgentStateTest {

  /** Row by row as in Cisco's table of transitions. */
  @ParameterizedTest
  @CsvSource({
    "LOGOUT, LOGIN NOT_READY",
    "NOT_READY, LOGOUT READY TALKING",
    "READY, RESERVED RESERVED_OUTBOUND RESERVED_OUTBOUND_PREVIEW NOT_READY",
    "RESERVED, READY TALKING",
    "RESERVED_OUTBOUND, READY NOT_READY TALKING",
    "RESERVED_OUTBOUND_PREVIEW, READY NOT_READY TALKING",
    "TALKING, READY NOT_READY WORK WORK_READY HOLD",
    "HOLD, READY NOT_READY WORK WORK_READY TALKING",
    "WORK, READY NOT_READY",
    "WORK_READY, READY NOT_READY"
  })
  void whatMayFollowOnEnterprise(AgentState from, String next) {
    for (AgentState to : AgentState.values()) {
      boolean listed = (" " + next + " ").contains(" " + to + " ");
      assertThat(from.mayBecome(to, Deployment.UCCE, null))
          .as("%s after %s", to, from)
          .isEqualTo(listed || to == from || to == AgentState.UNKNOWN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anythingMayFollowTheUnknown(AgentState next) {
    assertThat(AgentState.UNKNOWN.mayBecome(next, Deployment.UCCE, null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"UCCE, false", "UCCX, true", ", true"})
  void readyMaySignOutOnExpress(@Nullable Deployment deployment, boolean allowed) {
    assertThat(AgentState.READY.mayBecome(AgentState.LOGOUT, deployment, null)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"32767, true", "32763, true", "7, false", ", false"})
  void aCallNotAnsweredExplainsNotReady(@Nullable String reason, boolean allowed) {
    assertThat(AgentState.RESERVED.mayBecome(AgentState.NOT_READY, null, reason))
        .isEqualTo(allowed);
  }

  @Test
  void wordsAreReadWithoutCase() {
    assertThat(AgentState.of("not_ready")).isEqualTo(AgentState.NOT_READY);
    assertThat(AgentState.of("ON_THE_MOON")).isNull();
    assertThat(AgentState.of(null)).isNull();
    for (AgentState state : AgentState.values()) {
      assertThat(AgentState.of(state.name())).isEqualTo(state);
    }
  }
}
