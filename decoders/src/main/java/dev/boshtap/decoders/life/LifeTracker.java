package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Life.Delay;
import dev.boshtap.decoders.finesse.resource.Dialogs;
import dev.boshtap.decoders.finesse.resource.Media;
import dev.boshtap.decoders.finesse.resource.Queues;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.finesse.resource.SystemInfo;
import dev.boshtap.decoders.finesse.resource.Team;
import dev.boshtap.decoders.finesse.resource.User;
import dev.boshtap.decoders.rest.FailoverCookies;
import dev.boshtap.decoders.rest.RestCall;
import dev.boshtap.decoders.rest.RestRequest;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows agents, calls, queues and teams through what is told of them. Every event passes through
 * {@link #told}; REST calls are announced by {@link #asked} and told of by {@link #answered}.
 *
 * <p>Whoever receives an event counts: an agent and the supervisor are told of the same change,
 * each once, and each has a memory of his own. What should have been told and was not is said as
 * soon as that is certain: by a {@link #tick}, by the next event for the same agent, or by {@link
 * #finish}; it is the same notice, with the same time, whichever comes first. Not safe for use by
 * several threads.
 */
public final class LifeTracker {

  private final Repeats repeats;
  private final States states;
  private final Desks desks;
  private final Calls calls;
  private final Requests requests;
  private final Teams teams;
  private final Clocks clocks;
  private final Services services;
  private final Failovers failovers;

  /** A tracker that was told nothing yet. */
  public LifeTracker(LifeLimits limits) {
    repeats = new Repeats(limits.agents());
    states = new States(limits.agents());
    desks = new Desks(limits.agents());
    calls = new Calls(limits);
    requests = new Requests(limits);
    teams = new Teams(limits);
    clocks = new Clocks(limits);
    services = new Services(limits.hosts());
    failovers = new Failovers(limits);
  }

  /**
   * Takes an event.
   *
   * @param say is given the event, completed, and then the signs that it shows
   */
  public void told(Event event, Consumer<Event> say) {
    if (event instanceof Event.Finesse finesse) {
      finesse(finesse, say);
      return;
    }
    say.accept(event);
    if (event instanceof Event.Session session) {
      session(session);
    }
  }

  /** A REST request is complete, so that what it causes may come before its answer. */
  public void asked(RestRequest request, Consumer<Event> say) {
    requests.asked(request);
    if (request.kind() == RestRequest.Kind.SYSTEM_INFO) {
      failovers.asked(request, say);
    }
  }

  /** A request carries the cookies of a failover. */
  public void found(FailoverCookies cookies, Context context, Consumer<Event> say) {
    failovers.found(cookies, context, say);
  }

  /** A REST call is over. Says its events and the signs they show. */
  public void answered(RestCall call, Consumer<Event> say) {
    Event.Rest event = call.event();
    if (event != null) {
      say.accept(event);
      services.answered(event, call.resource(), say);
    }
    for (Event.Clock clock : call.clocks()) {
      say.accept(clock);
      clocks.told(clock, call.request().desktop(), say);
    }
    if (call.resource() instanceof SystemInfo info) {
      services.deployment(call.request().server().host(), info.deploymentType());
    } else if (call.resource() instanceof Dialogs dialogs) {
      String agent = call.request().agent();
      if (agent != null) {
        calls.listed(agent, dialogs, call.at());
      }
    }
    requests.answered(call);
    if (call.isAccepted()) {
      calls.acted(call.request());
    }
  }

  /** Says what is certain by the passing of time alone. */
  public void tick(Moment now, Consumer<Event> say) {
    requests.due(now, desks, say);
    calls.due(now, say);
  }

  /** Recording stops: says what is certain by now. */
  public void finish(Moment now, Consumer<Event> say) {
    tick(now, say);
  }

  private void session(Event.Session event) {
    String agent = event.context().agent();
    if (agent == null) {
      return;
    }
    switch (event.change()) {
      case BOUND -> desks.of(agent).watched();
      case TERMINATED -> {
        desks.of(agent).left();
        calls.forgetExpected(agent);
      }
      default -> desks.of(agent).seen();
    }
  }

  private void finesse(Event.Finesse event, Consumer<Event> say) {
    Context context = event.context();
    if (repeats.isRepeat(event)) {
      say.accept(with(event, null, Life.REPEAT));
      return;
    }
    String agent = context.agent();
    if (agent != null) {
      requests.due(agent, context.at(), desks, say);
      calls.due(agent, context.at(), say);
      desks.of(agent).seen();
    }
    Life life = Life.NONE;
    String previous = null;
    List<Event> signs = List.of();
    Resource resource =
        event.payload() == null ? null : Resource.of(event.subject(), event.payload());
    if (resource instanceof User || resource instanceof Media || resource instanceof SystemInfo) {
      States.Change change = states.told(event, null);
      life = lifeOf(event, change);
      previous = change.previous();
      signs = StateSigns.of(event, change, services.deployment(host(context)));
      if (resource instanceof User user && agent != null) {
        desks.of(agent).has(user);
      }
    } else if (resource instanceof Team team) {
      List<User> members = team.users();
      if (members.size() == 1) {
        States.Change change = states.told(event, members.get(0));
        life = lifeOf(event, change);
        previous = change.previous();
        signs = StateSigns.of(event, change, services.deployment(host(context)));
      } else {
        members.forEach(member -> states.told(event, member));
      }
      life = withTeam(life, teams.told(event, members));
    } else if (resource instanceof Queues queues) {
      life = withQueue(QueueNumbers.of(queues, context.at(), clocks.serverDrift(host(context))));
    } else if (resource instanceof Dialogs dialogs) {
      Calls.Told told = calls.told(event, dialogs, agent == null ? null : desks.of(agent));
      life = withCall(told.call(), delay(context, told.changed()));
      signs = told.signs();
    }
    Life.Cause cause = requests.told(event);
    Event.Finesse completed = with(event, previous, cause == null ? life : life.causedBy(cause));
    say.accept(completed);
    signs.forEach(say);
    late(completed, say);
    if (resource instanceof SystemInfo info) {
      services.told(context, info, say);
    }
  }

  private Life lifeOf(Event.Finesse event, States.Change change) {
    String code = change.reasonCode();
    String words =
        code == null
            ? null
            : ReasonCodes.words(
                code,
                AgentState.of(event.fields().state()),
                services.deployment(host(event.context())));
    return new Life(
        false,
        words == null ? change.reasonLabel() : words,
        change.inPrevious(),
        delay(event.context(), change.announced()),
        null,
        null,
        null,
        null);
  }

  /** How late the wire is with a change of that time, by the server's clock. */
  private @Nullable Delay delay(Context context, @Nullable Instant changed) {
    if (changed == null) {
      return null;
    }
    Duration raw = Duration.between(changed, context.at().wall());
    Duration drift = clocks.serverDrift(host(context));
    return drift == null ? new Delay(raw, false) : new Delay(raw.plus(drift), true);
  }

  private void late(Event.Finesse event, Consumer<Event> say) {
    Delay delay = event.life().delay();
    if (delay != null && delay.corrected() && clocks.isLate(delay.span())) {
      say.accept(StateSigns.late(event, delay.span()));
    }
  }

  private static Life withTeam(Life life, Life.@Nullable Team team) {
    return team == null
        ? life
        : new Life(
            false, life.reason(), life.inPreviousState(), life.delay(), null, null, null, team);
  }

  private static Life withQueue(Life.@Nullable Queue queue) {
    return queue == null ? Life.NONE : new Life(false, null, null, null, null, null, queue, null);
  }

  private static Life withCall(Life.@Nullable Call call, @Nullable Delay delay) {
    return call == null && delay == null
        ? Life.NONE
        : new Life(false, null, null, delay, null, call, null, null);
  }

  private static Event.Finesse with(Event.Finesse event, @Nullable String previous, Life life) {
    if (previous == null && life.equals(Life.NONE)) {
      return event;
    }
    Event.Fields fields = event.fields();
    return new Event.Finesse(
        event.context(),
        event.subject(),
        event.item(),
        event.payload(),
        previous == null ? fields : fields.after(previous),
        event.unreadable(),
        life);
  }

  private static String host(Context context) {
    return context.connection().server().host();
  }
}
