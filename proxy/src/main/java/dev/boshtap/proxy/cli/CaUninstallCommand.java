package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaStore;
import dev.boshtap.ca.truststore.Anchor;
import dev.boshtap.ca.truststore.Installation;
import dev.boshtap.ca.truststore.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "uninstall",
    description =
        "Takes the root CA, and earlier ones, out of the trust stores of this machine, and nothing"
            + " else; checks that they are gone. The CA itself stays.",
    footer = {
      "",
      "Examples: what it would do; and doing it",
      "  boshtap ca uninstall --dry-run",
      "  boshtap ca uninstall"
    })
final class CaUninstallCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private TrustStoreOptions options = new TrustStoreOptions();

  CaUninstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Path home = config.read(context.environment(), List.of()).config().home();
    Path file = new CaStore(home).folder().resolve("ca.pem");
    Optional<Anchor> current =
        Files.exists(file) ? Optional.of(Anchor.read(file)) : Optional.empty();
    Installation installation =
        new Installation(context.machine(), context.commands(), home, options.dryRun());
    List<Report> found =
        installation.uninstall(current, options.kinds()).stream()
            .filter(report -> report.outcome() != Report.Outcome.NOT_THERE)
            .toList();
    TrustStoreReports reports = new TrustStoreReports(context.console(), context.machine());
    found.forEach(reports::say);
    if (found.isEmpty()) {
      context.console().err().println("no trust store here has this CA; nothing changed");
    }
    return found.stream().allMatch(CaUninstallCommand::isDone) ? ExitCode.FINE : ExitCode.CANNOT;
  }

  private static boolean isDone(Report report) {
    return switch (report.outcome()) {
      case REMOVED, NOT_THERE, WOULD_RUN, TRUSTED, ALREADY_TRUSTED -> true;
      case FAILED, NEEDS_ADMINISTRATOR, NOT_POSSIBLE -> false;
    };
  }
}
