package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.bosh.BoshReader;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.xmpp.Stanza;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a good BOSH answer from a bad one. */
final class AnswerReader {

  private final BodyReader bodies;
  private final BoshReader bosh;

  AnswerReader(Limits limits) {
    this.bodies = new BodyReader(limits);
    this.bosh = new BoshReader(limits);
  }

  /** What came back in an exchange that has ended. */
  Answer read(Exchange exchange) {
    ResponseHead head = exchange.response();
    if (head == null
        && exchange.fromServer() > 0
        && exchange.ending() instanceof Ending.Unknown unread) {
      return new Answer.Bad(unread.said(), false, null);
    }
    if (head == null || !isTheServers(exchange)) {
      return new Answer.None();
    }
    boolean whole = exchange.ending() instanceof Ending.Answered;
    if (head.status() != 200) {
      String status = ("HTTP " + head.status() + " " + head.reason()).strip();
      return whole
          ? new Answer.Bad(status, true, instead(exchange.responseBody(), head))
          : new Answer.Bad(status + "; " + cut(exchange, head), false, null);
    }
    return whole
        ? read(exchange.responseBody(), head)
        : new Answer.Bad(cut(exchange, head), false, null);
  }

  private Answer read(Body body, ResponseHead head) {
    BoshReading reading = bosh.read(bodies.read(body, head));
    if (reading instanceof BoshReading.Read read) {
      return judge(read.body());
    }
    // The size on the wire says nothing of a body whose coding a file took off.
    if (!body.isWhole() && (head.contentCoded() || body.bytes().length == 0)) {
      return new Answer.Unseen(
          "answer not read: " + body.bytes().length + " of its " + body.size() + " bytes kept");
    }
    BoshReading.NotBosh instead = (BoshReading.NotBosh) reading;
    return new Answer.Bad("not BOSH: " + instead.why().reason(), true, instead);
  }

  /** What the page says that goes with an error's status; null where it is BOSH all the same. */
  private BoshReading.@Nullable NotBosh instead(Body body, ResponseHead head) {
    return bosh.read(bodies.read(body, head)) instanceof BoshReading.NotBosh not ? not : null;
  }

  private static Answer judge(BoshBody body) {
    if ("error".equals(body.type())) {
      return new Answer.Refusal(body, "recoverable error (type error)");
    }
    if (body.isTerminate() && body.condition() != null) {
      String what = body.attribute("stream") == null ? "session" : "stream";
      return new Answer.Refusal(body, what + " terminated: " + body.condition() + detail(body));
    }
    return new Answer.Good(body);
  }

  /** What remote-stream-error stands for is said by the stream error inside. */
  private static String detail(BoshBody body) {
    return body.stanzas().stream()
        .filter(Stanza.StreamError.class::isInstance)
        .map(stanza -> " (" + ((Stanza.StreamError) stanza).condition() + ")")
        .findFirst()
        .orElse("");
  }

  private static String cut(Exchange exchange, ResponseHead head) {
    Optional<String> promised =
        head.header("Content-Length").filter(length -> !length.isBlank()).map(" of "::concat);
    return "answer cut after "
        + exchange.responseBody().size()
        + promised.orElse("")
        + " bytes: "
        + exchange.ending().text();
  }

  /**
   * Whether a head is the server's: where no way to it could be made, and nothing came from it, the
   * page that the client was given is ours.
   */
  private static boolean isTheServers(Exchange exchange) {
    return exchange.fromServer() > 0
        || !(exchange.ending() instanceof Ending.Network failure)
        || failure.leg() == Side.CLIENT
        || failure.stage() == Ending.Stage.TIMEOUT;
  }
}
