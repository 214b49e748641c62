package dev.boshtap.proxy.app;

import dev.boshtap.ca.PassphraseSource;
import dev.boshtap.ca.RootCa;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.DemoOptions;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.config.Intercept;
import dev.boshtap.proxy.trust.UpstreamTrust;
import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentNetwork;
import dev.boshtap.simulator.demo.DemoRun;
import dev.boshtap.simulator.demo.DemoScenario;
import dev.boshtap.simulator.demo.LostPoll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code demo}: a simulated Finesse, agents that reach it through a live proxy with its shipped
 * settings, and a folder of its own for state, gone afterwards.
 */
final class Demo {

  private static final int AGENTS = 3;
  private static final long SEED = 7;
  private static final String HOST = "127.0.0.1";

  /** The play gives up by itself after three times its length; how much longer it may take. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Config config;
  private final DemoOptions options;
  private final Console console;
  private final StopSignal stop;

  Demo(Config config, DemoOptions options, Console console, StopSignal stop) {
    this.config = config;
    this.options = options;
    this.console = console;
    this.stop = stop;
  }

  int play() throws CommandFailure, IOException {
    if (options.length().compareTo(DemoScenario.SHORTEST) < 0) {
      throw CommandFailure.usage(
          "--for: %d ms (expected: %d s or more)"
              .formatted(options.length().toMillis(), DemoScenario.SHORTEST.toSeconds()));
    }
    DemoScenario scenario = new DemoScenario(SEED, options.length(), AGENTS);
    try (TemporaryFolder state = new TemporaryFolder("boshtap-demo");
        SimulatedFinesse finesse = scenario.server().start()) {
      Config settings = settings(finesse, state.path());
      RootCa root = BoshtapApplication.rootCa(settings, PassphraseSource.NONE);
      UpstreamTrust trust = BoshtapApplication.trust(settings, console);
      List<LostPoll> lost;
      Session session = BoshtapApplication.start(settings, root, trust, EventFilter.ALL, console);
      try (session) {
        session.greet();
        console
            .err()
            .println(
                "  demo: %d agents and a supervisor, for %d s, against a simulated Finesse"
                    .formatted(AGENTS, options.length().toSeconds()));
        try (AgentNetwork network =
                new AgentNetwork(
                    HOST,
                    finesse.boshAddress(),
                    finesse.restAddress(),
                    root.certificate(),
                    session.address(),
                    1);
            DemoRun day = scenario.start(finesse, network)) {
          lost = await(day);
        }
      }
      console.err().println("the simulator lost %d polls on purpose".formatted(lost.size()));
      lost.forEach(
          poll ->
              console
                  .err()
                  .println(
                      "  agent %s rid %d: %s, %s"
                          .formatted(
                              session.nameOf(poll.agent()),
                              poll.rid(),
                              word(poll.endedBy()),
                              word(poll.how()))));
      settings.output().events().ifPresent(file -> console.err().println("events:  " + file));
      if (options.out().isPresent()) {
        settings
            .output()
            .capture()
            .file()
            .ifPresent(file -> console.err().println("capture: " + file));
      }
      settings.output().har().ifPresent(file -> console.err().println("HAR:     " + file));
      return session.exitCode();
    }
  }

  private static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The settings that were asked for, with the simulator as the only Finesse there is. */
  private Config settings(SimulatedFinesse finesse, Path state) throws IOException {
    Path trusted = state.resolve("simulator.pem");
    Files.writeString(trusted, Pem.of(finesse.caCertificate()));
    Intercept intercept =
        new Intercept(
            List.of(),
            Set.of(finesse.boshAddress().getPort(), finesse.restAddress().getPort()),
            Set.of());
    Config.Upstream upstream = config.upstream();
    return new Config(
        state,
        config.listen(),
        config.allowClients(),
        intercept,
        new Config.Ca(Optional.empty()),
        config.tls(),
        new Config.Upstream(
            upstream.connectTimeout(),
            upstream.handshakeTimeout(),
            Optional.empty(),
            List.of(trusted),
            false,
            List.of()),
        config.idleConnection(),
        config.recording(),
        config.pollMargin(),
        config.diagnosis(),
        output(),
        config.log());
  }

  private Config.Output output() throws IOException {
    Config.Output output = config.output();
    if (options.out().isEmpty()) {
      return new Config.Output(
          output.har(),
          output.events(),
          output.capture().off(),
          output.json(),
          output.redaction(),
          output.redactFields());
    }
    Path folder = options.out().get();
    Files.createDirectories(folder);
    return new Config.Output(
        Optional.of(folder.resolve("capture.har")),
        Optional.of(folder.resolve("events.ndjson")),
        output.capture().in(folder.resolve("capture.sqlite")),
        output.json(),
        output.redaction(),
        output.redactFields());
  }

  private List<LostPoll> await(DemoRun day) throws CommandFailure {
    try {
      stop.awaitOr(day.completion(), Optional.of(options.length().multipliedBy(3).plus(GRACE)));
      if (stop.isAsked()) {
        return day.lostPolls();
      }
      return day.completion().get(0, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw CommandFailure.cannot("the demo broke off: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw CommandFailure.cannot("the demo did not end in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return day.lostPolls();
    }
  }
}
