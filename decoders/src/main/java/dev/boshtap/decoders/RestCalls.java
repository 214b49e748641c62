package dev.boshtap.decoders;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.XmlReader;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Picks the desktop's REST calls worth reading: changes of an agent's or a medium's state (sign-in
 * is one), actions on dialogs, and SystemInfo. Everything else that a desktop loads says nothing.
 */
final class RestCalls {

  private static final Pattern USER = Pattern.compile("/finesse/api/User/([^/]+)(/.*)?");
  private static final Pattern MEDIUM = Pattern.compile("/Media/[^/]+");
  private static final Pattern DIALOG = Pattern.compile("/finesse/api/Dialog/[^/]+");
  private static final String SYSTEM_INFO = "/finesse/api/SystemInfo";

  private final BodyReader bodies;
  private final XmlReader xml;

  RestCalls(Limits limits) {
    bodies = new BodyReader(limits);
    xml = new XmlReader(limits, Set.of());
  }

  /** The call, if the exchange, which has ended, is one worth reading. */
  Optional<Event> read(Exchange exchange, Moment at) {
    RequestHead request = exchange.request();
    String path = request.path();
    if (path.equals(SYSTEM_INFO) && request.method().equals("GET")) {
      return Optional.of(event(exchange, at, null, systemStatus(exchange)));
    }
    boolean put = request.method().equals("PUT");
    if (put && DIALOG.matcher(path).matches()) {
      return Optional.of(event(exchange, at, null, action(exchange)));
    }
    Matcher user = USER.matcher(path);
    if (!user.matches()) {
      return Optional.empty();
    }
    String agent = user.group(1);
    String below = user.group(2) == null ? "" : user.group(2);
    if (request.method().equals("POST") && below.equals("/Dialogs")) {
      return Optional.of(event(exchange, at, agent, action(exchange)));
    }
    if (put && (below.isEmpty() || MEDIUM.matcher(below).matches())) {
      return stateAsked(exchange).map(summary -> event(exchange, at, agent, summary));
    }
    return Optional.empty();
  }

  private static Event event(
      Exchange exchange, Moment at, @Nullable String agent, @Nullable String summary) {
    Context context =
        new Context(at, exchange.connection(), exchange.number(), agent, null, null, null);
    return new Event.Rest(
        context,
        exchange.request().method(),
        exchange.request().path(),
        exchange.status(),
        exchange.held(at),
        summary);
  }

  private Optional<String> stateAsked(Exchange exchange) {
    @Nullable Element user = read(bodies.read(exchange.requestBody(), exchange.request()));
    String reason = text(user, "reasonCodeId").map(", reason "::concat).orElse("");
    return text(user, "state").map(state -> "state " + state + reason);
  }

  private @Nullable String action(Exchange exchange) {
    Element dialog = read(bodies.read(exchange.requestBody(), exchange.request()));
    return text(dialog, "requestedAction").map("action "::concat).orElse(null);
  }

  private @Nullable String systemStatus(Exchange exchange) {
    ResponseHead head = exchange.response();
    return head == null
        ? null
        : text(read(bodies.read(exchange.responseBody(), head)), "status")
            .map("status "::concat)
            .orElse(null);
  }

  private @Nullable Element read(BodyContent content) {
    return content.bytes().length == 0 ? null : xml.read(content).root();
  }

  /** The text of the child of that name; the case of names is not the same in all of Finesse. */
  private static Optional<String> text(@Nullable Element parent, String name) {
    return parent == null
        ? Optional.empty()
        : parent.children().stream()
            .filter(
                child ->
                    child.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
            .map(child -> child.text().strip())
            .filter(text -> !text.isEmpty())
            .findFirst();
  }
}
