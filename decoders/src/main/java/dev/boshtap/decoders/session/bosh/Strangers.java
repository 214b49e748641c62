package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.ResponseHead;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells who answered where BOSH was expected: a captive portal, an inspecting proxy, a gateway, a
 * container's error page. What persists is told once, until BOSH is answered again.
 */
final class Strangers {

  private static final int REMEMBERED = 4_096;

  private record Leg(HostPort server, String clientHost) {}

  private final Map<Leg, Sign> told = new LruMap<>(REMEMBERED);

  /** A request to the BOSH endpoint was answered. */
  void answered(
      BoshRequest request, Exchange exchange, Answer answer, Context context, List<Event> events) {
    Leg leg = new Leg(exchange.connection().server(), exchange.connection().clientHost());
    ResponseHead head = exchange.response();
    if (answer.body() != null) {
      told.remove(leg);
    } else if (answer instanceof Answer.Bad bad && head != null && bad.whole()) {
      Sign sign = sign(head.status(), bad.instead(), request.session() != null);
      if (sign != null && told.put(leg, sign) != sign) {
        events.add(notice(context, sign, head, bad.instead()));
      }
    }
  }

  private static @Nullable Sign sign(
      int status, BoshReading.@Nullable NotBosh instead, boolean ofSession) {
    if (status == 200) {
      return instead == null ? null : Sign.NOT_BOSH;
    }
    if (status >= 300 && status < 400) {
      return Sign.REDIRECTED;
    }
    return switch (status) {
      case 400 -> Sign.REQUEST_REFUSED;
      case 403 -> Sign.FORBIDDEN;
      case 401, 407, 511 -> Sign.LOGIN_WANTED;
      // Of a session it is the loss of that, and told as such.
      case 404 -> ofSession ? null : Sign.NO_ENDPOINT;
      case 500 -> Sign.SERVER_FAILED;
      case 502, 503, 504 -> Sign.GATEWAY_ERROR;
      default -> Sign.NOT_BOSH;
    };
  }

  private static Event notice(
      Context context, Sign sign, ResponseHead head, BoshReading.@Nullable NotBosh instead) {
    return Notices.of(context, sign, text(sign, head.status(), instead))
        .detail("title", instead == null ? null : instead.title())
        .detail("Content-Type", head.header("Content-Type").orElse(null))
        .detail("Server", head.header("Server").orElse(null))
        .detail("Location", head.header("Location").orElse(null))
        .toEvent();
  }

  private static String text(Sign sign, int status, BoshReading.@Nullable NotBosh instead) {
    String what = instead == null ? "an answer" : instead.kind().words();
    String meaning =
        switch (sign) {
          case NOT_BOSH ->
              instead != null && instead.kind() == BoshReading.Kind.WEB_PAGE
                  ? "where BOSH was expected: a captive portal, an inspecting proxy, a login page"
                  : "where BOSH was expected";
          case REDIRECTED -> "sends the poll elsewhere: a captive portal or a login page";
          case REQUEST_REFUSED ->
              "says that the request is malformed: cut or changed on its way, or without a rid";
          case FORBIDDEN ->
              "stands for policy-violation in clients that sent no version; else a proxy's rule";
          case LOGIN_WANTED -> "asks for a login: a proxy or a captive portal, Finesse does not";
          case NO_ENDPOINT -> "to a request without a session: BOSH is not served at this address";
          case SERVER_FAILED -> "is the notification service's own failure";
          default -> "is a gateway's: the notification service itself never says so";
        };
    return what + " with status " + status + " " + meaning;
  }
}
