package dev.boshtap.exporters.store;

import dev.boshtap.exporters.EventFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a filter SQLite can look up by its indexes. It may admit more than the filter does, never
 * less: what comes is asked of the filter again.
 *
 * @param condition of a WHERE, beginning with AND; empty where all is wanted
 * @param values for its question marks
 */
record Selection(String condition, List<Object> values) {

  static Selection ofEvents(EventFilter filter) {
    return events(filter, "", true);
  }

  static Selection ofExchanges(EventFilter filter) {
    List<Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    filter
        .until()
        .ifPresent(
            until -> {
              sql.append(" AND started <= ?");
              values.add(until.toEpochMilli());
            });
    filter
        .since()
        .ifPresent(
            since -> {
              sql.append(" AND (ended IS NULL OR ended >= ?)");
              values.add(since.toEpochMilli());
            });
    if (filter.unanswered()) {
      sql.append(" AND status IS NULL");
    }
    if (filter.type().isPresent() || !filter.nodes().isEmpty()) {
      Selection events = events(filter, "e.", false);
      sql.append(" AND EXISTS (SELECT 1 FROM events e WHERE e.exchange = number");
      sql.append(events.condition).append(')');
      values.addAll(events.values);
    } else if (!filter.agents().isEmpty()) {
      String those = marks(filter.agents().size());
      sql.append(" AND (agent IN (").append(those);
      sql.append(") OR EXISTS (SELECT 1 FROM events e WHERE e.exchange = number AND e.agent IN (");
      sql.append(those).append(")))");
      values.addAll(filter.agents());
      values.addAll(filter.agents());
    }
    return new Selection(sql.toString(), values);
  }

  /** WebSockets that {@link #ofExchanges} leaves out. */
  static Selection ofOtherSockets(EventFilter filter) {
    Selection wanted = ofExchanges(filter);
    return new Selection(
        " AND number IN (SELECT exchange FROM upgrades) AND (1" + wanted.condition + ") IS NOT 1",
        wanted.values);
  }

  private static Selection events(EventFilter filter, String table, boolean times) {
    List<Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    if (!filter.agents().isEmpty()) {
      sql.append(" AND ").append(table).append("agent IN (");
      sql.append(marks(filter.agents().size())).append(')');
      values.addAll(filter.agents());
    }
    filter
        .type()
        .ifPresent(
            type -> {
              // 0 follows the full stop.
              sql.append(
                  " AND (%1$stype = ? OR (%1$stype >= ? AND %1$stype < ?))".formatted(table));
              String stem = type.endsWith(".") ? type.substring(0, type.length() - 1) : type;
              values.add(type);
              values.add(stem + '.');
              values.add(stem + '0');
            });
    if (!filter.nodes().isEmpty()) {
      String each = table + "node GLOB ?";
      sql.append(" AND (").append(each);
      sql.append((" OR " + each).repeat(filter.nodes().size() - 1)).append(')');
      filter.nodes().forEach(node -> values.add(node.toString().replace("[", "[[]")));
    }
    if (times) {
      filter
          .since()
          .ifPresent(
              since -> {
                sql.append(" AND time >= ?");
                values.add(since.toEpochMilli());
              });
      filter
          .until()
          .ifPresent(
              until -> {
                sql.append(" AND time <= ?");
                values.add(until.toEpochMilli());
              });
      if (filter.unanswered()) {
        sql.append(" AND (outcome IN ('unanswered', 'overdue') OR type = 'rest')");
      }
    }
    return new Selection(sql.toString(), values);
  }

  private static String marks(int many) {
    return "?" + ",?".repeat(many - 1);
  }
}
