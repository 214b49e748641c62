package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.store.CaptureCheck;
import dev.boshtap.exporters.store.CaptureFacts;
import dev.boshtap.exporters.store.CaptureFolder;
import dev.boshtap.exporters.store.CaptureInfo;
import dev.boshtap.exporters.store.CaptureMerge;
import dev.boshtap.exporters.store.Retention;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.proxy.config.ByteSize;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code capture} and what belongs to it. */
@Command(
    name = "capture",
    description = "Lists, inspects, checks, merges and removes the captures that run records.",
    footer = {"", "Example: the captures of this machine", "  boshtap capture list"})
final class CaptureCommand {

  @Command(
      name = "list",
      description = "Lists the captures in the data folder, the oldest first.",
      footer = {"", "Example:", "  boshtap capture list"})
  static final class Stored implements Callable<Integer> {

    private final Context context;
    @Mixin private ConfigOptions config = new ConfigOptions();

    Stored(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      PrintStream out = context.console().out();
      List<CaptureFolder.Stored> captures = new CaptureFolder(settings.captures()).list();
      if (captures.isEmpty()) {
        context.console().err().println("no captures in " + settings.captures());
      }
      for (CaptureFolder.Stored capture : captures) {
        String state = CaptureFolder.isWritten(capture.file()) ? "  being written" : "";
        out.printf("%10s  %s%s%n", Sizes.text(capture.bytes()), capture.file(), state);
      }
      return ExitCode.FINE;
    }
  }

  @Command(
      name = "info",
      description = "Counts what is in a capture.",
      footer = {"", "Example:", "  boshtap capture info monday.sqlite"})
  static final class Info implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "CAPTURE", arity = "1..*", description = "The captures.")
    private List<Path> files = new ArrayList<>();

    Info(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      for (Path file : files) {
        try (StoreReader reader = StoreReader.open(file, EventFilter.ALL, false)) {
          print(reader.info(), context.console().out());
        }
      }
      return ExitCode.FINE;
    }

    private static void print(CaptureInfo info, PrintStream out) {
      CaptureFacts facts = info.facts();
      line(out, "file", info.file() + ", " + Sizes.text(info.bytes()));
      line(
          out,
          "recorded",
          "on %s by boshtap %s, part %d".formatted(facts.host(), facts.version(), facts.part()));
      line(out, "state", state(info));
      line(out, "redacted", facts.redaction().said());
      info.first()
          .ifPresent(first -> line(out, "from", Times.local(first, ZoneId.systemDefault())));
      info.last().ifPresent(last -> line(out, "to", Times.local(last, ZoneId.systemDefault())));
      line(
          out,
          "exchanges",
          "%d, %d unanswered, %d pending"
              .formatted(info.exchanges(), info.unanswered(), info.pending()));
      line(out, "agents", Long.toString(info.agents()));
      for (Map.Entry<String, Long> type : info.events().entrySet()) {
        line(out, Printable.text(type.getKey()), type.getValue().toString());
      }
      if (info.messages() > 0) {
        line(out, "messages", Long.toString(info.messages()));
      }
      line(out, "not recorded", Long.toString(info.lost()));
    }

    private static String state(CaptureInfo info) {
      if (info.isWritten()) {
        return "being written";
      }
      CaptureFacts facts = info.facts();
      return facts.completed().isEmpty()
          ? Failures.BROKEN_OFF
          : "complete" + facts.next().map(next -> ", goes on in " + next).orElse("");
    }

    private static void line(PrintStream out, String name, String text) {
      out.printf("%-20s %s%n", name, Printable.text(text));
    }
  }

  @Command(
      name = "prune",
      description = "Removes old captures from the data folder.",
      footer = {"", "Example: see what would go", "  boshtap capture prune --older 7d --dry-run"})
  static final class Prune implements Callable<Integer> {

    private final Context context;
    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(
        names = "--older",
        paramLabel = "DURATION",
        description = "Remove older ones (default: capture.keep-age).")
    private @Nullable Duration older;

    @Option(
        names = "--keep-size",
        paramLabel = "SIZE",
        description =
            "Remove the oldest until the rest takes no more (default: capture.keep-size).")
    private @Nullable String size;

    @Option(names = "--dry-run", description = "Only say which would be removed.")
    private boolean dryRun;

    Prune(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      Config.Capture capture = settings.output().capture();
      Retention retention =
          new Retention(
              size == null ? capture.keepSize().bytes() : parsed(size),
              older == null ? capture.keepAge() : older);
      List<CaptureFolder.Stored> old =
          new CaptureFolder(settings.captures())
              .prune(retention, context.clock().instant(), !dryRun);
      if (old.isEmpty()) {
        context.console().err().println("nothing to remove in " + settings.captures());
      }
      for (CaptureFolder.Stored gone : old) {
        context
            .console()
            .out()
            .printf(
                "%s %s, %s%n",
                dryRun ? "would remove" : "removed", gone.file(), Sizes.text(gone.bytes()));
      }
      return ExitCode.FINE;
    }

    private static long parsed(String text) throws CommandFailure {
      try {
        return ByteSize.parse(text).bytes();
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage("--keep-size: " + e.getMessage());
      }
    }
  }

  @Command(
      name = "merge",
      description = "Makes one capture of several, which stay as they are.",
      footer = {
        "",
        "Example: the parts of a recording in one file",
        "  boshtap capture merge monday.sqlite monday-part2.sqlite -o all.sqlite"
      })
  static final class Merge implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "CAPTURE", arity = "1..*", description = "The captures, in order.")
    private List<Path> files = new ArrayList<>();

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        required = true,
        description = "The new capture.")
    private Path output = Path.of("");

    Merge(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      PrintStream err = context.console().err();
      CaptureMerge.merge(files, output, file -> err.println("reading " + file));
      err.println("written to " + output);
      return ExitCode.FINE;
    }
  }

  @Command(
      name = "verify",
      description =
          "Reads every byte of a capture and its later parts; exit code 3 when something is wrong.",
      footer = {"", "Example:", "  boshtap capture verify monday.sqlite"})
  static final class Verify implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "CAPTURE", arity = "1..*", description = "The captures.")
    private List<Path> files = new ArrayList<>();

    Verify(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      boolean sound = true;
      for (Path first : files) {
        for (Path file : StoreFiles.parts(first)) {
          CaptureCheck check = check(file);
          sound &= check.isSound();
          context
              .console()
              .out()
              .printf(
                  "%s: %s; %d exchanges, %d events%n",
                  file, check.isSound() ? "sound" : "DAMAGED", check.exchanges(), check.events());
          check
              .faults()
              .forEach(fault -> context.console().out().println("  " + Printable.text(fault)));
        }
      }
      return sound ? ExitCode.FINE : ExitCode.CANNOT;
    }

    private CaptureCheck check(Path file) throws IOException {
      try (Progress progress =
          new Progress(context.console(), "verify " + file.getFileName(), CaptureCheck.WHOLE)) {
        return CaptureCheck.of(file, progress::at);
      }
    }
  }
}
