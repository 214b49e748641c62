package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaStore;
import dev.boshtap.ca.RootCa;
import dev.boshtap.ca.truststore.Anchor;
import dev.boshtap.ca.truststore.Installation;
import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.ca.truststore.Platform;
import dev.boshtap.ca.truststore.Report;
import dev.boshtap.ca.truststore.TrustStore;
import dev.boshtap.ca.truststore.TrustStores;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "install",
    description =
        "Makes this user's browsers trust the root CA, checks that they do, and says so; makes the"
            + " CA if there is none. `ca uninstall` undoes it.",
    footer = {
      "",
      "Examples: what it would do; and the browsers alone",
      "  boshtap ca install --dry-run",
      "  boshtap ca install --store nss"
    })
final class CaInstallCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private TrustStoreOptions options = new TrustStoreOptions();

  CaInstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Config settings = config.read(context.environment(), List.of()).config();
    Path home = settings.home();
    Machine machine = context.machine();
    List<TrustStore> stores =
        TrustStores.of(machine).stream()
            .filter(store -> options.kinds().contains(store.kind()))
            .toList();
    if (stores.isEmpty()) {
      throw CommandFailure.cannot(
          "no trust store found: neither a browser's in "
              + machine.userHome()
              + " nor one of the system (see `boshtap ca export` for importing by hand)");
    }
    Anchor anchor = anchor(settings);
    Installation installation =
        new Installation(machine, context.commands(), home, options.dryRun());
    TrustStoreReports reports = new TrustStoreReports(context.console(), machine);
    List<Report> all = new ArrayList<>();
    for (TrustStore store : stores) {
      Report report = installation.install(anchor, store);
      reports.say(report);
      all.add(report);
    }
    sayWhatElse(machine, all);
    return all.stream().anyMatch(this::isTrouble) || nothingDone(all)
        ? ExitCode.CANNOT
        : ExitCode.FINE;
  }

  /** The CA in its file; in a dry run without a CA, one that is thrown away. */
  private Anchor anchor(Config settings) throws IOException {
    CaStore store = new CaStore(settings.home());
    Path file = store.folder().resolve("ca.pem");
    if (!Files.exists(file)) {
      if (options.dryRun()) {
        context
            .console()
            .err()
            .println(
                "boshtap: no CA yet, a real run makes one first; its number in these commands will"
                    + " be another");
        return new Anchor(RootCa.create("nobody", context.clock()).certificate(), file);
      }
      store.loadOrCreate(
          context.clock(),
          settings.intercept().nameLimits(),
          new CaPassphrases(settings.ca(), context.console()));
    }
    return Anchor.read(file);
  }

  /** Rights that are missing are trouble where just that store was asked for. */
  private boolean isTrouble(Report report) {
    return switch (report.outcome()) {
      case FAILED -> true;
      case NOT_POSSIBLE -> !options.dryRun();
      case NEEDS_ADMINISTRATOR -> options.names(report.store().kind());
      case TRUSTED, ALREADY_TRUSTED, REMOVED, NOT_THERE, WOULD_RUN -> false;
    };
  }

  private static boolean nothingDone(List<Report> reports) {
    return reports.stream()
        .allMatch(report -> report.outcome() == Report.Outcome.NEEDS_ADMINISTRATOR);
  }

  private void sayWhatElse(Machine machine, List<Report> reports) {
    List<String> lines = new ArrayList<>();
    if (machine.platform() == Platform.LINUX) {
      if (reports.stream().noneMatch(report -> report.store().users().equals("Firefox"))) {
        lines.add(
            "Firefox on Linux has a trust of its own in each profile; none was found or asked for.");
      }
      if (machine.administrator() && machine.environment().containsKey("SUDO_USER")) {
        lines.add(
            "This is root's home; for the browsers of %s run it without sudo."
                .formatted(machine.environment().get("SUDO_USER")));
      }
    } else {
      lines.add(
          "Firefox 120 and later trusts what the system trusts and needs nothing more; earlier ones"
              + " import the CA in their settings.");
    }
    if (reports.stream().anyMatch(report -> report.outcome() == Report.Outcome.TRUSTED)) {
      lines.add("Browsers that are open see it after a restart. Undo: boshtap ca uninstall");
    }
    lines.forEach(context.console().err()::println);
  }
}
