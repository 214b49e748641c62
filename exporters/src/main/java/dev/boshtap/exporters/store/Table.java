package dev.boshtap.exporters.store;

import java.util.Locale;

/** The tables that rows are added to, each with as many values as it has columns. */
enum Table {
  CONNECTIONS(3),
  EXCHANGES(19),
  BODIES(5),
  PENDING(6),
  EVENTS(11),
  CARRIED(3),
  LOSSES(5),
  UPGRADES(3),
  MESSAGES(9),
  DICTIONARY(2);

  private final int columns;

  Table(int columns) {
    this.columns = columns;
  }

  /** The statement that adds a row, or puts it in the place of one with the same key. */
  String insert() {
    return "INSERT OR REPLACE INTO "
        + name().toLowerCase(Locale.ROOT)
        + " VALUES (?"
        + ",?".repeat(columns - 1)
        + ")";
  }
}
