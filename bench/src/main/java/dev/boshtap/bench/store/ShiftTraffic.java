package dev.boshtap.bench.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.bench.load.Workload;
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
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A shift as it is seen on the wire: agents that poll all day, each poll answered after some
 * seconds with a change of state or with nothing, a few of them with nothing at all. Always the
 * same day.
 */
final class ShiftTraffic {

  private static final HostPort SERVER = new HostPort(Workload.HOST, 7443);
  private static final long FIRST_RID = 2_034_958_271L;
  private static final byte[] IDLE =
      "<body xmlns='http://jabber.org/protocol/httpbind'/>".getBytes(UTF_8);

  private final Random chance = new Random(7);
  private final PriorityQueue<Agent> due =
      new PriorityQueue<>(Comparator.comparing((Agent agent) -> agent.next));
  private final Moment end;
  private final int oneLostIn;
  private long exchanges;
  private long lost;

  /** An agent's desktop, and the poll that it has open. */
  private static final class Agent {
    final Connection connection;
    final String login;
    final String sid;
    long rid = FIRST_RID;
    long open;
    Moment next;

    Agent(int number, Moment start) {
      connection = new Connection(number, SERVER, "192.0.2.1:" + (10_000 + number));
      login = Integer.toString(1_001_000 + number);
      sid = "5a17%04x".formatted(number);
      next = start.plus(Duration.ofMillis(7L * number));
    }
  }

  /** A shift in which some poll is lost every minute, with 500 agents. */
  ShiftTraffic(int agents, Instant start, Duration length) {
    this(agents, start, length, 2_000);
  }

  /**
   * A shift with other losses.
   *
   * @param oneLostIn one poll in so many is lost
   */
  ShiftTraffic(int agents, Instant start, Duration length, int oneLostIn) {
    this.oneLostIn = oneLostIn;
    Moment first = Moment.of(start);
    end = first.plus(length);
    for (int number = 1; number <= agents; number++) {
      due.add(new Agent(number, first));
    }
  }

  /** Tells what happens next; says whether the shift goes on. */
  boolean next(Consumer<WireEvent> told) {
    Agent agent = due.remove();
    Moment now = agent.next;
    if (agent.open == 0) {
      agent.open = begin(agent, now, told);
      agent.next = now.plus(held());
    } else {
      end(agent, now, told);
      agent.open = 0;
      agent.next = now.plus(Duration.ofMillis(20));
    }
    due.add(agent);
    return now.compareTo(end) < 0;
  }

  /** Most polls are answered by something; the others when their time is up. */
  private Duration held() {
    return chance.nextInt(3) == 0
        ? Duration.ofSeconds(30)
        : Duration.ofMillis(1_000 + chance.nextInt(28_000));
  }

  private long begin(Agent agent, Moment now, Consumer<WireEvent> told) {
    long number = ++exchanges;
    boolean creates = agent.rid == FIRST_RID;
    byte[] message =
        creates
            ? Workload.creation(Workload.HOST)
            : Workload.poll(Workload.HOST, agent.sid, agent.rid - FIRST_RID);
    agent.rid++;
    byte[] body = body(message);
    if (creates) {
      told.accept(new WireEvent.Opened(now, agent.connection));
    }
    told.accept(new WireEvent.Started(now, number, agent.connection, request(body.length)));
    told.accept(new WireEvent.RequestBytes(now, number, body));
    told.accept(new WireEvent.RequestCompleted(now, number, body.length));
    return number;
  }

  private void end(Agent agent, Moment now, Consumer<WireEvent> told) {
    long number = agent.open;
    if (chance.nextInt(oneLostIn) == 0 && agent.rid > FIRST_RID + 1) {
      lost++;
      Ending reset = new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false);
      told.accept(new WireEvent.Ended(now, number, reset, -1, 200, 0, 0));
      return;
    }
    byte[] answer = answer(agent);
    told.accept(new WireEvent.ResponseStarted(now, number, response(answer.length)));
    told.accept(new WireEvent.ResponseBytes(now, number, answer));
    told.accept(
        new WireEvent.Ended(now, number, Ending.ANSWERED, answer.length, 200, answer.length, 0));
  }

  private byte[] answer(Agent agent) {
    if (agent.rid == FIRST_RID + 1) {
      return body(Workload.created(agent.sid));
    }
    if (chance.nextInt(3) == 0) {
      return IDLE;
    }
    return Workload.eventBody()
        .replace("1001001", agent.login)
        .replace("READY", chance.nextBoolean() ? "READY" : "TALKING")
        .replace("1f0e7c3d21", "%010x".formatted(chance.nextLong() >>> 24))
        .getBytes(UTF_8);
  }

  private static byte[] body(byte[] message) {
    String text = new String(message, UTF_8);
    return text.substring(text.indexOf("<body")).getBytes(UTF_8);
  }

  private static RequestHead request(int length) {
    return new RequestHead(
        "POST",
        "/http-bind/",
        "HTTP/1.1",
        List.of(
            new Header("Host", Workload.HOST + ":7443"),
            new Header("Connection", "keep-alive"),
            new Header("Content-Length", String.valueOf(length)),
            new Header(
                "User-Agent",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36"),
            new Header("Content-Type", "text/xml; charset=utf-8"),
            new Header("Accept", "*/*"),
            new Header("Origin", "https://" + Workload.HOST + ":7443"),
            new Header("Referer", "https://" + Workload.HOST + ":7443/tunnel/"),
            new Header("Accept-Encoding", "gzip, deflate, br, zstd"),
            new Header("Cookie", "JSESSIONID=90FF3A1C77D94B2E8A1D; finesse_ag_extension=2001")));
  }

  private static ResponseHead response(int length) {
    return new ResponseHead(
        "HTTP/1.1",
        200,
        "OK",
        List.of(
            new Header("Date", "Sun, 22 Nov 2026 09:41:07 GMT"),
            new Header("Content-Type", "text/xml;charset=utf-8"),
            new Header("Access-Control-Allow-Origin", "*"),
            new Header("Content-Length", String.valueOf(length))),
        true);
  }

  long exchanges() {
    return exchanges;
  }

  /** How many polls were lost so far. */
  long lost() {
    return lost;
  }
}
