package dev.boshtap.decoders.life;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonCodesTest {

  @ParameterizedTest
  @CsvSource({
    "255, LOGOUT, UCCE, connection failure",
    "255, LOGOUT, UCCX, connection failure",
    "255, LOGOUT, , connection failure",
    "32767, NOT_READY, UCCE, call not answered",
    "32767, NOT_READY, UCCX, signed in again",
    "50002, LOGOUT, UCCE, system failure",
    "50002, NOT_READY, UCCE, connection failure",
    "50002, , , system or connection failure",
    "33, NOT_READY, , made not ready by the supervisor",
    "33, NOT_READY, UCCE, ",
    "4711, NOT_READY, , "
  })
  void aCodeHasTheWordsOfItsDeployment(
      String code, AgentState state, Deployment deployment, String words) {
    assertThat(ReasonCodes.words(code, state, deployment)).isEqualTo(words);
  }

  @Test
  void withoutTheDeploymentBothReadingsAreGiven() {
    assertThat(ReasonCodes.words("32767", AgentState.NOT_READY, null))
        .isEqualTo("call not answered (UCCE) or signed in again (UCCX)");
  }

  @Test
  void theConnectionFamilyIsOneOfItsOwn() {
    assertThat(new String[] {"255", "50002", "32765", "32740", "32741"})
        .allMatch(ReasonCodes::isConnection);
    assertThat(new String[] {"999", "32767", "50004"}).noneMatch(ReasonCodes::isConnection);
  }
}
