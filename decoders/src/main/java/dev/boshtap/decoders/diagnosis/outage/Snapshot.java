package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.PayloadTree;
import dev.boshtap.decoders.finesse.resource.Dialogs;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.finesse.resource.User;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Exchange;
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
 * What a desktop is told when it asks for its agent or its calls by REST, as it does when it comes
 * back: how things are, whatever events were missed.
 *
 * @param agent whose it is, in lower case
 * @param resource the {@link User}, or its {@link Dialogs}
 */
record Snapshot(String agent, Resource resource) {

  private static final int OK = 200;

  private static final Pattern PATH =
      Pattern.compile("(?i)/finesse/api/User/([^/]{1,255})(/Dialogs)?/?");

  private static final BodyReader BODIES = new BodyReader(Limits.DEFAULTS);
  private static final XmlReader XML = new XmlReader(Limits.DEFAULTS, Set.of());

  /** The agent that an exchange asks for, or empty where it asks for nothing of the kind. */
  static Optional<String> agentOf(Exchange exchange) {
    boolean asked =
        exchange.request().method().equals("GET") && Integer.valueOf(OK).equals(exchange.status());
    Matcher path = asked ? PATH.matcher(exchange.request().path()) : null;
    return path != null && path.matches()
        ? Optional.of(path.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** Reads the answer of an exchange that has an {@link #agentOf agent}. */
  static Optional<Snapshot> read(Exchange exchange) {
    Matcher path = PATH.matcher(exchange.request().path());
    Element root = root(exchange);
    if (root == null || !path.matches()) {
      return Optional.empty();
    }
    boolean calls = path.group(2) != null;
    Resource resource =
        Resource.of(
            calls ? Event.Subject.DIALOG : Event.Subject.USER, PayloadTree.ofDocument(root));
    return resource instanceof User || resource instanceof Dialogs
        ? Optional.of(new Snapshot(path.group(1).toLowerCase(Locale.ROOT), resource))
        : Optional.empty();
  }

  private static @Nullable Element root(Exchange exchange) {
    ResponseHead head = exchange.response();
    return head == null ? null : XML.read(BODIES.read(exchange.responseBody(), head)).root();
  }
}
