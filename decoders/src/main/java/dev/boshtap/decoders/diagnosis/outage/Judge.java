package dev.boshtap.decoders.diagnosis.outage;

import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.BACKGROUND_TAB;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.DUPLICATE_LOGIN;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.GAVE_UP;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.LEFT;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.OVERACTIVE;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.POLLING_STOPPED;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.RELOADED;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.RIDS;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.SILENT;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.SLEPT;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.SLOW_BROWSER;
import static dev.boshtap.decoders.diagnosis.rule.client.ClientRules.SOCKET_SILENT;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.ANSWER_LOST;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.CLIENT_LEG;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.CONNECTION_LOST;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.GATEWAY;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.IDLE_CUT;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.NAME;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.NOT_SAID;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.RESET;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.STRANGER;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.UNREACHABLE;
import static dev.boshtap.decoders.diagnosis.rule.network.NetworkRules.UPSTREAM_PROXY;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.BAD_ANSWER;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.CLOSED;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.CLOSED_SOCKET;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.ENDED_SESSION;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.FAILED;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.FORGOTTEN;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.LATE_ANSWER;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.NO_ANSWER;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.REFUSED_REQUEST;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.REFUSES;
import static dev.boshtap.decoders.diagnosis.rule.server.ServerRules.RESTARTED;
import static dev.boshtap.decoders.diagnosis.rule.trust.TrustRules.HANDSHAKE;
import static dev.boshtap.decoders.diagnosis.rule.trust.TrustRules.SERVER_CERTIFICATE;
import static dev.boshtap.decoders.event.FaultSide.CLIENT;
import static dev.boshtap.decoders.event.FaultSide.NETWORK;
import static dev.boshtap.decoders.event.FaultSide.SERVER;
import static dev.boshtap.decoders.event.FaultSide.UNKNOWN;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.outage.Symptom.Kind;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.event.Event.Transport;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Ending;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says why an outage was, from what was seen of it and around it. The surest signs are looked at
 * first: what the server said in so many words, then who could not be reached, then who hung up,
 * and silence last. Where two causes look the same it says so, and never guesses.
 */
final class Judge {

  private final DiagnosisLimits limits;

  Judge(DiagnosisLimits limits) {
    this.limits = limits;
  }

  /** The cause, or nothing where what was seen is no fault. */
  Optional<Judgement> judge(Story story, Surroundings around) {
    return said(story)
        .or(() -> strangers(story))
        .or(() -> noWay(story, around))
        .or(() -> client(story, around))
        .or(() -> cut(story, around))
        .or(() -> silentServer(story, around))
        .or(() -> lost(story))
        .map(judgement -> weighed(judgement, story, around));
  }

  /** What the server, or the client, said. */
  private static Optional<Judgement> said(Story story) {
    if (story.has(Kind.CONFLICT)) {
      return because(DUPLICATE_LOGIN, story, Kind.CONFLICT);
    }
    if (story.has(Kind.MISUSE)) {
      Symptom misuse = story.of(Kind.MISUSE);
      boolean rids = misuse != null && misuse.what().contains("rid");
      return because(rids ? RIDS : OVERACTIVE, story, Kind.MISUSE);
    }
    if (story.has(Kind.STOPPING)) {
      return because(RESTARTED, story, Kind.STOPPING)
          .map(judgement -> judgement.on(SERVER, Certainty.CERTAIN));
    }
    if (story.has(Kind.ENDED_BY_SERVER)) {
      boolean socket = story.seat().transport() == Transport.WEBSOCKET;
      return because(socket ? CLOSED_SOCKET : ENDED_SESSION, story, Kind.ENDED_BY_SERVER);
    }
    return Optional.empty();
  }

  /** Somebody else answered. */
  private static Optional<Judgement> strangers(Story story) {
    return because(STRANGER, story, Kind.STRANGER)
        .or(() -> because(FAILED, story, Kind.FAILED))
        .or(() -> restartBehind(story, Kind.GATEWAY))
        .or(() -> because(GATEWAY, story, Kind.GATEWAY))
        .or(() -> because(REFUSED_REQUEST, story, Kind.REFUSED_REQUEST));
  }

  /** A gateway that could not reach the service, which then had forgotten the session. */
  private static Optional<Judgement> restartBehind(Story story, Kind kind) {
    return story.has(kind) && story.has(Kind.FORGOTTEN)
        ? because(RESTARTED, story, Kind.FORGOTTEN)
        : Optional.empty();
  }

  /** The server could not be reached. */
  private static Optional<Judgement> noWay(Story story, Surroundings around) {
    Symptom died = story.of(Kind.DIED);
    Symptom noWay = story.of(Kind.NO_WAY);
    if (noWay != null && noWay.ending() instanceof Ending.Network network) {
      Rule rule =
          switch (network.stage()) {
            case DNS -> NAME;
            case REFUSED -> REFUSES;
            case UPSTREAM_PROXY -> UPSTREAM_PROXY;
            case CERTIFICATE -> SERVER_CERTIFICATE;
            // Where connecting gets no answer either, a handshake without one is no matter of TLS.
            case TLS -> around.unreachable() ? UNREACHABLE : HANDSHAKE;
            case CONNECT, TIMEOUT -> UNREACHABLE;
          };
      Judgement judgement = Judgement.of(rule, text(story, noWay));
      if (rule.equals(REFUSES) && around.workedBefore()) {
        // What had listened does not any more: firewalls seldom change their mind within minutes.
        judgement = Judgement.of(RESTARTED, text(story, noWay)).on(SERVER, Certainty.LIKELY);
      } else if (rule.equals(UNREACHABLE) && around.othersWentOn() > 0) {
        judgement = judgement.on(NETWORK, Certainty.CERTAIN).saying(others(around));
      } else if (rule.equals(UNREACHABLE) && !around.workedBefore()) {
        judgement = judgement.on(NETWORK, Certainty.POSSIBLE);
      }
      return Optional.of(judgement);
    }
    if (around.refusesNow() && !story.has(Kind.SILENCE) && around.workedBefore()) {
      return Optional.of(
          Judgement.of(
              RESTARTED,
              text(story, story.first())
                  + "; then the server refused connections it had taken before"));
    }
    if (around.unreachable() && !story.has(Kind.SILENCE)) {
      return Optional.of(
          Judgement.of(
                  UNREACHABLE,
                  text(story, story.first()) + "; then connecting to the server got no answer")
              .saying(others(around)));
    }
    if (died != null) {
      return Optional.of(Judgement.of(CONNECTION_LOST, text(story, died)));
    }
    return because(CLIENT_LEG, story, Kind.CLIENT_LEG);
  }

  /** The client did not ask, or hung up. */
  private Optional<Judgement> client(Story story, Surroundings around) {
    boolean socket = story.seat().transport() == Transport.WEBSOCKET;
    Kind first = story.first().kind();
    if (around.slept() != null && (first == Kind.SILENCE || socket)) {
      return Optional.of(
          Judgement.of(
              SLEPT,
              silenceOf(story, around)
                  + "; this machine slept for "
                  + Notices.seconds(around.slept())));
    }
    if (first == Kind.SILENCE) {
      return Optional.of(silence(story, around, socket));
    }
    if (first == Kind.GAVE_UP_EARLY) {
      return Optional.of(hungUp(story, around));
    }
    return Optional.empty();
  }

  private static Judgement silence(Story story, Surroundings around, boolean socket) {
    String text = silenceOf(story, around);
    if (around.hiddenTab()) {
      return Judgement.of(
          BACKGROUND_TAB,
          "after gaps the next request came at one moment of a minute, again and again");
    }
    if (around.shortGap()) {
      return Judgement.of(SLOW_BROWSER, text);
    }
    Rule rule = socket ? SOCKET_SILENT : around.pageWentOn() ? POLLING_STOPPED : SILENT;
    Judgement judgement = Judgement.of(rule, text);
    if (around.onThisMachine()) {
      return judgement.on(CLIENT, Certainty.CERTAIN);
    }
    return judgement;
  }

  private static String silenceOf(Story story, Surroundings around) {
    boolean socket = story.seat().transport() == Transport.WEBSOCKET;
    return (socket ? "the desktop sent nothing for " : "after a good answer no request came for ")
        + Notices.seconds(story.length(around.now()))
        + (story.sessionBack() == null && story.stillSilent() ? ", and none by now" : "");
  }

  private Judgement hungUp(Story story, Surroundings around) {
    String text = text(story, story.first());
    boolean soon = story.length(around.now()).compareTo(limits.reload().plusSeconds(60)) <= 0;
    // A page that is loaded anew closes its WebSocket with a word (1001, RFC 6455, 7.4.1).
    boolean page = story.seat().transport() == Transport.BOSH;
    if (page && story.isAnotherSession() && !story.isSessionOver() && soon) {
      return Judgement.of(RELOADED, text);
    }
    Judgement judgement =
        Judgement.of(story.sessionBack() == null && !story.hasAskedAgain() ? LEFT : GAVE_UP, text);
    return around.onThisMachine() ? judgement.on(CLIENT, Certainty.CERTAIN) : judgement;
  }

  /** Somebody cut a connection. */
  private static Optional<Judgement> cut(Story story, Surroundings around) {
    Symptom cut = first(story, Kind.RESET_BY_SERVER, Kind.CLOSED_BY_SERVER, Kind.UNKNOWN_END);
    if (cut == null) {
      return Optional.empty();
    }
    Duration age = around.cutAge();
    if (age != null) {
      Judgement clock =
          Judgement.of(
              IDLE_CUT,
              "connections are cut after "
                  + Notices.seconds(age)
                  + " again and again; the last: "
                  + text(story, cut));
      return Optional.of(
          cut.kind() == Kind.UNKNOWN_END ? clock.on(NETWORK, Certainty.POSSIBLE) : clock);
    }
    if (story.has(Kind.FORGOTTEN)) {
      return Optional.of(
          Judgement.of(
              cut.kind() == Kind.UNKNOWN_END ? FORGOTTEN : RESTARTED,
              text(story, cut) + "; afterwards the server did not know the session"));
    }
    if (cut.kind() == Kind.UNKNOWN_END) {
      return Optional.of(Judgement.of(NOT_SAID, text(story, cut)));
    }
    if (cut.kind() == Kind.CLOSED_BY_SERVER) {
      return Optional.of(Judgement.of(CLOSED, text(story, cut)));
    }
    Judgement reset = Judgement.of(RESET, text(story, cut));
    return Optional.of(
        around.othersWentOn() > 0
            ? reset.on(NETWORK, Certainty.LIKELY).saying(others(around))
            : reset);
  }

  /** The server had the request, and no answer came. */
  private Optional<Judgement> silentServer(Story story, Surroundings around) {
    Symptom silence = first(story, Kind.GAVE_UP_LATE, Kind.OVERDUE, Kind.NO_PONG);
    if (silence == null) {
      return Optional.empty();
    }
    if (story.wasAnswerReady()) {
      return Optional.of(
          Judgement.of(
              ANSWER_LOST,
              text(story, silence) + "; the repeat was answered at once, with nothing"));
    }
    if (silence.kind() == Kind.OVERDUE && story.wasAnsweredLate()) {
      Judgement late =
          Judgement.of(LATE_ANSWER, text(story, silence) + ", and was answered after all");
      boolean long_ = story.length(around.now()).compareTo(limits.inactivity()) >= 0;
      return Optional.of(long_ ? late.as(Severity.WARNING) : late);
    }
    Judgement judgement = Judgement.of(NO_ANSWER, text(story, silence));
    boolean serverLives = around.othersWentOn() > 0 || story.sessionBack() != null;
    return Optional.of(
        serverLives ? judgement.saying(others(around)) : judgement.on(UNKNOWN, Certainty.POSSIBLE));
  }

  /** The session was gone, and nothing before said why. */
  private static Optional<Judgement> lost(Story story) {
    return because(FORGOTTEN, story, Kind.FORGOTTEN)
        .or(() -> because(SILENT, story, Kind.EXPIRED))
        .or(() -> because(BAD_ANSWER, story, Kind.BAD_ANSWER));
  }

  /** How much it matters: a hiccup that a retry made good is no disconnect. */
  private Judgement weighed(Judgement judgement, Story story, Surroundings around) {
    if (judgement.severity() == Severity.NOTICE) {
      return judgement;
    }
    boolean gone = judgement.rule().equals(LEFT) || judgement.rule().equals(SILENT);
    if (gone && "LOGOUT".equals(story.stateBefore())) {
      return judgement.as(Severity.NOTICE); // Signed out before: nobody misses anything.
    }
    boolean short_ = story.length(around.now()).compareTo(limits.inactivity()) < 0;
    if (story.isLoggedOut() || story.isSessionOver() || !short_) {
      return judgement.rule().equals(LEFT) ? judgement : judgement.as(Severity.ERROR);
    }
    return judgement.as(Severity.WARNING);
  }

  private static Optional<Judgement> because(Rule rule, Story story, Kind kind) {
    Symptom symptom = story.of(kind);
    return symptom == null
        ? Optional.empty()
        : Optional.of(Judgement.of(rule, text(story, symptom)));
  }

  private static @Nullable Symptom first(Story story, Kind... kinds) {
    Symptom first = null;
    for (Kind kind : kinds) {
      Symptom symptom = story.of(kind);
      if (symptom != null
          && (first == null || symptom.context().at().compareTo(first.context().at()) < 0)) {
        first = symptom;
      }
    }
    return first;
  }

  private static String text(Story story, Symptom symptom) {
    int times = story.count(symptom.kind());
    return symptom.what() + (times > 1 ? " (" + times + " times)" : "");
  }

  private static String others(Surroundings around) {
    return around.othersWentOn() == 0
        ? ""
        : "; meanwhile the server answered "
            + (around.othersWentOn() == 1 ? "another desktop" : around.othersWentOn() + " others");
  }
}
