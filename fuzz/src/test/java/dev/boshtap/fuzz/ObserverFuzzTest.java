package dev.boshtap.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A life on the wire, written by the fuzzer as a script: records that begin with the byte of what
 * happens and hold a body. Every exchange that began has one last word, and no more is said than
 * the script could give rise to.
 */
class ObserverFuzzTest {

  /** Between records. */
  private static final char NEXT = '\u001e';

  private static final HostPort SERVER = new HostPort("fin.example", 7443);
  private static final List<Header> XML = List.of(new Header("Content-Type", "text/xml"));

  /** Observations that one character of a script may give rise to, and ones that need none. */
  private static final int MOST_A_CHARACTER = 2;

  private static final int MOST_AT_ONCE = 300;

  static Stream<byte[]> seeds() {
    List<String> scripts = new ArrayList<>();
    for (byte[] body : Seeds.bodies()) {
      String text = new String(body, ISO_8859_1);
      String poll = "q<body xmlns='http://jabber.org/protocol/httpbind' sid='s' rid='7'/>";
      scripts.add(poll + NEXT + "a" + text);
      scripts.add("q" + text + NEXT + "t(" + NEXT + "x");
    }
    return scripts.stream().map(script -> script.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void observes(byte[] input) {
    Play play = new Play();
    int from = 0;
    for (int i = 0; i <= input.length; i++) {
      if (i == input.length || input[i] == NEXT) {
        if (i > from) {
          play.record((char) (input[from] & 0xFF), Arrays.copyOfRange(input, from + 1, i));
        }
        from = i + 1;
      }
    }
    play.end(input.length);
  }

  /** One script, played. */
  private static final class Play {
    private final Observer observer = new Observer(Limits.DEFAULTS);
    private Moment now = Moment.of(Instant.parse("2026-11-22T08:00:00Z"));
    private long exchanges;
    private boolean open;
    private boolean answered;
    private long said;
    private long lastWords;

    void record(char what, byte[] body) {
      switch (what) {
        case 'q' -> request("/http-bind/", body);
        case 'r' -> request("/finesse/api/User/1001003", body);
        case 'a' -> answer(200, body);
        case 's' -> answer(100 + (body.length == 0 ? 0 : (body[0] & 0xFF) * 2), body);
        case 'x' -> end(new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false), -1);
        case 't' -> {
          now = now.plus(Duration.ofSeconds(body.length == 0 ? 1 : body[0] & 0xFF));
          hear(observer.tick(now));
        }
        default -> hear(observer.on(new WireEvent.Lost(now, 1)));
      }
    }

    private void request(String path, byte[] body) {
      exchanges++;
      Connection connection = new Connection(exchanges, SERVER, "127.0.0.1:50000");
      String method = path.contains("api") ? "PUT" : "POST";
      RequestHead head = new RequestHead(method, path, "HTTP/1.1", XML);
      hear(observer.on(new WireEvent.Opened(now, connection)));
      hear(observer.on(new WireEvent.Started(now, exchanges, connection, head)));
      hear(observer.on(new WireEvent.RequestBytes(now, exchanges, body)));
      hear(observer.on(new WireEvent.RequestCompleted(now, exchanges, body.length)));
      open = true;
      answered = false;
    }

    private void answer(int status, byte[] body) {
      if (!open || answered) {
        return;
      }
      answered = true;
      ResponseHead head = new ResponseHead("HTTP/1.1", status, "OK", XML, true);
      hear(observer.on(new WireEvent.ResponseStarted(now, exchanges, head)));
      hear(observer.on(new WireEvent.ResponseBytes(now, exchanges, body)));
      end(Ending.ANSWERED, body.length);
    }

    private void end(Ending ending, long size) {
      if (open) {
        open = false;
        hear(observer.on(new WireEvent.Ended(now, exchanges, ending, size, 0, 0, 0)));
      }
    }

    private void hear(List<Observation> observations) {
      said += observations.size();
      for (Observation observation : observations) {
        if (observation instanceof Observation.Finished) {
          lastWords++;
        }
      }
    }

    void end(int length) {
      hear(observer.finish(now.plus(Duration.ofMinutes(1))));
      if (lastWords != exchanges) {
        throw new AssertionError(exchanges + " exchanges, " + lastWords + " last words");
      }
      if (said > MOST_AT_ONCE + (long) MOST_A_CHARACTER * length) {
        throw new AssertionError(said + " observations of " + length + " bytes");
      }
    }
  }
}
