package dev.boshtap.decoders.diagnosis.rule.server;

import static dev.boshtap.decoders.event.FaultSide.SERVER;
import static dev.boshtap.decoders.event.FaultSide.UNKNOWN;
import static dev.boshtap.decoders.event.Finding.Certainty.CERTAIN;
import static dev.boshtap.decoders.event.Finding.Certainty.LIKELY;
import static dev.boshtap.decoders.event.Finding.Certainty.POSSIBLE;
import static dev.boshtap.decoders.event.Finding.Severity.ERROR;
import static dev.boshtap.decoders.event.Finding.Severity.NOTICE;
import static dev.boshtap.decoders.event.Finding.Severity.WARNING;

import dev.boshtap.decoders.diagnosis.rule.Rule;
import java.util.List;

/** Causes in Finesse, in its notification service, or in what these stand on. */
public final class ServerRules {

  private static final String SERVICES =
      "utils service list: do Cisco Finesse Tomcat and the Notification Service run? Count stops"
          + " and starts (file search activelog /desktop/logs/openfire \"Openfire stopped\", then"
          + " \"HTTP bind service started\"), and look for memory dumps (file list activelog"
          + " /desktop/logs/openfire/*.hprof).";

  /** Many at once. */
  public static final Rule ALL_AT_ONCE =
      new Rule(
          "server.all-at-once",
          "all agents lost the server at once",
          SERVER,
          ERROR,
          LIKELY,
          "What happens to everybody at the same moment is not at the desks: it is the server, or"
              + " what all of them share on the way to it.",
          "A second capture from another site: if agents there went on, it was the way from here.",
          SERVICES
              + " UCCX: look at the CTIManager service of CUCM too. Check whether CSCva72280 or"
              + " CSCva72325 (illegal XML characters) applies.");

  /** The notification service was stopped or started anew. */
  public static final Rule RESTARTED =
      new Rule(
          "server.notification-restarted",
          "the notification service was restarted",
          SERVER,
          ERROR,
          LIKELY,
          "The service said that it was stopping, refused connections where it had taken them"
              + " before, or no longer knew a session whose requests had come in time.",
          "Openfire's info log (--logs) shows the stop and the start; with failover to the other"
              + " node a session is unknown there too.",
          SERVICES);

  /** A session is unknown though its requests came in time. */
  public static final Rule FORGOTTEN =
      new Rule(
          "server.session-forgotten",
          "the server forgot a session",
          SERVER,
          ERROR,
          LIKELY,
          "The requests had come in time, and yet the server said that it does not know the"
              + " session: it was restarted, or the request went to another node.",
          "Whether other agents lost their sessions at the same moment; Openfire's info log.",
          SERVICES
              + " Behind a load balancer: check that all requests of a session reach the same"
              + " node.");

  /** The server did not answer. */
  public static final Rule NO_ANSWER =
      new Rule(
          "server.no-answer",
          "the server did not answer",
          SERVER,
          ERROR,
          LIKELY,
          "The request was sent to the server in full, the connection stood, and no answer came"
              + " within the wait, while the server answered others or the next request: it had the"
              + " request and kept it.",
          "Openfire's debug log (HTTP RECV of this rid) shows that it arrived. A device that"
              + " forgets idle connections without a word looks the same: then it would hit every"
              + " poll of that age.",
          "Collect the notification service's logs of that time (/desktop/logs/openfire), and look"
              + " at the server's processor and memory.");

  /** The server closed the connection of a poll. */
  public static final Rule CLOSED =
      new Rule(
          "server.closed",
          "the server closed a connection",
          SERVER,
          WARNING,
          LIKELY,
          "The connection was ended properly (TLS close_notify), which nobody but the other end of"
              + " the TLS connection can: the server, or a reverse proxy that speaks in its name.",
          "The certificate shows whose TLS it is; the log of the server or the reverse proxy says"
              + " why.",
          "Look at the server's log at that time, and at the timers of a reverse proxy or load"
              + " balancer in front of it.");

  /** Nothing listens there. */
  public static final Rule REFUSES =
      new Rule(
          "server.refuses-connections",
          "the server refuses connections",
          UNKNOWN,
          ERROR,
          LIKELY,
          "The host answered that nothing listens on this port: the service does not run; a"
              + " firewall that rejects rather than drops says the same.",
          "show open ports regexp 7443.*LISTEN on the server.",
          SERVICES);

  /** Status 500. */
  public static final Rule FAILED =
      new Rule(
          "server.failed",
          "the notification service failed",
          SERVER,
          ERROR,
          CERTAIN,
          "Status 500 on the BOSH endpoint is the notification service's own: it is not ready, or"
              + " could not create the session.",
          "",
          SERVICES);

  /** Nothing speaks BOSH there. */
  public static final Rule NO_ENDPOINT =
      new Rule(
          "server.no-endpoint",
          "BOSH is not served at this address",
          SERVER,
          ERROR,
          LIKELY,
          "A request that begins a session was answered 404: the service is starting, or the"
              + " address is wrong, or this Finesse serves no BOSH any more (deprecated from"
              + " 12.6).",
          "A desktop of Cisco's own on the same server.",
          "Check the address in the client's configuration (https://HOST:7443/http-bind), and the"
              + " version of Finesse.");

  /** A request was called malformed or forbidden. */
  public static final Rule REFUSED_REQUEST =
      new Rule(
          "server.refused-request",
          "the server refused a request as malformed or forbidden",
          UNKNOWN,
          ERROR,
          POSSIBLE,
          "Status 400: the request was cut or changed on its way, or the client sent it without a"
              + " rid. Status 403: policy-violation for a client that sent no version, or a proxy's"
              + " rule.",
          "The request's bytes in the capture: a whole <body> with a rid was changed on its way.",
          "Look at the request; if it is whole, look for a device on the way that changes"
              + " requests.");

  /** An answer could not be used. */
  public static final Rule BAD_ANSWER =
      new Rule(
          "server.bad-answer",
          "an answer to a poll could not be used",
          UNKNOWN,
          WARNING,
          POSSIBLE,
          "The answer was cut, or an error that the client may recover from.",
          "The bytes of the answer in the capture.",
          "Nothing, if it stays with one; else look at the server's log at that time.");

  /** The server ended a session. */
  public static final Rule ENDED_SESSION =
      new Rule(
          "server.ended-session",
          "the server ended a session",
          SERVER,
          ERROR,
          LIKELY,
          "The answer said terminate, with a condition that is the server's to decide.",
          "Openfire's log at that time.",
          SERVICES);

  /** Out of service. */
  public static final Rule OUT_OF_SERVICE =
      new Rule(
          "server.out-of-service",
          "Finesse is out of service",
          SERVER,
          ERROR,
          CERTAIN,
          "Finesse says so itself (SystemInfo, or 503 on REST calls): it has lost CTI, or is"
              + " starting or stopping. Desktops then look for the other node.",
          "",
          "UCCE: look at the CTI server and the PG (3 missed heartbeats of 5 s end the connection)."
              + " UCCX: look at the CTIManager service of CUCM. Then utils service list.");

  /** The backend's XMPP user is gone. */
  public static final Rule TOMCAT_GONE =
      new Rule(
          "server.tomcat-gone",
          "Finesse Tomcat is not connected to the notification service",
          SERVER,
          ERROR,
          LIKELY,
          "Events are published by the XMPP user of Finesse's web application. It was not there, so"
              + " that no event could come though every poll was answered.",
          "The webservices log of that time.",
          "utils service list: does Cisco Finesse Tomcat run? Check whether CSCva72280 or"
              + " CSCva72325 (illegal XML characters crash Tomcat and Openfire) applies.");

  /** Events are late. */
  public static final Rule EVENTS_LATE =
      new Rule(
          "server.events-late",
          "events arrive late",
          UNKNOWN,
          WARNING,
          POSSIBLE,
          "An event arrived long after the change that it tells of, clocks corrected. It waited in"
              + " the server, on the way, or for a desktop that had no poll open.",
          "Findings of the same time: without an outage of the desktop it was the server.",
          "Compare with XMPP_PUBLISH_ASYNCHRONOUS in the webservices log: that is when Finesse"
              + " published it.");

  /** Events did not come. */
  public static final Rule EVENTS_LOST =
      new Rule(
          "server.events-lost",
          "events did not come",
          UNKNOWN,
          WARNING,
          POSSIBLE,
          "A REST call was accepted and no event followed, or a call changed that had never been"
              + " announced, or was never removed: events were published and not delivered, or"
              + " never published.",
          "XMPP_PUBLISH_ASYNCHRONOUS in the webservices log shows whether it was published;"
              + " \"Unable to route packet\" in Openfire's debug log that nobody was there to take"
              + " it.",
          "If an outage of the same agent lies in that time, it explains it. Else collect the"
              + " webservices and openfire logs.");

  /** Signed out for a lost connection. */
  public static final Rule SIGNED_OUT =
      new Rule(
          "server.signed-out",
          "an agent was signed out for a lost connection",
          UNKNOWN,
          WARNING,
          CERTAIN,
          "The agent's state changed for a reason code of the connection family (255, 50002, 32765,"
              + " 32740, 32741): Finesse, or another login, ended what the agent was doing.",
          "",
          "The cause is the outage, up to three minutes before. If none is seen, it was before the"
              + " capture began or went another way.");

  /** Illegal characters. */
  public static final Rule ILLEGAL_XML =
      new Rule(
          "server.illegal-xml",
          "characters that XML does not allow are about",
          SERVER,
          WARNING,
          CERTAIN,
          "A message holds a character that XML does not allow; they come from call variables."
              + " Finesse Tomcat and the notification service can crash on them (CSCva72280,"
              + " CSCva72325).",
          "",
          "Find the call variable in the event and the script or IVR that fills it; install the"
              + " release that fixes the defect.");

  /** One session ended, and the server said so properly. */
  public static final Rule CLOSED_SOCKET =
      new Rule(
          "server.closed-socket",
          "the server closed a WebSocket",
          SERVER,
          WARNING,
          LIKELY,
          "The server sent a Close before the desktop did: it is going away, or did not like what"
              + " it got.",
          "The code and reason of the Close; Openfire's log.",
          SERVICES);

  /** A poll was late. */
  public static final Rule LATE_ANSWER =
      new Rule(
          "server.late-answer",
          "the server answered a poll late",
          UNKNOWN,
          NOTICE,
          POSSIBLE,
          "The answer came after the wait and a margin of 5 s. The desktop had given up or was"
              + " about to.",
          "Whether answers to others were late at the same time (server) or not (way).",
          "Look at the load of the server and the delay of the way at that time.");

  /** All of them, in the order of the reference. */
  public static final List<Rule> ALL =
      List.of(
          ALL_AT_ONCE,
          RESTARTED,
          FORGOTTEN,
          NO_ANSWER,
          CLOSED,
          CLOSED_SOCKET,
          REFUSES,
          FAILED,
          NO_ENDPOINT,
          REFUSED_REQUEST,
          BAD_ANSWER,
          ENDED_SESSION,
          OUT_OF_SERVICE,
          TOMCAT_GONE,
          EVENTS_LATE,
          EVENTS_LOST,
          SIGNED_OUT,
          ILLEGAL_XML,
          LATE_ANSWER);

  private ServerRules() {}
}
