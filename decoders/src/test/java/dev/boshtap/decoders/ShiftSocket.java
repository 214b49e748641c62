package dev.boshtap.decoders;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;

/**
 * A desktop of 12.0 or later, whose events come on a WebSocket: it pings every 10 s, gives up when
 * a ping has been without an answer for 20 s, and connects anew 3 s after the socket is gone.
 */
final class ShiftSocket implements ShiftSeat {

  private static final String FRAMING = "xmlns='urn:ietf:params:xml:ns:xmpp-framing'";
  private static final String SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
  private static final String FEATURES =
      "<features xmlns='http://etherx.jabber.org/streams'><mechanisms "
          + SASL
          + "><mechanism>PLAIN</mechanism></mechanisms></features>";
  private static final Duration PING_EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofMillis(40);

  private final Shift shift;
  private final String agent;
  private final ShiftWire wire;
  private long socket;
  private int pings;
  private boolean mute;
  private boolean asleep;
  private boolean gone;
  private int refused;

  ShiftSocket(Shift shift, String agent) {
    this.shift = shift;
    this.agent = agent;
    wire = new ShiftWire(shift, ShiftSeat.address(agent));
  }

  @Override
  public void does(String what, String how) {
    switch (what) {
      case "opens-socket" -> {
        refused = how.isEmpty() ? 0 : Integer.parseInt(how);
        open();
      }
      case "signs-out" -> signOut();
      case "drops" -> {
        gone = true;
        lost(new Ending.Closed(Side.CLIENT, Ending.Manner.CLEAN, true));
      }
      case "reset" -> lost(new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false));
      case "closed" -> lost(new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true));
      case "died" -> lost(new Ending.Network(Side.SERVER, Ending.Stage.TIMEOUT, "keep-alive"));
      case "client-died" -> {
        gone = true;
        lost(new Ending.Network(Side.CLIENT, Ending.Stage.TIMEOUT, "keep-alive"));
      }
      case "unknown" -> lost(new Ending.Unknown("net::ERR_FAILED"));
      case "server-closes" -> {
        wire.close(socket, Side.SERVER, Integer.parseInt(how));
        lost(Ending.ANSWERED);
      }
      case "mute" -> mute = true;
      case "heard" -> mute = false;
      case "sleeps" -> {
        asleep = true;
        shift.in(Duration.parse("PT" + how), this::wakes);
      }
      case "told" ->
          wire.frame(
              socket, Side.SERVER, Bodies.stateOf(agent, how, agent + "@fin.example/desktop"));
      case "from" -> wire.from(how);
      case "ends" -> gone = true;
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void open() {
    gone = false;
    if (asleep) {
      return;
    }
    socket = wire.askSocket(Transcript.NOTIFICATIONS);
    if (refused != 0) {
      wire.answer(socket, refused, "<html><head><title>No</title></head></html>");
      socket = 0;
      shift.in(AGAIN, this::againUnlessGone);
      return;
    }
    wire.agree(socket);
    String jid = agent + "@fin.example/desktop";
    both("<open %s to='fin.example' version='1.0'/>".formatted(FRAMING), opened());
    wire.frame(socket, Side.SERVER, FEATURES);
    both("<auth %s mechanism='PLAIN'>AGEAYg==</auth>".formatted(SASL), "<success " + SASL + "/>");
    both("<open %s to='fin.example' version='1.0'/>".formatted(FRAMING), opened());
    both(Bodies.bind(), Bodies.bound(jid));
    both(Bodies.presence(), Bodies.backend("available"));
    wire.frame(socket, Side.SERVER, Bodies.stateOf(agent, "NOT_READY", jid));
    long opened = socket;
    shift.in(ShiftSeat.apart(agent), () -> ping(opened));
  }

  private static String opened() {
    return "<open %s from='fin.example' id='s' version='1.0'/>".formatted(FRAMING);
  }

  private void both(String said, String heard) {
    wire.frame(socket, Side.CLIENT, said);
    wire.frame(socket, Side.SERVER, heard);
  }

  private void ping(long on) {
    if (socket != on || asleep) {
      return;
    }
    int number = ++pings;
    wire.frame(
        socket,
        Side.CLIENT,
        ("<iq xmlns='jabber:client' type='get' id='p%d' to='fin.example'>"
                + "<ping xmlns='urn:xmpp:ping'/></iq>")
            .formatted(number));
    if (mute) {
      shift.in(PATIENCE, () -> givesUp(on));
    } else {
      shift.in(SOON, () -> pong(on, number));
    }
    shift.in(PING_EVERY, () -> ping(on));
  }

  private void pong(long on, int number) {
    if (socket == on) {
      wire.frame(
          socket,
          Side.SERVER,
          "<iq xmlns='jabber:client' type='result' id='p%d' from='fin.example'/>"
              .formatted(number));
    }
  }

  private void givesUp(long on) {
    if (socket == on) {
      lost(new Ending.Closed(Side.CLIENT, Ending.Manner.CLEAN, true));
    }
  }

  private void wakes() {
    asleep = false;
    ping(socket);
  }

  private void signOut() {
    gone = true;
    both("<close %s/>".formatted(FRAMING), "<close %s/>".formatted(FRAMING));
    wire.close(socket, Side.CLIENT, 1000);
    lost(Ending.ANSWERED);
  }

  private void lost(Ending ending) {
    long over = socket;
    socket = 0;
    wire.end(over, ending);
    shift.in(AGAIN, this::againUnlessGone);
  }

  private void againUnlessGone() {
    if (!gone && socket == 0) {
      open();
    }
  }
}
