package dev.boshtap.bench.aim;

import dev.boshtap.bench.aim.Aim.Outcome;
import dev.boshtap.bench.aim.Aim.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All rows, in the order in which they are measured, and the table that they make. */
public final class Aims {

  private static final List<Aim> ALL =
      List.of(
          new Decoding(),
          new Starting(),
          new TerminalLatency(),
          new AddedLatency(),
          new Download(),
          new ConnectStorm(),
          new HeldPolls(),
          new ProcessorTime());

  private record Row(Aim aim, Outcome outcome, String load) {}

  private Aims() {}

  /** The names of all rows. */
  public static List<String> names() {
    return ALL.stream().map(Aim::name).toList();
  }

  /**
   * The rows of these names; all of them for none.
   *
   * @throws IllegalArgumentException for a name that no row has
   */
  public static List<Aim> named(List<String> names) {
    for (String name : names) {
      if (!names().contains(name)) {
        throw new IllegalArgumentException("--rows: %s (expected: %s)".formatted(name, names()));
      }
    }
    return ALL.stream().filter(aim -> names.isEmpty() || names.contains(aim.name())).toList();
  }

  /** Measures each, then prints the table. A row that cannot be measured does not stop the rest. */
  public static void measure(List<Aim> aims, Setting setting) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Aim aim : aims) {
      setting.out().printf("%n%s: %s%n", aim.name(), aim.target());
      rows.add(new Row(aim, outcome(aim, setting), loadAverage()));
    }
    print(rows, setting.out());
  }

  private static Outcome outcome(Aim aim, Setting setting) throws InterruptedException {
    try {
      return aim.measure(setting);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Outcome(Verdict.UNKNOWN, "cannot be measured: " + e.getMessage());
    }
  }

  private static void print(List<Row> rows, PrintStream out) {
    out.printf("%n%-15s %-8s %-6s %s%n", "row", "verdict", "load", "figure (aim)");
    for (Row row : rows) {
      out.printf(
          "%-15s %-8s %-6s %s (%s)%n",
          row.aim().name(),
          row.outcome().verdict().name().toLowerCase(Locale.ROOT),
          row.load(),
          row.outcome().figure(),
          row.aim().target());
    }
  }

  /** The load of the machine in the last minute, its own and that of others; or a dash. */
  private static String loadAverage() {
    Path file = Path.of("/proc/loadavg");
    try {
      return Files.exists(file) ? Files.readString(file).split(" ", -1)[0] : "-";
    } catch (IOException e) {
      return "-";
    }
  }
}
