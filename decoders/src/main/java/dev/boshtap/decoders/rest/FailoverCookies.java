package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.wire.Exchange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that a desktop of 12.6 and later leaves behind when it fails over.
 *
 * @param desktop who, as far as desktops can be told apart
 * @param timeBeforeFailover when, in milliseconds since 1970 by the desktop's clock; or null
 * @param attemptsMade how often it tried, or null
 */
public record FailoverCookies(
    String desktop, @Nullable String timeBeforeFailover, @Nullable String attemptsMade) {

  private static final String TIME = "timeBeforeFailover";
  private static final String ATTEMPTS = "attemptsMade";

  /** The cookies of a request; empty where it has none of them, as nearly always. */
  public static Optional<FailoverCookies> of(Exchange exchange) {
    boolean any =
        exchange.request().headers().stream()
            .anyMatch(
                header ->
                    header.name().equalsIgnoreCase("Cookie")
                        && (header.value().contains(TIME) || header.value().contains(ATTEMPTS)));
    if (!any) {
      return Optional.empty();
    }
    String time = Desktops.cookie(exchange, TIME).orElse(null);
    String attempts = Desktops.cookie(exchange, ATTEMPTS).orElse(null);
    return time == null && attempts == null
        ? Optional.empty()
        : Optional.of(
            new FailoverCookies(
                Desktops.name(exchange, Desktops.loginId(exchange)), time, attempts));
  }
}
