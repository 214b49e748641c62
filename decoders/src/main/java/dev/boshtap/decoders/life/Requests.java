package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life.Cause;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.rest.RestCall;
import dev.boshtap.decoders.rest.RestRequest;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts REST calls together with the events that they cause: by the request id that both name, or,
 * where one of them names none (as for media), by the resource that was to change. Finesse answers
 * 202 and tells the result as an event, which may arrive before the answer; a 202 that no event
 * follows is a sign.
 */
final class Requests {

  /** A call that was accepted, and whose event has not come yet. */
  private record Expected(RestCall call, Moment deadline) {}

  private final LifeLimits limits;
  private final Map<String, RestRequest> byId;
  private final Map<String, RestRequest> byResource;
  private final Map<Long, Boolean> told;
  private final Map<Long, Expected> expected = new LinkedHashMap<>();

  Requests(LifeLimits limits) {
    this.limits = limits;
    byId = new LruMap<>(limits.requests());
    byResource = new LruMap<>(limits.requests());
    told = new LruMap<>(limits.requests());
  }

  void asked(RestRequest request) {
    if (!request.changesSomething()) {
      return;
    }
    if (request.requestId() != null) {
      byId.put(request.requestId(), request);
    }
    byResource.put(request.path(), request);
  }

  void answered(RestCall call) {
    long exchange = call.request().exchange();
    if (call.isAccepted()
        && call.request().changesSomething()
        && told.remove(exchange) == null
        && expected.size() < limits.requests()) {
      expected.put(exchange, new Expected(call, call.at().plus(limits.eventAfterRequest())));
    }
  }

  /** The call that an event is the result of, or null. */
  @Nullable Cause told(Event.Finesse event) {
    RestRequest request = cause(event);
    if (request == null || event.context().at().compareTo(request.at()) < 0) {
      return null;
    }
    if (expected.remove(request.exchange()) == null) {
      told.put(request.exchange(), true);
    }
    Duration after = event.context().at().since(request.at());
    return new Cause(request.exchange(), after);
  }

  private @Nullable RestRequest cause(Event.Finesse event) {
    String id = event.item().requestId();
    RestRequest named = id == null ? null : byId.get(id);
    if (named != null || byResource.isEmpty()) {
      return named;
    }
    String source = event.item().source();
    String resource = source == null ? event.item().node() : source;
    RestRequest likely = byResource.get(resource.startsWith("/") ? resource : '/' + resource);
    if (likely == null || (id != null && likely.requestId() != null)) {
      return null;
    }
    byResource.remove(likely.path());
    Duration after = event.context().at().since(likely.at());
    return after.compareTo(limits.eventAfterRequest()) <= 0 ? likely : null;
  }

  /** Says the calls of one agent that nothing came of by now. */
  void due(String agent, Moment now, Desks desks, Consumer<Event> say) {
    if (!expected.isEmpty()) {
      due(agent, now, say, desks);
    }
  }

  /** Says the calls that nothing came of by now. */
  void due(Moment now, Desks desks, Consumer<Event> say) {
    if (!expected.isEmpty()) {
      due(null, now, say, desks);
    }
  }

  private void due(@Nullable String agent, Moment now, Consumer<Event> say, Desks desks) {
    List<Expected> over = new ArrayList<>(0);
    for (Iterator<Expected> all = expected.values().iterator(); all.hasNext(); ) {
      Expected one = all.next();
      String whose = one.call.request().agent();
      if ((agent == null || agent.equalsIgnoreCase(whose)) && one.deadline.compareTo(now) <= 0) {
        over.add(one);
        all.remove();
      }
    }
    for (Expected one : over) {
      String whose = one.call.request().agent();
      // Whose events nobody sees here, of him nothing can be missed.
      if (whose != null && desks.listens(whose)) {
        say.accept(notice(one));
      }
    }
  }

  private Event notice(Expected one) {
    RestRequest request = one.call.request();
    return Signs.notice(
        request.context(one.deadline),
        Sign.NO_EVENT,
        "202, and no event within %s".formatted(Signs.seconds(limits.eventAfterRequest())),
        Signs.details(
            "loginId", request.agent(), "path", request.path(), "requestId", request.requestId()));
  }
}
