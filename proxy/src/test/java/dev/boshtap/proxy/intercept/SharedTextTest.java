package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Header;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedTextTest {

  private final SharedText shared = new SharedText();

  private Header header(String name, String value) {
    // As the framing gives them: characters of their own each time.
    return shared.header(new AsciiString(name), String.valueOf(value.toCharArray()));
  }

  @Test
  void theSameFieldOfAnotherDesktopIsKeptOnce() {
    Header first = header("Content-Type", "text/xml; charset=utf-8");

    assertThat(header("Content-Type", "text/xml; charset=utf-8")).isSameAs(first);
  }

  @Test
  void theSameTargetOfAnotherDesktopIsKeptOnce() {
    String first = shared.target(String.valueOf("/http-bind/".toCharArray()));

    assertThat(shared.target(String.valueOf("/http-bind/".toCharArray()))).isSameAs(first);
  }

  @Test
  void whatDiffersInNameCaseOrValueStaysAsItStoodOnTheWire() {
    header("Accept", "*/*");

    assertThat(header("accept", "*/*")).isEqualTo(new Header("accept", "*/*"));
    assertThat(header("Accept", "text/xml")).isEqualTo(new Header("Accept", "text/xml"));
    assertThat(header("Accept", "*/*")).isEqualTo(new Header("Accept", "*/*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "cookie", "Set-Cookie", "Proxy-Authorization"})
  void whatIsOneDesktopsOwnIsNotKept(String name) {
    Header first = header(name, "Basic MTAwMTpzZWNyZXQ=");

    assertThat(header(name, "Basic MTAwMTpzZWNyZXQ=")).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void itIsRightWhateverPassesThrough() {
    for (int i = 0; i < 20_000; i++) {
      Header wanted = new Header("X-" + i % 7, "value " + i);
      assertThat(header(wanted.name(), wanted.value())).isEqualTo(wanted);
      assertThat(shared.target("/http-bind/" + i)).isEqualTo("/http-bind/" + i);
    }
  }
}
