package dev.boshtap.exporters.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.exporters.Samples;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageRedactionTest {

  private static final String SECRET = "ADEwMDEwMDMAaHVudGVyMg==";
  private static final String AUTH =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + SECRET + "</auth>";

  @Test
  void whatSaslCarriesIsTakenOut() {
    SocketMessage redacted = redact(SocketMessage.TEXT, AUTH.getBytes(UTF_8));

    assertThat(redacted.text())
        .doesNotContain(SECRET)
        .startsWith("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>secret-")
        .endsWith("</auth>");
    assertThat(redacted.isWhole()).isTrue();
  }

  @Test
  void whatWasCutAndWhatIsBinaryLeaksNeither() {
    String cut = AUTH.substring(0, AUTH.length() - 9);
    assertThat(redact(SocketMessage.TEXT, cut.getBytes(UTF_8)).text()).doesNotContain(SECRET);
    byte[] binary =
        ByteBuffer.allocate(AUTH.length() + 1).put((byte) 0xFF).put(AUTH.getBytes(UTF_8)).array();
    SocketMessage redacted = redact(SocketMessage.BINARY, binary);
    assertThat(redacted.text()).doesNotContain(SECRET);
    assertThat(redacted.payload()[0]).isEqualTo((byte) 0xFF);
  }

  @Test
  void whatHoldsNoSecretStaysTheSame() {
    byte[] close = {3, (byte) 0xE9, 'b', 'y', 'e'};
    assertThat(redact(SocketMessage.CLOSE, close).payload()).isSameAs(close);
  }

  @Test
  void withoutMessagesTheirSizeIsLeft() {
    Observation.Message told =
        (Observation.Message)
            Redactor.secrets()
                .withoutMessages()
                .redact(told(SocketMessage.TEXT, AUTH.getBytes(UTF_8)));

    assertThat(told.message().payload()).isEmpty();
    assertThat(told.message().missing()).isEqualTo(AUTH.length());
  }

  private static SocketMessage redact(int opcode, byte[] payload) {
    return ((Observation.Message) Redactor.secrets().redact(told(opcode, payload))).message();
  }

  private static Observation.Message told(int opcode, byte[] payload) {
    return new Observation.Message(
        Samples.TEN,
        1,
        new SocketMessage(Side.CLIENT, opcode, payload, 0, payload.length + 6, 1, false, Set.of()));
  }
}
