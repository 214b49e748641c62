package dev.boshtap.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * boshtap as it is shipped: {@code run} with its defaults, every body decoded, redacted and
 * recorded, terminal lines to a log. Only where things are is configured. Or without a capture;
 * then the events go to a file.
 */
public final class Boshtap implements Peer {

  /** The name of the one that decodes and tells, and writes events instead of a capture. */
  public static final String NO_CAPTURE = "no-capture";

  private static final Pattern LISTENING = Pattern.compile("listening on \\S+:(\\d+)");

  private static final String CONFIG =
      """
      home: %1$s/home
      listen: 127.0.0.1:0
      intercept:
        hosts: [%2$s]
      upstream:
        trusted-certificates: [%3$s]
      capture:
        enabled: %4$s
      """;

  private static final String EVENTS =
      """
      output:
        events: %s
      """;

  private final Path jar;
  private final Optional<Path> launcher;
  private final boolean captures;
  private final List<String> javaOptions;

  /**
   * boshtap's jar, or the packaged program that starts it.
   *
   * @param launcher the packaged program, where there is one: its options are part of what is
   *     shipped
   * @param captures whether it records every exchange on disk too, as it does by default
   * @param javaOptions options for its JVM, for profiles; none for a measurement
   */
  public Boshtap(Path jar, Optional<Path> launcher, boolean captures, List<String> javaOptions) {
    this.jar = jar;
    this.launcher = launcher;
    this.captures = captures;
    this.javaOptions = List.copyOf(javaOptions);
  }

  /** The packaged program, where it was built beside the jar. */
  public static Optional<Path> launcher(Path jar) {
    return Optional.of(jar.resolveSibling("dist/boshtap/bin/boshtap")).filter(Files::isExecutable);
  }

  @Override
  public String name() {
    return captures ? "boshtap" : NO_CAPTURE;
  }

  @Override
  public Optional<String> version() throws InterruptedException {
    return Programs.firstLine(Programs.java(), "-jar", jar.toString(), "--version");
  }

  @Override
  public Running start(Path folder, Certificates certificates, int originPort)
      throws IOException, InterruptedException {
    Path events = folder.resolve("events.ndjson");
    Recorded recorded =
        captures ? new RecordedRows(folder.resolve("home/captures")) : new RecordedEvents(events);
    Serving serving =
        start(
            folder,
            certificates.root(),
            List.of(Workload.HOST + ":" + originPort),
            captures ? "" : EVENTS.formatted(events));
    return new Running(serving.process(), new Route(serving.port(), originPort, true), recorded);
  }

  /**
   * A boshtap that serves.
   *
   * @param process its process
   * @param port where it listens, on the loopback address
   */
  public record Serving(Child process, int port) {}

  /**
   * Starts it before other servers than the benchmark's own.
   *
   * @param folder a folder for all that it writes
   * @param root whom it trusts, PEM
   * @param servers what it intercepts, {@code HOST:PORT}
   * @param more further lines of its configuration
   */
  public Serving start(Path folder, Path root, List<String> servers, String more)
      throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            CONFIG.formatted(folder, String.join(", ", servers), root, captures) + more);
    List<String> command = new ArrayList<>();
    if (launcher.isPresent()) {
      command.add(launcher.get().toString());
    } else {
      command.add(Programs.java());
      command.addAll(javaOptions);
      command.addAll(List.of("-jar", jar.toString()));
    }
    command.addAll(List.of("run", "--config", config.toString()));
    Child process =
        Child.serving(
            name(), command, folder, Map.of("BOSHTAP_JAVA_OPTIONS", String.join(" ", javaOptions)));
    return new Serving(process, Integer.parseInt(process.awaitInLog(LISTENING)));
  }
}
