package dev.boshtap.proxy.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/**
 * The commands by their names. Each is made when it is asked for: to read the options of all of
 * them would take longer than all else that a start does.
 */
final class Commands {

  private record Named(String name, Function<Context, Object> making) {}

  /** In the order in which help lists them. */
  private static final List<Named> ALL =
      List.of(
          new Named("run", RunCommand::new),
          new Named("browser", BrowserCommand::new),
          new Named("demo", DemoCommand::new),
          new Named("open", OpenCommand::new),
          new Named("nodes", NodesCommand::new),
          new Named("diagnose", DiagnoseCommand::new),
          new Named("report", ReportCommand::new),
          new Named("redact", RedactCommand::new),
          new Named("tail", TailCommand::new),
          new Named("export", ExportCommand::new),
          new Named(
              "capture",
              context ->
                  new CommandLine(new CaptureCommand())
                      .addSubcommand(new CaptureCommand.Stored(context))
                      .addSubcommand(new CaptureCommand.Info(context))
                      .addSubcommand(new CaptureCommand.Prune(context))
                      .addSubcommand(new CaptureCommand.Merge(context))
                      .addSubcommand(new CaptureCommand.Verify(context))),
          new Named(
              "ca",
              context ->
                  new CommandLine(new CaCommand())
                      .addSubcommand(new CaInitCommand(context))
                      .addSubcommand(new CaCommand.Show(context))
                      .addSubcommand(new CaCommand.Export(context))
                      .addSubcommand(new CaRotateCommand(context))
                      .addSubcommand(new CaInstallCommand(context))
                      .addSubcommand(new CaUninstallCommand(context))),
          new Named(
              "trust",
              context ->
                  new CommandLine(new TrustCommand())
                      .addSubcommand(new TrustCommand.Add(context))
                      .addSubcommand(new TrustCommand.Pinned(context))
                      .addSubcommand(new TrustCommand.Remove(context))));

  private static final Set<String> OF_PROXY = Set.of("run", "browser", "demo");

  private Commands() {}

  /** Whether the command that a line begins with runs the proxy. */
  static boolean runProxy(String[] arguments) {
    return arguments.length > 0 && OF_PROXY.contains(arguments[0]);
  }

  /**
   * Gives the program the command that a line begins with; all of them, and help, for a line that
   * begins with none.
   */
  static void addTo(CommandLine program, Context context, String[] arguments) {
    for (Named command : ALL) {
      if (arguments.length > 0 && command.name.equals(arguments[0])) {
        program.addSubcommand(command.name, command.making.apply(context));
        return;
      }
    }
    ALL.forEach(command -> program.addSubcommand(command.name, command.making.apply(context)));
    program.addSubcommand(new HelpCommand());
  }
}
