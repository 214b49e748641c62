package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AliasesTest {

  private final Aliases aliases = Aliases.random();

  @Test
  void theSameSecretHasTheSameAlias() {
    assertThat(aliases.secret("cisco123"))
        .matches("secret-[0-9a-f]{8}")
        .isEqualTo(aliases.secret("cisco123"))
        .isNotEqualTo(aliases.secret("cisco124"));
  }

  @Test
  void anotherRunHasOtherAliases() {
    assertThat(aliases.secret("cisco123")).isNotEqualTo(Aliases.random().secret("cisco123"));
  }

  @Test
  void nothingAndAliasesStay() {
    assertThat(aliases.secret("")).isEmpty();
    assertThat(aliases.secret(aliases.secret("cisco123"))).isEqualTo(aliases.secret("cisco123"));
  }
}
