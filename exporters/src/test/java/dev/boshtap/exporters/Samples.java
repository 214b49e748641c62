package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Nodes;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.event.SocketTraffic;
import dev.boshtap.decoders.event.Terms;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Events and endings of every kind, as an agent's morning has them. */
public final class Samples {

  /** Ten o'clock: when every sample begins. */
  public static final Moment TEN = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));

  /** The BOSH port of the samples' Finesse. */
  public static final HostPort BOSH = new HostPort("finesse1.example.com", 7443);

  /** The REST port of the samples' Finesse. */
  public static final HostPort REST = new HostPort("finesse1.example.com", 8445);

  /** A connection to its BOSH port. */
  public static final Connection CONNECTION = new Connection(3, BOSH, "127.0.0.1:51234");

  private Samples() {}

  /** A moment some milliseconds after ten. */
  public static Moment at(long millis) {
    return TEN.plus(Duration.ofMillis(millis));
  }

  /** The context of an agent's exchange. */
  public static Context context(long millis, long exchange) {
    return new Context(
        at(millis),
        CONNECTION,
        exchange,
        "1001003",
        "1001003@finesse1.example.com/desktop",
        "3445afbe",
        4711L + exchange);
  }

  /** A state change of an agent. */
  public static Event.Finesse user(Context context, String state, @Nullable String previous) {
    return new Event.Finesse(
        context,
        Event.Subject.USER,
        new Event.Item(
            "/finesse/api/User/1001003",
            "f5a1-17",
            "PUT",
            "0c9fd2e2-6e0c",
            "/finesse/api/User/1001003"),
        JsonMapper.shared()
            .readTree(
                """
                {"user":{"loginId":"1001003","state":"%s","roles":{"role":["Agent"]}}}"""
                    .formatted(state)),
        new Event.Fields(
            state,
            previous,
            null,
            null,
            "2026-11-22T09:59:59.871Z",
            null,
            null,
            null,
            null,
            null,
            null),
        null,
        Life.NONE);
  }

  /** A call of an agent. */
  public static Event.Finesse dialog(Context context, String verb, String state) {
    return new Event.Finesse(
        context,
        Event.Subject.DIALOG,
        new Event.Item(
            "/finesse/api/User/1001003/Dialogs",
            "f5a1-18",
            verb,
            null,
            "/finesse/api/Dialog/32458"),
        JsonMapper.shared().readTree("{\"dialog\":{\"id\":\"32458\"}}"),
        new Event.Fields(
            null, null, null, null, null, "32458", state, "5551234", "1001003", null, null),
        null,
        Life.NONE);
  }

  /** A poll that did not end well. */
  public static Event.Poll poll(
      Context context, Event.Outcome outcome, Duration held, Ending ending) {
    return new Event.Poll(context, outcome, null, -1, held, Duration.ofSeconds(30), ending, null);
  }

  /** A session that changed. */
  public static Event.Session session(Context context, Event.Change change) {
    return session(context, Event.Transport.BOSH, change);
  }

  /** As JabberWerx asks, and Openfire grants. */
  private static final Terms TERMS =
      new Terms(
          new Terms.Asked(Duration.ofSeconds(45), 1, "1.9", "finesse1.example.com"),
          new Terms.Granted(
              Duration.ofSeconds(30),
              1,
              Duration.ofSeconds(60),
              2,
              Duration.ofSeconds(5),
              Duration.ofSeconds(300)),
          "JabberWerx");

  private static Event.Session session(
      Context context, Event.Transport transport, Event.Change change) {
    boolean granted = change == Event.Change.CREATED;
    return new Event.Session(
        context,
        transport,
        change,
        switch (change) {
          case AUTH_FAILED -> "not-authorized";
          case LOST -> "item-not-found";
          default -> null;
        },
        change == Event.Change.TERMINATED ? Side.CLIENT : null,
        granted ? TERMS : null,
        change == Event.Change.AUTHENTICATED ? "PLAIN" : null,
        change == Event.Change.RECREATED ? Duration.ofMillis(14_200) : null);
  }

  /** A finding about two agents, with an outage that has all there is of one. */
  public static Finding finding(Finding.Severity severity, FaultSide side) {
    Instant ten = TEN.wall();
    Outage whole =
        new Outage(
            4,
            "1001003",
            BOSH,
            "10.1.1.7",
            Event.Transport.BOSH,
            ten,
            ten.plusSeconds(30),
            List.of(new Outage.Step(ten.plusSeconds(30), "a poll was reset", 12)),
            new Outage.Due(ten.plusSeconds(60), ten.plusSeconds(90)),
            new Outage.Logout(
                new Outage.Due(ten.plusSeconds(120), ten.plusSeconds(150)),
                new Outage.Due(ten.plusSeconds(120), ten.plusSeconds(180))),
            ten.plusSeconds(37),
            ten.plusSeconds(40),
            ten.plusSeconds(41),
            ten.plusSeconds(125),
            List.of("the agent's state changed meanwhile"));
    Outage least =
        new Outage(
            5,
            null,
            BOSH,
            "",
            Event.Transport.WEBSOCKET,
            null,
            ten,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    return new Finding(
        7,
        "network.reset",
        severity,
        side,
        side == FaultSide.UNKNOWN ? Finding.Certainty.POSSIBLE : Finding.Certainty.CERTAIN,
        "the connection to the server was reset under a poll after 12 s",
        "Whoever sits on the way can end it like that.",
        side == FaultSide.UNKNOWN ? "A capture of several agents." : "",
        "Look at the network first.",
        List.of("1001003", "1001004"),
        2,
        List.of(BOSH),
        List.of(new Finding.Evidence(0, 12), new Finding.Evidence(1, 13)),
        ten,
        ten.plusSeconds(40),
        2,
        severity == Finding.Severity.NOTICE ? List.of() : List.of(whole, least),
        severity == Finding.Severity.NOTICE ? 6L : null);
  }

  /** An ending of every kind. */
  public static List<Ending> endings() {
    List<Ending> endings = new ArrayList<>();
    endings.add(Ending.ANSWERED);
    endings.add(Ending.OPEN);
    for (Side side : Side.values()) {
      for (Ending.Manner manner : Ending.Manner.values()) {
        endings.add(new Ending.Closed(side, manner, false));
        endings.add(new Ending.Closed(side, manner, true));
      }
      for (Ending.Stage stage : Ending.Stage.values()) {
        endings.add(new Ending.Network(side, stage, "no \"luck\"\n"));
      }
    }
    for (Ending.Reason reason : Ending.Reason.values()) {
      endings.add(new Ending.ByProxy(reason, ""));
      endings.add(new Ending.ByProxy(reason, "idle for 10 min"));
    }
    endings.add(new Ending.Unknown(""));
    endings.add(new Ending.Unknown("net::ERR_ABORTED"));
    return endings;
  }

  /** An event of every type, every change, every outcome and every ending. */
  public static List<Event> events() {
    Context context = context(0, 12);
    Context bare = Context.of(TEN, new Connection(4, new HostPort("2001:db8::5", 8445), ""));
    List<Event> events = new ArrayList<>();
    for (Event.Subject subject : Event.Subject.values()) {
      Event.Finesse user = user(context, "READY", "NOT_READY");
      events.add(
          new Event.Finesse(
              context,
              subject,
              user.item(),
              user.payload(),
              user.fields(),
              user.unreadable(),
              user.life()));
    }
    events.add(dialog(context, "POST", "ALERTING"));
    events.add(
        new Event.Finesse(
            bare,
            Event.Subject.ERROR,
            new Event.Item("/finesse/api/User/1001003/Dialogs", null, "PUT", null, null),
            null,
            new Event.Fields(
                null,
                null,
                "LOGOUT",
                "255",
                null,
                null,
                null,
                null,
                null,
                "Invalid State",
                "CF_INVALID_AGENT_WORKMODE"),
            null,
            Life.REPEAT));
    events.add(
        new Event.Finesse(
            context,
            Event.Subject.DIALOG,
            user(context, "READY", null).item(),
            null,
            Event.Fields.NONE,
            null,
            new Life(
                false,
                "connection failure",
                Duration.ofSeconds(90),
                new Life.Delay(Duration.ofMillis(-12), true),
                new Life.Cause(11, Duration.ofMillis(62)),
                new Life.Call(
                    Life.Phase.WRAP_UP,
                    Duration.ofSeconds(4),
                    Duration.ofMinutes(3),
                    Duration.ofSeconds(20)),
                new Life.Queue(3, Duration.ofSeconds(72), 2, null, 1, 0, 4),
                new Life.Team(Map.of("READY", 2)))));
    events.add(
        new Event.Finesse(
            bare,
            Event.Subject.OTHER,
            new Event.Item("/finesse/api/Thing", null, null, null, null),
            null,
            Event.Fields.NONE,
            new Event.Unreadable("expected > but found \u001b[2J", 17, "<Update><da"),
            Life.NONE));
    for (Event.Change change : Event.Change.values()) {
      events.add(session(context, change));
      events.add(session(context, Event.Transport.WEBSOCKET, change));
    }
    for (Event.PingKind kind : Event.PingKind.values()) {
      for (Side side : Side.values()) {
        for (Event.Outcome outcome : Event.Outcome.values()) {
          events.add(
              new Event.Ping(context, kind, side, outcome, Duration.ofMillis(10_200), Ending.OPEN));
        }
      }
    }
    for (Ending ending : endings()) {
      Duration lasted = Duration.ofHours(8);
      SocketTraffic none = new SocketTraffic(0, 0, 0, 0, null);
      SocketTraffic some = new SocketTraffic(3_100, 4_200, 2_880, 1, Duration.ofMillis(87));
      events.add(
          new Event.Ping(
              context,
              Event.PingKind.XMPP,
              Side.CLIENT,
              Event.Outcome.UNANSWERED,
              Duration.ofSeconds(12),
              ending));
      events.add(new Event.SocketClosed(bare, null, null, null, ending, lasted, none));
      events.add(
          new Event.SocketClosed(context, 1001, "going away", Side.SERVER, ending, lasted, some));
    }
    for (Event.Outcome outcome : Event.Outcome.values()) {
      for (Ending ending : endings()) {
        events.add(poll(context, outcome, Duration.ofSeconds(41), ending));
      }
    }
    events.add(
        new Event.Poll(
            bare,
            Event.Outcome.ERROR,
            404,
            1_204,
            Duration.ofMillis(38),
            null,
            Ending.ANSWERED,
            "Invalid SID"));
    for (Event.StanzaKind kind : Event.StanzaKind.values()) {
      for (Direction direction : Direction.values()) {
        events.add(
            new Event.Stanza(
                context,
                kind,
                direction,
                "finesse@finesse1.example.com",
                "1001003@finesse1.example.com",
                "result",
                "subscribe /finesse/api/Team/5/Users",
                new Nodes(Nodes.Use.SUBSCRIBE, List.of("/finesse/api/Team/5/Users"))));
        events.add(new Event.Stanza(bare, kind, direction, null, null, null, "bind", null));
      }
    }
    events.add(
        new Event.Rest(
            context,
            "PUT",
            "/finesse/api/User/1001003",
            202,
            Duration.ofMillis(48),
            "state READY",
            "0c9fd2e2-6e0c",
            new Event.ApiError("Invalid State", "CF_INVALID_AGENT_WORKMODE")));
    for (Event.ClockSource source : Event.ClockSource.values()) {
      events.add(
          new Event.Clock(
              context,
              source,
              TEN.wall(),
              TEN.wall(),
              Duration.ofMillis(-37),
              Duration.ZERO,
              Duration.ofMillis(12)));
      events.add(new Event.Clock(bare, source, null, null, null, null, null));
    }
    events.add(
        new Event.Rest(
            bare, "GET", "/finesse/api/SystemInfo", null, Duration.ZERO, null, null, null));
    for (Sign sign : Sign.values()) {
      events.add(
          new Event.Notice(
              context, sign, "seen again after 2.0 s", List.of(32L, 33L), Map.of("dialogId", "7")));
    }
    for (Finding.Severity severity : Finding.Severity.values()) {
      for (FaultSide side : FaultSide.values()) {
        events.add(new Event.Found(context, finding(severity, side)));
      }
    }
    events.add(new Event.Tunnel(bare, new HostPort("www.example.com", 443), null));
    events.add(
        new Event.Tunnel(bare, new HostPort("fin9.example.org", 7443), "boshtap's CA expired"));
    for (Ending ending : endings()) {
      if (ending instanceof Ending.Network network) {
        events.add(new Event.Failure(bare, BOSH, network));
      }
    }
    return events;
  }
}
