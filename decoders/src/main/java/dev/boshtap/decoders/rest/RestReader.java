package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.PayloadTree;
import dev.boshtap.decoders.finesse.resource.ApiErrors;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.finesse.resource.SystemInfo;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.rest.RestRequest.Kind;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.XmlReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads calls to the Finesse API. Worth a word are changes of an agent's or a medium's state
 * (sign-in is one), calls made and acted on, SystemInfo, client logs, and whatever was refused or
 * not answered; all else that a desktop loads says nothing.
 */
public final class RestReader {

  private static final int REFUSED = 400;

  private final BodyReader bodies;
  private final XmlReader xml;

  /** A reader that keeps to {@code limits}. */
  public RestReader(Limits limits) {
    bodies = new BodyReader(limits);
    xml = new XmlReader(limits, Set.of());
  }

  /** The request, which is complete or has ended; empty when it is none to the Finesse API. */
  public Optional<RestRequest> requested(Exchange exchange) {
    RequestHead head = exchange.request();
    String path = head.path();
    ApiPath api = ApiPath.of(path);
    if (api == null) {
      return Optional.empty();
    }
    Kind kind = api.kind(head.method());
    Element asked = readsRequest(kind) ? root(exchange) : null;
    String action = text(asked, "requestedAction");
    String loginId = Desktops.loginId(exchange);
    Moment completed = exchange.requestCompleted();
    return Optional.of(
        new RestRequest(
            exchange.number(),
            exchange.connection(),
            completed == null ? exchange.started() : completed,
            kind,
            head.method(),
            path,
            api.user() == null ? loginId : api.user(),
            Desktops.name(exchange, loginId),
            head.header("requestId").map(String::strip).filter(id -> !id.isEmpty()).orElse(null),
            action,
            summary(kind, asked, action)));
  }

  private static boolean readsRequest(Kind kind) {
    return switch (kind) {
      case AGENT_STATE, MEDIA_STATE, NEW_CALL, CALL_ACTION -> true;
      default -> false;
    };
  }

  private static @Nullable String summary(
      Kind kind, @Nullable Element asked, @Nullable String action) {
    if (kind == Kind.AGENT_STATE || kind == Kind.MEDIA_STATE) {
      String state = text(asked, "state");
      String reason = text(asked, "reasonCodeId");
      return state == null ? null : "state " + state + (reason == null ? "" : ", reason " + reason);
    }
    return action == null ? null : "action " + action;
  }

  /** The call, now that its exchange has ended. */
  public RestCall ended(RestRequest request, Exchange exchange, Moment at) {
    Integer status = exchange.status();
    if (status == null || status >= REFUSED) {
      return call(request, exchange, at, request.summary(), error(exchange), null, List.of());
    }
    return switch (request.kind()) {
      case SYSTEM_INFO -> systemInfo(request, exchange, at);
      case CALLS -> new RestCall(request, at, status, null, calls(exchange), List.of());
      case CLIENT_LOG -> clientLog(request, exchange, at);
      case COMPRESSED_CLIENT_LOG ->
          call(request, exchange, at, "compressed client log, not read", null, null, List.of());
      case OTHER -> new RestCall(request, at, status, null, null, List.of());
      case AGENT_STATE, MEDIA_STATE ->
          request.summary() == null
              ? new RestCall(request, at, status, null, null, List.of())
              : call(request, exchange, at, request.summary(), null, null, List.of());
      case NEW_CALL, CALL_ACTION ->
          call(request, exchange, at, request.summary(), null, null, List.of());
    };
  }

  private RestCall systemInfo(RestRequest request, Exchange exchange, Moment at) {
    JsonNode document = document(exchange);
    Resource resource = document == null ? null : Resource.of(Event.Subject.SYSTEMINFO, document);
    if (!(resource instanceof SystemInfo info)) {
      return call(request, exchange, at, null, null, null, List.of());
    }
    Event.Clock clock = ClockReading.of(request, exchange, info, at);
    StringBuilder summary = new StringBuilder();
    if (info.status() != null) {
      summary.append("status ").append(info.status());
    }
    if (clock != null) {
      ClockReading.describe(clock, summary);
    }
    return call(
        request,
        exchange,
        at,
        summary.isEmpty() ? null : summary.toString(),
        null,
        info,
        clock == null ? List.of() : List.of(clock));
  }

  private @Nullable Resource calls(Exchange exchange) {
    JsonNode document = document(exchange);
    return document == null ? null : Resource.of(Event.Subject.DIALOG, document);
  }

  private RestCall clientLog(RestRequest request, Exchange exchange, Moment at) {
    String text = text(root(exchange), "logData");
    ClientLog log = ClientLog.read(text == null ? "" : text, request.context(at));
    return call(request, exchange, at, log.summary(), null, null, log.clocks());
  }

  private Event.@Nullable ApiError error(Exchange exchange) {
    JsonNode document = document(exchange);
    List<ApiErrors.ApiError> errors = document == null ? List.of() : ApiErrors.in(document).all();
    return errors.isEmpty()
        ? null
        : new Event.ApiError(errors.get(0).errorType(), errors.get(0).errorMessage());
  }

  private static RestCall call(
      RestRequest request,
      Exchange exchange,
      Moment at,
      @Nullable String summary,
      Event.@Nullable ApiError error,
      @Nullable Resource resource,
      List<Event.Clock> clocks) {
    Event.Rest event =
        new Event.Rest(
            request.context(at),
            request.method(),
            request.path(),
            exchange.status(),
            exchange.held(at),
            summary,
            request.requestId(),
            error);
    return new RestCall(request, at, exchange.status(), event, resource, clocks);
  }

  private @Nullable Element root(Exchange exchange) {
    return root(bodies.read(exchange.requestBody(), exchange.request()));
  }

  /** The answer as a tree, or null when there is none or it is no XML. */
  private @Nullable JsonNode document(Exchange exchange) {
    ResponseHead head = exchange.response();
    Element root = head == null ? null : root(bodies.read(exchange.responseBody(), head));
    return root == null ? null : PayloadTree.ofDocument(root);
  }

  private @Nullable Element root(BodyContent content) {
    return content.bytes().length == 0 ? null : xml.read(content).root();
  }

  /** The text of the child of that name; the case of names is not the same in all of Finesse. */
  private static @Nullable String text(@Nullable Element parent, String name) {
    if (parent == null) {
      return null;
    }
    for (Element child : parent.children()) {
      if (child.name().equalsIgnoreCase(name) && !child.text().isBlank()) {
        return child.text().strip();
      }
    }
    return null;
  }
}
