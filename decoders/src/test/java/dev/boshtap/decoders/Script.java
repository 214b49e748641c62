package dev.boshtap.decoders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.websocket.Frames;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Traffic written down in a file, a line for each thing that happens: the time, what, and with
 * which body. A body is XML as on the wire, or a word that {@link #body} knows, with its arguments.
 *
 * <pre>
 * 10:00:00 client 10.1.1.7           the address that exchanges come from, from here on
 * 10:00:00 post poll s1 5            a request; exchanges are numbered from 1
 * 10:00:30 answer idle               the latest request is answered; answer#3 answers the third
 * 10:00:30 status 404 Not_Found …    the same with another status; status#3 too
 * 10:00:30 header Location: https…   goes with the next answer
 * 10:00:30 ends client reset         no answer; ends#3 too; sometime: nobody knows by whom and when
 * 10:00:31 socket                    a WebSocket is asked for; status answers where it is refused
 * 10:00:31 agreed xmpp               it is agreed to, with that subprotocol, or with none
 * 10:00:31 says <open/>              a message of the client; hears: of the server
 * 10:00:31 says-packed <message/>    the same, compressed; hears-packed too
 * 10:00:31 pings server              a control frame; pongs client answers it
 * 10:00:31 closes client 1000 bye    a Close
 * 10:00:31 tick                      time passes
 * 10:00:31 unrecorded 2              recording lost exchanges
 * </pre>
 */
final class Script {

  private static final Header UPGRADE = new Header("Upgrade", "websocket");

  private final Observer observer = new Observer(Limits.DEFAULTS);
  private final List<String> said = new ArrayList<>();
  private final List<Observation> observed = new ArrayList<>();
  private final List<Header> nextHeaders = new ArrayList<>();
  private String client = "127.0.0.1";
  private Moment now = Moment.of(Instant.parse("2026-11-22T00:00:00Z"));
  private long exchanges;

  /** All that is said of a script, a line each with its time. */
  static List<String> play(List<String> lines) {
    return played(lines).said;
  }

  /** The same as it was observed. */
  static List<Observation> observe(List<String> lines) {
    return played(lines).observed;
  }

  private static Script played(List<String> lines) {
    Script script = new Script();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        script.line(line);
      }
    }
    script.hear(script.observer.finish(script.now));
    return script;
  }

  private void line(String line) {
    String[] words = line.split(" +", 3);
    now = Moment.of(Instant.parse("2026-11-22T" + words[0] + "Z"));
    String[] verb = words[1].split("#", 2);
    long exchange = verb.length == 2 ? Long.parseLong(verb[1]) : exchanges;
    String rest = words.length == 3 ? words[2] : "";
    switch (verb[0]) {
      case "client" -> client = rest;
      case "post" -> post(rest);
      case "answer" -> answer(exchange, 200, "OK", body(rest));
      case "status" -> {
        String[] parts = rest.split(" +", 3);
        String page = parts.length == 3 ? body(parts[2]) : "";
        answer(exchange, Integer.parseInt(parts[0]), parts[1].replace('_', ' '), page);
      }
      case "header" -> {
        String[] parts = rest.split(": ", 2);
        nextHeaders.add(new Header(parts[0], parts[1]));
      }
      case "ends" -> see(new WireEvent.Ended(now, exchange, ending(rest), -1, 0, 0, 0));
      case "socket" -> socket();
      case "agreed" -> agreed(exchange, rest);
      case "says" -> frames(exchange, Side.CLIENT, frames -> frames.text(rest));
      case "hears" -> frames(exchange, Side.SERVER, frames -> frames.text(rest));
      case "says-packed" -> frames(exchange, Side.CLIENT, frames -> frames.compressed(rest));
      case "hears-packed" -> frames(exchange, Side.SERVER, frames -> frames.compressed(rest));
      case "pings" -> frames(exchange, side(rest), frames -> frames.ping("ping"));
      case "pongs" -> frames(exchange, side(rest), frames -> frames.pong("ping"));
      case "closes" -> {
        String[] parts = rest.split(" +", 3);
        int code = Integer.parseInt(parts[1]);
        String reason = parts.length == 3 ? parts[2] : "";
        frames(exchange, side(parts[0]), frames -> frames.close(code, reason));
      }
      case "tick" -> hear(observer.tick(now));
      case "unrecorded" -> see(new WireEvent.Lost(now, Long.parseLong(rest)));
      default -> throw new IllegalArgumentException(line);
    }
  }

  private void post(String body) {
    byte[] bytes = body(body).getBytes(UTF_8);
    begin("POST", "/http-bind/", new Header("Content-Type", "text/xml"));
    see(new WireEvent.RequestBytes(now, exchanges, bytes));
    see(new WireEvent.RequestCompleted(now, exchanges, bytes.length));
  }

  private void begin(String method, String path, Header header) {
    exchanges++;
    Connection connection =
        new Connection(exchanges, Transcript.NOTIFICATIONS, client + ":" + (50_000 + exchanges));
    RequestHead head = new RequestHead(method, path, "HTTP/1.1", List.of(header));
    see(new WireEvent.Opened(now, connection));
    see(new WireEvent.Started(now, exchanges, connection, head));
  }

  private void socket() {
    begin("GET", "/ws/", UPGRADE);
    see(new WireEvent.RequestCompleted(now, exchanges, 0));
  }

  private void agreed(long exchange, String subprotocol) {
    nextHeaders.add(UPGRADE);
    if (!subprotocol.isEmpty()) {
      nextHeaders.add(new Header("Sec-WebSocket-Protocol", subprotocol));
    }
    List<Header> sent = List.copyOf(nextHeaders);
    nextHeaders.clear();
    ResponseHead head = new ResponseHead("HTTP/1.1", 101, "Switching Protocols", sent, true);
    see(new WireEvent.ResponseStarted(now, exchange, head));
  }

  private void frames(long exchange, Side from, Consumer<Frames> written) {
    Frames frames = Frames.of(from);
    written.accept(frames);
    see(new WireEvent.UpgradedBytes(now, exchange, from, frames.bytes(), 0));
  }

  private static Side side(String word) {
    return word.equals("client") ? Side.CLIENT : Side.SERVER;
  }

  private void answer(long exchange, int status, String reason, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    List<Header> sent = new ArrayList<>(nextHeaders);
    nextHeaders.clear();
    ResponseHead head = new ResponseHead("HTTP/1.1", status, reason, sent, true);
    see(new WireEvent.ResponseStarted(now, exchange, head));
    see(new WireEvent.ResponseBytes(now, exchange, bytes));
    see(new WireEvent.Ended(now, exchange, Ending.ANSWERED, bytes.length, 0, 0, 0));
  }

  private static Ending ending(String words) {
    return switch (words) {
      case "client closed" -> new Ending.Closed(Side.CLIENT, Ending.Manner.CLEAN, true);
      case "client reset" -> new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false);
      case "server closed" -> new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true);
      case "server reset" -> new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false);
      case "sometime" -> new Ending.Unknown("", false);
      case "refused" -> new Ending.Network(Side.SERVER, Ending.Stage.REFUSED, "refused");
      case "certificate" ->
          new Ending.Network(Side.CLIENT, Ending.Stage.CERTIFICATE, "unknown authority");
      default -> throw new IllegalArgumentException(words);
    };
  }

  private static String body(String written) {
    if (written.isEmpty() || written.startsWith("<")) {
      return written;
    }
    String[] it = written.split(" +", -1);
    return switch (it[0]) {
      case "jabberwerx" -> Bodies.jabberWerxCreation(Long.parseLong(it[1]), it[2]);
      case "strophe" -> Bodies.stropheCreation(Long.parseLong(it[1]));
      case "created" -> Bodies.created(it[1], Integer.parseInt(it[2]));
      case "poll" -> Bodies.poll(it[1], Long.parseLong(it[2]));
      case "auth" -> Bodies.request(it[1], Long.parseLong(it[2]), Bodies.auth());
      case "restart" -> Bodies.restart(it[1], Long.parseLong(it[2]));
      case "bind" -> Bodies.request(it[1], Long.parseLong(it[2]), Bodies.bind());
      case "presence" -> Bodies.request(it[1], Long.parseLong(it[2]), Bodies.presence());
      case "terminate" -> Bodies.terminate(it[1], Long.parseLong(it[2]), "");
      case "idle" -> Bodies.idle();
      case "success" -> Bodies.answer(Bodies.success());
      case "failure" -> Bodies.answer(Bodies.failure(it[1]));
      case "bound" -> Bodies.answer(Bodies.bound(it[1]));
      case "finesse" -> Bodies.answer(backend(it.length == 1 ? "" : " type='" + it[1] + "'"));
      case "state" -> Bodies.answer(Bodies.stateOf(it[1], it[2], it[1] + "@fin.example"));
      case "terminated" -> it.length == 1 ? Bodies.terminated() : Bodies.terminated(it[1], "");
      case "conflict" -> Bodies.terminated("remote-stream-error", Bodies.conflict());
      case "error" -> Bodies.recoverableError();
      case "page" -> "<html><head><title>" + written.substring(5) + "</title></head></html>";
      case "text" -> written.substring(5);
      default -> throw new IllegalArgumentException(written);
    };
  }

  private static String backend(String type) {
    return "<presence xmlns='jabber:client' from='finesse@fin.example/d'" + type + "/>";
  }

  private void see(WireEvent event) {
    hear(observer.on(event));
  }

  private void hear(List<Observation> observations) {
    observed.addAll(observations);
    for (Observation observation : observations) {
      if (observation instanceof Observation.Happened || observation instanceof Observation.Loss) {
        said.add(time(observation) + " " + Lines.of(observation));
      }
    }
  }

  private String time(Observation observation) {
    Instant at =
        observation instanceof Observation.Happened happened
            ? happened.event().context().at().wall()
            : now.wall();
    return at.toString().substring(11, at.toString().length() - 1);
  }
}
