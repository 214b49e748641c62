package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description =
        "Converts a capture, or the part that is asked for, to files that other tools read.",
    footer = {
      "",
      "A FILE of - stands for standard output.",
      "",
      "Examples:",
      "  boshtap export monday.sqlite --har monday.har",
      "  boshtap export monday.sqlite --events - --unanswered --since 14:00 | jq .agent"
    })
final class ExportCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Parameters(paramLabel = "CAPTURE", description = "The capture, with its later parts.")
  private Path capture = Path.of("");

  @Option(
      names = "--har",
      paramLabel = "FILE",
      description = "HAR 1.2, an entry for each exchange.")
  private @Nullable Path har;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Events, one JSON object per line.")
  private @Nullable Path events;

  @Option(
      names = "--exchanges",
      paramLabel = "FILE",
      description = "Exchanges, one JSON object per line: the entries of the HAR.")
  private @Nullable Path exchanges;

  @Option(
      names = "--csv-polls",
      paramLabel = "FILE",
      description = "All requests to the BOSH endpoint, as a CSV table.")
  private @Nullable Path csvPolls;

  @Option(names = "--csv-events", paramLabel = "FILE", description = "Events, as a CSV table.")
  private @Nullable Path csvEvents;

  @Option(names = "--saz", paramLabel = "FILE", description = "An archive that Fiddler opens.")
  private @Nullable Path saz;

  @Option(
      names = "--curl",
      paramLabel = "NUMBER",
      description = "Print the request of this exchange as a curl command.")
  private @Nullable Long curl;

  ExportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    List<ExportOptions.Target> targets = new ArrayList<>();
    add(targets, ExportOptions.Format.HAR, har);
    add(targets, ExportOptions.Format.EVENTS, events);
    add(targets, ExportOptions.Format.EXCHANGES, exchanges);
    add(targets, ExportOptions.Format.CSV_POLLS, csvPolls);
    add(targets, ExportOptions.Format.CSV_EVENTS, csvEvents);
    add(targets, ExportOptions.Format.SAZ, saz);
    if (targets.isEmpty() && curl == null) {
      throw CommandFailure.usage(
          "nothing to write (expected: --har, --events, --exchanges, --csv-polls, --csv-events,"
              + " --saz or --curl)");
    }
    long toOutput =
        targets.stream().filter(ExportOptions.Target::isStandardOutput).count()
            + (curl == null ? 0 : 1);
    if (toOutput > 1) {
      throw CommandFailure.usage(toOutput + " things would go to standard output (expected: one)");
    }
    ExportOptions options =
        new ExportOptions(
            capture, targets, Optional.ofNullable(curl), filter.read(context.clock().instant()));
    Config settings = config.read(context.environment(), List.of()).config();
    return context.application().export(settings, options, context.console());
  }

  private static void add(
      List<ExportOptions.Target> targets, ExportOptions.Format format, @Nullable Path file) {
    if (file != null) {
      targets.add(new ExportOptions.Target(format, file));
    }
  }
}
