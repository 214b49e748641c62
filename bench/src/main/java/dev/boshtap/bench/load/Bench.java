package dev.boshtap.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Origin and generator, and what can be measured with them. Everything lives on the loopback
 * address and in one temporary folder, and ends with this.
 */
public final class Bench implements AutoCloseable {

  private static final Duration DRAINING = Duration.ofSeconds(60);
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Certificates certificates;
  private final Child origin;
  private final Child generator;
  private final int answeringPort;
  private final int holdingPort;
  private int started;

  /** Starts origin and generator. */
  public Bench() throws IOException {
    folder = Files.createTempDirectory("boshtap-bench");
    certificates = Certificates.make(folder);
    origin =
        Child.obeying(
            "origin",
            Programs.own(
                Origin.class, certificates.chain().toString(), certificates.key().toString()),
            folder);
    generator = Child.obeying("generator", Programs.own(Generator.class), folder);
    String[] ports = Orders.words(origin.readLine());
    answeringPort = Integer.parseInt(ports[0]);
    holdingPort = Integer.parseInt(ports[1]);
    generator.readLine();
  }

  /**
   * One peer under load.
   *
   * @param exchanges polls answered, as the generator saw it
   * @param origin polls that the origin answered
   * @param perExchange the peer's processor time for each
   * @param recorded what it recorded of them; -1 where it does not record
   * @param losses exchanges that it said it lost, whole or in part
   */
  public record Round(
      long exchanges, long origin, Duration perExchange, long recorded, long losses) {}

  /** Starts a peer before the origin that answers. */
  public Peer.Running start(Peer peer) throws IOException, InterruptedException {
    return start(peer, answeringPort);
  }

  private Peer.Running start(Peer peer, int port) throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve(peer.name() + "-" + ++started));
    return peer.start(own, certificates, port);
  }

  /**
   * Loads a peer on connections that stand, waits until it has done all that follows from it, and
   * counts.
   *
   * @param rate polls in a second; 0 for as many as are answered
   */
  public Round round(Peer.Running peer, int connections, int exchanges, int rate)
      throws IOException, InterruptedException {
    connect(peer.route(), connections);
    peer.process().awaitQuiet(DRAINING);
    long answeredBefore = answered();
    Duration before = peer.process().processorTime();
    Generator.Load load = load(exchanges, rate);
    peer.process().awaitQuiet(DRAINING);
    Duration spent = peer.process().processorTime().minus(before);
    long answered = answered() - answeredBefore;
    disconnect();
    Recorded.Count count = peer.recorded().next();
    return new Round(
        load.exchanges(),
        answered,
        spent.dividedBy(load.exchanges()),
        count.events(),
        count.losses());
  }

  /** How long polls take through a peer, one connection and one poll at a time. */
  public Generator.Load latency(Peer.Running peer, int exchanges) throws IOException {
    return latency(peer.route(), exchanges);
  }

  /** How long polls take with nothing between. */
  public Generator.Load directLatency(int exchanges) throws IOException {
    return latency(Route.direct(answeringPort), exchanges);
  }

  private Generator.Load latency(Route route, int exchanges) throws IOException {
    connect(route, 1);
    Generator.Load load = load(exchanges, 0);
    disconnect();
    return load;
  }

  private void connect(Route route, int connections) throws IOException {
    generator.ask("connect %s %d %d".formatted(route.words(), connections, PATIENCE_SECONDS));
  }

  private Generator.Load load(int exchanges, int rate) throws IOException {
    return Generator.Load.parse(
        generator.ask("load %d %d %d".formatted(exchanges, rate, PATIENCE_SECONDS)));
  }

  private void disconnect() throws IOException {
    generator.ask("disconnect");
  }

  private long answered() throws IOException {
    return Long.parseLong(origin.ask("answered")[0]);
  }

  private long held(long polls) throws IOException {
    return Long.parseLong(origin.ask("held %d %d".formatted(polls, PATIENCE_SECONDS))[0]);
  }

  /**
   * What held polls take.
   *
   * @param each the growth of resident memory for each, in bytes
   * @param resident all resident memory with them, in bytes
   */
  public record Held(double each, long resident) {}

  /**
   * Resident memory that a freshly started peer takes for so many held polls: what it has with them
   * less what it had after a short warm-up, each once what the coming took is given back. Empty
   * where the system does not tell.
   */
  public Optional<Held> memoryOfHeldPolls(Peer peer, int polls)
      throws IOException, InterruptedException {
    try (Peer.Running running = start(peer, holdingPort)) {
      hold(running, Math.min(polls, 100));
      disconnect();
      running.process().awaitSettled(DRAINING);
      OptionalLong before = running.process().resident();
      hold(running, polls);
      running.process().awaitSettled(DRAINING);
      OptionalLong with = running.process().resident();
      disconnect();
      return before.isPresent() && with.isPresent()
          ? Optional.of(
              new Held((double) (with.getAsLong() - before.getAsLong()) / polls, with.getAsLong()))
          : Optional.empty();
    }
  }

  /**
   * What became of many who came at once.
   *
   * @param took from the first connect until the last poll was held, or until all was given up
   * @param held polls that reached the origin
   * @param lost connections that were not made, or broke
   * @param recorded sessions that were recorded
   * @param losses exchanges that were said to be lost
   */
  public record Storm(Duration took, long held, long lost, long recorded, long losses) {}

  /**
   * Has so many come, spread over so many seconds: CONNECT, TLS, a session, a poll that is held.
   */
  public Storm storm(Peer peer, int agents, int seconds) throws IOException, InterruptedException {
    try (Peer.Running running = start(peer, holdingPort)) {
      hold(running, 100);
      disconnect();
      running.process().awaitQuiet(DRAINING);
      running.recorded().next();
      long expected = held(0) + agents;
      long began = System.nanoTime();
      String[] came =
          generator.ask("storm %s %d %d".formatted(running.route().words(), agents, seconds));
      long held = agents - (expected - held(expected - Long.parseLong(came[0])));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      running.process().awaitQuiet(DRAINING);
      Recorded.Count count = running.recorded().next();
      disconnect();
      return new Storm(took, held, Long.parseLong(came[0]), count.sessions(), count.losses());
    }
  }

  private void hold(Peer.Running running, int polls) throws IOException, InterruptedException {
    long expected = held(0) + polls;
    generator.ask("hold %s %d %d".formatted(running.route().words(), polls, PATIENCE_SECONDS));
    long held = held(expected);
    if (held != expected) {
      throw new IOException("the origin holds %d polls (expected: %d)".formatted(held, expected));
    }
  }

  /** Ends origin and generator and deletes what was written. */
  @Override
  public void close() throws IOException {
    generator.close();
    origin.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
