package dev.boshtap.exporters.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private final StringBuilder out = new StringBuilder();

  private void unanswered(Summary summary, long number, Side by) throws IOException {
    Ending ending = new Ending.Closed(by, Ending.Manner.CLEAN, true);
    Exchanges poll =
        Exchanges.starting(0, number)
            .ended(41_000, ending)
            .poll("unanswered", false)
            .with(
                Samples.poll(
                    Samples.context(41_000, number),
                    Event.Outcome.UNANSWERED,
                    Duration.ofSeconds(41),
                    ending));
    for (Observation observation : poll.observations()) {
      summary.accept(observation);
    }
  }

  @Test
  void nothingHappened() throws IOException {
    try (Summary summary = new Summary(out, 0)) {
      summary.flush();
    }

    assertThat(out)
        .hasToString(
            """
            summary
              exchanges     0
              polls         0 answered, 0 unanswered, 0 late, 0 overdue, 0 badly answered, 0 pending
              agents        none
              events        none
            """);
  }

  @Test
  void whatItAllCameTo() throws IOException {
    Context elsewhere =
        Context.of(Samples.TEN, new Connection(9, new HostPort("www.example.com", 443), ""));
    try (Summary summary = new Summary(out, 0)) {
      for (int i = 1; i <= 3; i++) {
        summary.accept(
            Exchanges.starting(0, i)
                .answered(30_000, 200, "text/xml", "<body/>")
                .poll("answered", true)
                .finished());
      }
      unanswered(summary, 4, Side.CLIENT);
      unanswered(summary, 5, Side.SERVER);
      unanswered(summary, 6, Side.SERVER);
      summary.accept(
          new Observation.Happened(
              Samples.poll(
                  Samples.context(35_000, 7),
                  Event.Outcome.OVERDUE,
                  Duration.ofSeconds(35),
                  Ending.OPEN)));
      summary.accept(
          new Observation.Happened(
              new Event.Tunnel(elsewhere, new HostPort("www.example.com", 443), null)));
      summary.accept(
          new Observation.Happened(
              new Event.Failure(
                  elsewhere,
                  Samples.BOSH,
                  new Ending.Network(Side.SERVER, Ending.Stage.DNS, "unknown host"))));
      summary.accept(new Observation.Loss(Samples.TEN, "queue\u001b[2J full", 5));
      summary.accept(new Observation.Loss(Samples.TEN, "queue\u001b[2J full", 7));
    }

    assertThat(out)
        .hasToString(
            """
            summary
              exchanges     6
              polls         3 answered, 3 unanswered (client 1, server 2), 0 late, 1 overdue, 0 badly answered, 0 pending
              agents        1 (1001003)
              events        bosh.poll 4, proxy.failure 1, proxy.tunnel 1
              tunnels       www.example.com:443 1
              failures      server dns 1
              not recorded  queue\\u001b[2J full 12
            """);
  }

  /** Told again, a finding is the same finding, of which more is known. */
  @Test
  void aFindingThatIsToldTwiceIsOne() throws IOException {
    try (Summary summary = new Summary(out, 0)) {
      for (FaultSide side : List.of(FaultSide.UNKNOWN, FaultSide.SERVER)) {
        summary.accept(
            new Observation.Happened(
                new Event.Found(
                    Samples.context(0, 1), Samples.finding(Finding.Severity.ERROR, side))));
      }
    }

    assertThat(out.toString().lines())
        .contains("  events        none")
        .contains("  findings      1 (server 1); `boshtap diagnose` tells what to do");
  }

  @Test
  void onATerminalNoWordIsBroken() throws IOException {
    try (Summary summary = new Summary(out, 60)) {
      summary.flush();
    }

    assertThat(out.toString().lines())
        .contains(
            "  polls         0 answered, 0 unanswered, 0 late, 0 overdue,",
            "                0 badly answered, 0 pending");
  }
}
