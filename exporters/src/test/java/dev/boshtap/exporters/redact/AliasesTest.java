package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AliasesTest {

  private final Aliases aliases = Aliases.random();

  @Test
  void theSameSecretHasTheSameAlias() {
    assertThat(aliases.of("cisco123"))
        .matches("secret-[0-9a-f]{8}")
        .isEqualTo(aliases.of("cisco123"))
        .isNotEqualTo(aliases.of("cisco124"));
  }

  @Test
  void anotherRunHasOtherAliases() {
    assertThat(aliases.of("cisco123")).isNotEqualTo(Aliases.random().of("cisco123"));
  }

  @Test
  void nothingAndAliasesStay() {
    assertThat(aliases.of("")).isEmpty();
    assertThat(aliases.of(aliases.of("cisco123"))).isEqualTo(aliases.of("cisco123"));
  }
}
