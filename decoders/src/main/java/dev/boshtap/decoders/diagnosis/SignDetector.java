package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.diagnosis.rule.client.ClientRules;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.diagnosis.rule.trust.TrustRules;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Moment;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The causes that one sign of the observer's is enough for. */
public final class SignDetector implements Detector {

  /** Whose finding it is: one for each agent, or one for all at a server. */
  private enum Whose {
    AGENT,
    SERVER
  }

  private record Meaning(Rule rule, Whose whose) {}

  private static final Map<Sign, Meaning> MEANINGS = meanings();

  private static Map<Sign, Meaning> meanings() {
    Map<Sign, Meaning> of = new EnumMap<>(Sign.class);
    of.put(Sign.CA_REFUSED, new Meaning(TrustRules.NOT_ACCEPTED, Whose.SERVER));
    of.put(Sign.AUTH_FAILING, new Meaning(TrustRules.LOGIN_REFUSED, Whose.AGENT));
    of.put(Sign.BACKEND_MISSING, new Meaning(TrustRules.NO_BACKEND_AT_LOGIN, Whose.SERVER));
    of.put(Sign.BACKEND_GONE, new Meaning(ServerRules.TOMCAT_GONE, Whose.SERVER));
    of.put(Sign.OUT_OF_SERVICE, new Meaning(ServerRules.OUT_OF_SERVICE, Whose.SERVER));
    of.put(Sign.NO_ENDPOINT, new Meaning(ServerRules.NO_ENDPOINT, Whose.SERVER));
    of.put(Sign.LATE_EVENT, new Meaning(ServerRules.EVENTS_LATE, Whose.AGENT));
    of.put(Sign.NO_EVENT, new Meaning(ServerRules.EVENTS_LOST, Whose.AGENT));
    of.put(Sign.CALL_NOT_ANNOUNCED, new Meaning(ServerRules.EVENTS_LOST, Whose.AGENT));
    of.put(Sign.CALL_NOT_REMOVED, new Meaning(ServerRules.EVENTS_LOST, Whose.AGENT));
    of.put(Sign.CONNECTION_REASON, new Meaning(ServerRules.SIGNED_OUT, Whose.AGENT));
    of.put(Sign.SESSION_FIGHT, new Meaning(ClientRules.DUPLICATE_LOGIN, Whose.AGENT));
    of.put(Sign.SECOND_SESSION, new Meaning(ClientRules.SECOND_SESSION, Whose.AGENT));
    of.put(Sign.RID_REUSED, new Meaning(ClientRules.RIDS, Whose.AGENT));
    of.put(Sign.RID_BEYOND_WINDOW, new Meaning(ClientRules.RIDS, Whose.AGENT));
    of.put(Sign.RID_SKIPPED, new Meaning(ClientRules.ODD_RIDS, Whose.AGENT));
    of.put(Sign.RID_OUT_OF_ORDER, new Meaning(ClientRules.ODD_RIDS, Whose.AGENT));
    of.put(Sign.TOO_MANY_REQUESTS, new Meaning(ClientRules.TOO_MANY_REQUESTS, Whose.AGENT));
    of.put(Sign.SUBSCRIPTIONS_LEFT, new Meaning(ClientRules.SUBSCRIPTIONS_LEFT, Whose.AGENT));
    of.put(Sign.FAILOVER_POLLING, new Meaning(ClientRules.FAILOVER, Whose.AGENT));
    of.put(Sign.FAILED_OVER, new Meaning(ClientRules.FAILOVER, Whose.AGENT));
    of.put(Sign.DRIFT_CHANGED, new Meaning(ClientRules.CLOCK, Whose.AGENT));
    of.put(Sign.SLOW_ROUND_TRIP, new Meaning(NetworkRules.SLOW, Whose.SERVER));
    of.put(Sign.POLLS_SHORTENED, new Meaning(NetworkRules.SHORTENED, Whose.SERVER));
    of.put(Sign.WEBSOCKET_REFUSED, new Meaning(NetworkRules.SOCKET_REFUSED, Whose.SERVER));
    return of;
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (observation instanceof Observation.Loss loss) {
      loss(loss, found);
    }
    if (!(observation instanceof Observation.Happened happened)) {
      return;
    }
    if (happened.event() instanceof Event.Notice notice) {
      Meaning meaning = MEANINGS.get(notice.sign());
      if (meaning != null && !isOfTheWay(notice)) {
        found.accept(sighting(meaning, notice));
      }
    } else if (happened.event() instanceof Event.Session session
        && session.change() == Event.Change.AUTH_FAILED) {
      found.accept(
          Sighting.of(TrustRules.LOGIN_FAILED, session.context(), "the server refused a login"));
    }
  }

  /** A request that got no answer was refused by nobody: why it got none is another finding's. */
  private static boolean isOfTheWay(Event.Notice notice) {
    return notice.sign() == Sign.WEBSOCKET_REFUSED && !notice.details().containsKey("status");
  }

  private static Sighting sighting(Meaning meaning, Event.Notice notice) {
    Sighting sighting =
        Sighting.of(meaning.rule(), notice.context(), notice.text()).shownBy(notice.evidence());
    if (notice.sign() == Sign.DRIFT_CHANGED) {
      sighting = sighting.as(Severity.WARNING);
    }
    return meaning.whose() == Whose.SERVER ? sighting.ofServer() : sighting;
  }

  private static void loss(Observation.Loss loss, Consumer<Sighting> found) {
    found.accept(
        Sighting.of(
                NetworkRules.NOT_RECORDED,
                Nowhere.at(loss.at()),
                loss.what() + (loss.count() > 1 ? " (" + loss.count() + ")" : ""))
            .about("loss"));
  }
}
