package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Ending.Stage;
import dev.boshtap.decoders.wire.Side;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads of a client that broke the handshake off, in the words of each provider. */
class HandshakeWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA | unknown_ca
          error:10000416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN | certificate_unknown
          (bad_certificate) Received fatal alert: bad_certificate | bad_certificate
          """)
  void anAlertIsCalledByItsName(String said, String alert) {
    var ending = Endings.ofHandshake(Side.CLIENT, new SSLException(said));

    assertThat(ending.stage()).isEqualTo(Stage.CERTIFICATE);
    assertThat(ending.cause())
        .isEqualTo("the client does not trust boshtap's root CA (alert " + alert + ")");
  }

  /** An alert that cannot be read is most likely this one, and the way out is named at once. */
  @ParameterizedTest
  @CsvSource({
    "error:10000070:SSL routines:OPENSSL_internal:BAD_PACKET_LENGTH",
    "Tag mismatch: javax.crypto.AEADBadTagException"
  })
  void anAlertThatCannotBeReadIsNotShownRaw(String said) {
    var ending = Endings.ofHandshake(Side.CLIENT, new SSLException(said));

    assertThat(ending.stage()).isEqualTo(Stage.TLS);
    assertThat(ending.cause())
        .contains("most likely", "root CA", "`boshtap ca install`")
        .doesNotContain("OPENSSL", "javax");
  }
}
