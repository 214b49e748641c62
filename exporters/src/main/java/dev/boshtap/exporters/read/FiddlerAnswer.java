package dev.boshtap.exporters.read;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import java.util.Optional;

/**
 * Tells the pages that Fiddler answers with when a server does not (502 and 504, each beginning
 * with {@code [Fiddler]}) from answers: nobody but Fiddler said them, and what it says is how the
 * request ended.
 */
public final class FiddlerAnswer {

  private static final String MARK = "[Fiddler] ";
  private static final int MOST = 200;

  private FiddlerAnswer() {}

  /**
   * How the request ended that Fiddler answered, by its own words; none for an answer of the
   * server's.
   *
   * @param status the status in the file
   * @param body the answer's text, or its beginning
   */
  public static Optional<Ending> ending(int status, String body) {
    if ((status != 502 && status != 504) || !body.startsWith(MARK)) {
      return Optional.empty();
    }
    String said = firstLine(body.substring(MARK.length()));
    if (said.startsWith("DNS Lookup")) {
      return Optional.of(new Ending.Network(Side.SERVER, Ending.Stage.DNS, said));
    }
    if (said.startsWith("The connection to") || said.startsWith("The socket connection to")) {
      Ending.Stage stage = body.contains("refused") ? Ending.Stage.REFUSED : Ending.Stage.CONNECT;
      return Optional.of(new Ending.Network(Side.SERVER, stage, said));
    }
    if (said.startsWith("The HTTPS")) {
      return Optional.of(new Ending.Network(Side.SERVER, Ending.Stage.TLS, said));
    }
    return Optional.of(new Ending.Unknown(said));
  }

  private static String firstLine(String text) {
    int end = 0;
    while (end < text.length() && end < MOST && "\r\n<".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end).strip();
  }
}
