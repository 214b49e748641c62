package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.EventTypes;
import dev.boshtap.exporters.NodeGlob;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that shows or writes events: which of them. */
final class FilterOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--agent",
      paramLabel = "ID",
      description =
          "Only this agent: the login id, or the pseudonym shown for it. In a capture recorded on"
              + " another machine only the pseudonym is found.")
  private @Nullable String agent;

  @Option(
      names = "--node",
      paramLabel = "GLOB",
      description = "Only pubsub nodes that match, such as '/finesse/api/Team/*'.")
  private @Nullable String node;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = {"Only this type or family of events:", "bosh.poll, finesse.dialog, finesse."})
  private @Nullable String type;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "Only from this time on: 14:30, 2026-11-22T14:30,",
        "2026-11-22T14:30:00Z, or 20m for that long ago."
      })
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only before this time.")
  private @Nullable String until;

  @Option(
      names = "--unanswered",
      description = "Only requests without an answer, or overdue for one.")
  private boolean unanswered;

  /** The filter that was asked for. */
  EventFilter read(Instant now) {
    Optional<Instant> from = time("--since", since, now);
    Optional<Instant> before = time("--until", until, now);
    if (from.isPresent() && before.isPresent() && !from.get().isBefore(before.get())) {
      throw wrong("--until: " + until + " (expected: later than --since, " + since + ")", null);
    }
    if (type != null && !EventTypes.isNameOrFamily(type)) {
      // A slip of the pen would show nothing, as if nothing had happened.
      throw wrong("--type: " + type + " (expected: one of " + EventTypes.list() + ")", null);
    }
    return new EventFilter(
        Stream.ofNullable(agent).collect(Collectors.toSet()),
        Stream.ofNullable(node).map(NodeGlob::of).collect(Collectors.toSet()),
        Optional.ofNullable(type),
        from,
        before,
        unanswered);
  }

  private Optional<Instant> time(String option, @Nullable String text, Instant now) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Times.parse(text, now, ZoneId.systemDefault()));
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage(), e);
    }
  }

  private RuntimeException wrong(String line, @Nullable IllegalArgumentException cause) {
    return spec == null
        ? new IllegalArgumentException(line, cause)
        : new ParameterException(spec.commandLine(), line, cause);
  }
}
