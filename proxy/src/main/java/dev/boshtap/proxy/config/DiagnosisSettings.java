package dev.boshtap.proxy.config;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the diagnosis, the group {@code diagnosis} of {@code config.yaml}: the limits
 * that decide what is a disconnect, what is at once, and whose side it is.
 */
final class DiagnosisSettings {

  private static final Setting<Duration> SETTLE =
      Settings.duration(
          "diagnosis.settle", "10s", Duration.ofSeconds(1), Duration.ofMinutes(10), "1s to 10m");

  private static final Setting<Duration> AT_ONCE =
      Settings.duration(
          "diagnosis.at-once", "2s", Duration.ZERO, Duration.ofMinutes(1), "0s to 1m");

  private static final Setting<Integer> AT_ONCE_SHARE =
      Settings.number("diagnosis.at-once-share", "80", 1, 100);

  private static final Setting<Integer> AT_ONCE_AGENTS =
      Settings.number("diagnosis.at-once-agents", "3", 2, 10000);

  private static final Setting<Duration> RECENT =
      Settings.duration(
          "diagnosis.recent", "2m", Duration.ofSeconds(1), Duration.ofDays(1), "1s to 24h");

  private static final Setting<Duration> INACTIVITY =
      Settings.duration(
          "diagnosis.inactivity", "60s", Duration.ofSeconds(1), Duration.ofHours(1), "1s to 1h");

  private static final Setting<Duration> REAPER =
      Settings.duration("diagnosis.reaper", "30s", Duration.ZERO, Duration.ofHours(1), "0s to 1h");

  private static final Setting<Duration> GRACE =
      Settings.duration("diagnosis.grace", "60s", Duration.ZERO, Duration.ofHours(1), "0s to 1h");

  private static final Setting<Duration> LOGOUT_AT_MOST =
      Settings.duration(
          "diagnosis.logout-at-most", "180s", Duration.ZERO, Duration.ofHours(1), "0s to 1h");

  private static final Setting<Duration> RELOAD =
      Settings.duration("diagnosis.reload", "30s", Duration.ZERO, Duration.ofHours(1), "0s to 1h");

  private static final Setting<Duration> AFTERWARDS =
      Settings.duration(
          "diagnosis.afterwards", "60s", Duration.ZERO, Duration.ofHours(1), "0s to 1h");

  private static final Setting<Duration> SLEEP =
      Settings.duration(
          "diagnosis.sleep", "5s", Duration.ofSeconds(1), Duration.ofHours(1), "1s to 1h");

  private static final Setting<Duration> HIDDEN_PAGE =
      Settings.duration(
          "diagnosis.hidden-page", "60s", Duration.ofSeconds(1), Duration.ofHours(1), "1s to 1h");

  private static final Setting<Duration> HIDDEN_PAGE_TOLERANCE =
      Settings.duration(
          "diagnosis.hidden-page-tolerance",
          "1500ms",
          Duration.ZERO,
          Duration.ofMinutes(1),
          "0s to 1m");

  private static final Setting<Integer> HIDDEN_PAGE_WAKES =
      Settings.number("diagnosis.hidden-page-wakes", "3", 2, 8);

  private static final Setting<Duration> SAME_AGE =
      Settings.duration(
          "diagnosis.same-age", "1s", Duration.ZERO, Duration.ofMinutes(1), "0s to 1m");

  private static final Setting<Integer> SAME_AGES =
      Settings.number("diagnosis.same-ages", "3", 2, 16);

  private static final Setting<Duration> READY_ANSWER =
      Settings.duration(
          "diagnosis.ready-answer", "1s", Duration.ZERO, Duration.ofMinutes(1), "0s to 1m");

  private static final Setting<Duration> SLOW_GAP =
      Settings.duration(
          "diagnosis.slow-gap", "1s", Duration.ofMillis(10), Duration.ofSeconds(10), "10ms to 10s");

  private static final Setting<Integer> SLOW_GAPS =
      Settings.number("diagnosis.slow-gaps", "5", 1, 1000);

  private static final Setting<Integer> STARVED_POLLS =
      Settings.number("diagnosis.starved-polls", "3", 1, 1000);

  private static final Setting<Integer> HELD_BACK_ANSWERS =
      Settings.number("diagnosis.held-back-answers", "3", 1, 1000);

  private static final Setting<Duration> DRIFT =
      Settings.duration(
          "diagnosis.drift", "60s", Duration.ofSeconds(1), Duration.ofDays(1), "1s to 24h");

  private static final Setting<Integer> REST_POLLS =
      Settings.number("diagnosis.rest-polls", "20", 2, 10000);

  private static final Setting<ByteSize> BIG_ANSWER =
      Settings.size("diagnosis.big-answer", "1MiB", 1 << 10, 1 << 30);

  private static final Setting<Integer> TOKEN_WORKED =
      Settings.number("diagnosis.token-worked", "3", 1, 1000);

  /** All, in the order of {@code config.yaml}. */
  static final List<Setting<?>> ALL =
      List.of(
          SETTLE,
          AT_ONCE,
          AT_ONCE_SHARE,
          AT_ONCE_AGENTS,
          RECENT,
          INACTIVITY,
          REAPER,
          GRACE,
          LOGOUT_AT_MOST,
          RELOAD,
          AFTERWARDS,
          SLEEP,
          HIDDEN_PAGE,
          HIDDEN_PAGE_TOLERANCE,
          HIDDEN_PAGE_WAKES,
          SAME_AGE,
          SAME_AGES,
          READY_ANSWER,
          SLOW_GAP,
          SLOW_GAPS,
          STARVED_POLLS,
          HELD_BACK_ANSWERS,
          DRIFT,
          REST_POLLS,
          BIG_ANSWER,
          TOKEN_WORKED);

  /** Gives what was chosen for a setting. */
  interface Chosen {
    <T> T of(Setting<T> setting) throws ConfigException;
  }

  private DiagnosisSettings() {}

  /** The limits; how much is remembered is no setting. */
  static DiagnosisLimits limits(Chosen chosen) throws ConfigException {
    DiagnosisLimits memory = DiagnosisLimits.DEFAULTS;
    return new DiagnosisLimits(
        chosen.of(SETTLE),
        chosen.of(AT_ONCE),
        chosen.of(AT_ONCE_SHARE),
        chosen.of(AT_ONCE_AGENTS),
        chosen.of(RECENT),
        chosen.of(INACTIVITY),
        chosen.of(REAPER),
        chosen.of(GRACE),
        chosen.of(LOGOUT_AT_MOST),
        chosen.of(RELOAD),
        chosen.of(AFTERWARDS),
        chosen.of(SLEEP),
        chosen.of(HIDDEN_PAGE),
        chosen.of(HIDDEN_PAGE_TOLERANCE),
        chosen.of(HIDDEN_PAGE_WAKES),
        chosen.of(SAME_AGE),
        chosen.of(SAME_AGES),
        chosen.of(READY_ANSWER),
        chosen.of(SLOW_GAP),
        chosen.of(SLOW_GAPS),
        chosen.of(STARVED_POLLS),
        chosen.of(HELD_BACK_ANSWERS),
        chosen.of(DRIFT),
        chosen.of(REST_POLLS),
        Math.toIntExact(chosen.of(BIG_ANSWER).bytes()),
        chosen.of(TOKEN_WORKED),
        memory.agents(),
        memory.listed(),
        memory.outages(),
        memory.allOutages(),
        memory.steps(),
        memory.findings(),
        memory.desks());
  }
}
