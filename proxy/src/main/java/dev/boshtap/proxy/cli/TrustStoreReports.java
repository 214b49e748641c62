package dev.boshtap.proxy.cli;

import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.ca.truststore.Platform;
import dev.boshtap.ca.truststore.Report;
import dev.boshtap.exporters.Printable;
import java.io.PrintStream;

/** Says what came of each trust store: what was done for a person, what would be for a shell. */
final class TrustStoreReports {

  private final Console console;
  private final Machine machine;

  TrustStoreReports(Console console, Machine machine) {
    this.console = console;
    this.machine = machine;
  }

  void say(Report report) {
    switch (report.outcome()) {
      case TRUSTED -> line("trusted", report, "checked");
      case ALREADY_TRUSTED -> line("trusted", report, "as it was before");
      case REMOVED -> line("removed", report, "checked");
      case NOT_THERE -> line("not there", report, "");
      case WOULD_RUN -> print(report);
      case NEEDS_ADMINISTRATOR -> {
        line("not done", report, "needs administrator rights; to do it:");
        console.err().println("      " + script(report, "\n      "));
      }
      case NOT_POSSIBLE -> {
        line("NOT DONE", report, report.detail());
        if (!report.commands().isEmpty()) {
          console.err().println("      then: " + script(report, "\n            "));
        }
      }
      case FAILED -> line("FAILED", report, report.detail());
    }
  }

  private void line(String word, Report report, String detail) {
    console
        .err()
        .println(
            "  %-10s %s: %s%s"
                .formatted(
                    word,
                    report.store().users(),
                    Printable.text(report.store().location()),
                    detail.isEmpty() ? "" : " (" + Printable.text(detail) + ")"));
  }

  /** A script: the same commands, and comments that say what they are for. */
  private void print(Report report) {
    PrintStream out = console.out();
    String comment = machine.platform() == Platform.WINDOWS ? "rem " : "# ";
    out.println(
        comment + report.store().users() + ": " + Printable.text(report.store().location()));
    out.println(script(report, System.lineSeparator()));
    out.flush();
  }

  private String script(Report report, String separator) {
    boolean sudo = report.store().needsAdministrator() && !machine.administrator();
    return report.commands().stream()
        .map(command -> (sudo ? "sudo " : "") + command.line(machine.platform()))
        .reduce((first, second) -> first + separator + second)
        .orElse("");
  }
}
