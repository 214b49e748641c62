package dev.boshtap.decoders;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a desktop of a {@link Shift} asks Finesse's REST API. */
final class ShiftRest {

  private static final Duration SOON = Duration.ofMillis(20);

  private final Shift shift;
  private final String agent;
  private final ShiftWire wire;
  private @Nullable Connection standing;
  private Duration ahead = Duration.ZERO;
  private Duration roundTrip = SOON;
  private int requests;

  ShiftRest(Shift shift, String agent, ShiftWire wire) {
    this.shift = shift;
    this.agent = agent;
    this.wire = wire;
  }

  /** {@code GET /path 200}, and the answer's body, if it has one. */
  void call(HostPort server, String how) {
    String[] words = how.split(" ", 4);
    long number =
        wire.send(server, words[0], words[1], List.of(), "", Optional.<Connection>empty());
    wire.answer(number, Integer.parseInt(words[2]), words.length == 4 ? words[3] : "");
  }

  /** The server's clock is that much ahead of the desktop's from here on. */
  void clockIsAhead(String how) {
    ahead = Duration.parse("PT" + how);
  }

  /** A question is there and back in that time from here on. */
  void roundTrip(String how) {
    roundTrip = Duration.parse("PT" + how);
  }

  /** Asks for SystemInfo again and again, at that interval, as often as that. */
  void systemInfo(HostPort server, String how) {
    String[] words = how.split(" ", -1);
    Duration every = Duration.parse("PT" + words[0]);
    for (int i = 0; i < Integer.parseInt(words[1]); i++) {
      shift.in(every.multipliedBy(i), () -> systemInfo(server));
    }
  }

  private void systemInfo(HostPort server) {
    Instant clock = shift.now().wall();
    long number =
        wire.send(
            server,
            "GET",
            "/finesse/api/SystemInfo?timestampOnly&nocache=" + clock.minus(ahead).toEpochMilli(),
            List.of(),
            "",
            Optional.ofNullable(standing));
    if (standing == null) {
      standing = wire.connection(number, server);
    }
    String answer =
        "<SystemInfo><currentTimestamp>%s</currentTimestamp></SystemInfo>"
            .formatted(clock.plus(roundTrip.dividedBy(2)));
    shift.in(roundTrip, () -> wire.answer(number, 200, answer));
  }

  /** Asks for a state; Finesse accepts. */
  void state(HostPort server, String state) {
    String id = agent + "-" + ++requests;
    String body = "<User><state>%s</state></User>".formatted(state);
    long number =
        wire.send(
            server,
            "PUT",
            "/finesse/api/User/" + agent,
            List.of(new Header("requestId", id)),
            body,
            Optional.empty());
    shift.in(SOON, () -> wire.answer(number, 202, ""));
  }

  /** Asks how the agent is doing; the answer says that state, since that time. */
  void user(HostPort server, String state) {
    call(
        server,
        "GET /finesse/api/User/%s 200 <User><loginId>%s</loginId><state>%s</state></User>"
            .formatted(agent, agent, state));
  }
}
