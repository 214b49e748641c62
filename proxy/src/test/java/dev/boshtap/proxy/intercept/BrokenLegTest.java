package dev.boshtap.proxy.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
import dev.boshtap.decoders.wire.Ending.Reason;
import dev.boshtap.decoders.wire.Ending.Stage;
import dev.boshtap.decoders.wire.Side;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the words of a broken connection accuse, on each system. */
class BrokenLegTest {

  @ParameterizedTest
  @ValueSource(strings = {"Connection reset", "Connection reset by peer", "Broken pipe"})
  void theWordsOfAResetAreThePeers(String words) {
    assertThat(ofBroken(new SocketException(words)))
        .isEqualTo(new Ending.Closed(Side.SERVER, Manner.RESET, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection timed out",
        "No route to host",
        "Network is down",
        "Network dropped connection on reset",
        "Software caused connection abort",
        "An established connection was aborted by the software in your host machine",
        "A connection attempt failed because the connected party did not properly respond after a"
            + " period of time",
        "Die Wartezeit f\u00fcr die Verbindung ist abgelaufen"
      })
  void allElseIsTheSystemsAndAccusesNobody(String words) {
    assertThat(ofBroken(new IOException(words)))
        .isEqualTo(new Ending.Network(Side.SERVER, Stage.TIMEOUT, words));
  }

  @Test
  void aFaultOfOursIsOurs() {
    assertThat(ofBroken(new OutOfMemoryError("Cannot reserve 4194304 bytes of direct memory")))
        .isEqualTo(new Ending.ByProxy(Reason.FAULT, "OutOfMemoryError"));
  }

  private static Ending ofBroken(Throwable thrown) {
    return Endings.ofBroken(Side.SERVER, thrown, false);
  }
}
