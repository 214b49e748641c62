package dev.boshtap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshReader;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.finesse.NotificationReader;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.xmpp.PubsubItem;
import dev.boshtap.decoders.xmpp.Stanza;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An answer's body, all the way down: content coding, charset, the BOSH body, its stanzas, and the
 * document inside each item. The input's first byte tells the coding and the charset.
 */
class BoshReaderFuzzTest {

  private static final List<String> CODINGS =
      List.of("identity", "gzip", "deflate", "gzip, deflate");
  private static final List<String> TYPES =
      List.of(
          "text/xml; charset=utf-8",
          "text/xml; charset=iso-8859-1",
          "text/xml; charset=utf-16",
          "text/xml; charset=x-nowhere");

  private final BodyReader bodies = new BodyReader(Limits.DEFAULTS);
  private final BoshReader bosh = new BoshReader(Limits.DEFAULTS);
  private final NotificationReader notifications = new NotificationReader(Limits.DEFAULTS);

  /** Each fixture as it is: {@code '<'} stands for no coding and UTF-8. */
  static Stream<byte[]> seeds() {
    return Seeds.bodies().stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void reads(byte[] input) {
    int choice = input.length == 0 || input[0] == '<' ? 0 : input[0];
    List<Header> headers =
        List.of(
            new Header("Content-Encoding", CODINGS.get(choice & 3)),
            new Header("Content-Type", TYPES.get((choice >> 2) & 3)));
    ResponseHead head = new ResponseHead("HTTP/1.1", 200, "OK", headers, true);
    BoshReading reading = bosh.read(bodies.read(new Body(input, input.length, 0), head));
    if (reading instanceof BoshReading.Read read) {
      for (Stanza stanza : read.body().stanzas()) {
        Objects.requireNonNull(stanza.summary());
        if (stanza instanceof Stanza.PubsubEvent event) {
          for (PubsubItem item : event.items()) {
            Objects.requireNonNull(notifications.read(item));
          }
        }
      }
    }
  }
}
