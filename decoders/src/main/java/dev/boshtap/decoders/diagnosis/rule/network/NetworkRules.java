package dev.boshtap.decoders.diagnosis.rule.network;

import static dev.boshtap.decoders.event.FaultSide.NETWORK;
import static dev.boshtap.decoders.event.FaultSide.UNKNOWN;
import static dev.boshtap.decoders.event.Finding.Certainty.CERTAIN;
import static dev.boshtap.decoders.event.Finding.Certainty.LIKELY;
import static dev.boshtap.decoders.event.Finding.Certainty.POSSIBLE;
import static dev.boshtap.decoders.event.Finding.Severity.ERROR;
import static dev.boshtap.decoders.event.Finding.Severity.NOTICE;
import static dev.boshtap.decoders.event.Finding.Severity.WARNING;

import dev.boshtap.decoders.diagnosis.rule.Rule;
import java.util.List;

/** Causes on the way between the agent's computer and the server. */
public final class NetworkRules {

  /** No way to the server. */
  public static final Rule UNREACHABLE =
      new Rule(
          "network.unreachable",
          "no way to the server",
          NETWORK,
          ERROR,
          LIKELY,
          "Connecting to the server got no answer at all. A server that runs answers, if only to say no:"
              + " packets were lost or dropped on the way.",
          "A capture on the server's side shows whether the packets arrive; other agents that reach the"
              + " server at the same time make it certain.",
          "Check every device between computer and server for drops and delay (tracert or traceroute to"
              + " the server, show interfaces on routers), VPN and WLAN first.");

  /** Its name is not known. */
  public static final Rule NAME =
      new Rule(
          "network.name",
          "the server's name cannot be resolved",
          NETWORK,
          ERROR,
          CERTAIN,
          "The name service did not give an address for the server's name.",
          "",
          "nslookup HOST on the computer; check its DNS servers, and the VPN's.");

  /** 7443 does not open though the same host is reached. */
  public static final Rule PORT_BLOCKED =
      new Rule(
          "network.port-blocked",
          "the notification port is blocked",
          NETWORK,
          ERROR,
          LIKELY,
          "The same host answers on another port, and connections to its notification port fail: a"
              + " firewall lets one through and not the other, or the notification service does not run.",
          "show open ports regexp 7443.*LISTEN on the server: if it listens, it is the firewall.",
          "Check the firewall's rules and logs: TCP port 7443 must be neither blocked nor limited.");

  /** Connections are cut at a constant age. */
  public static final Rule IDLE_CUT =
      new Rule(
          "network.idle-cut",
          "connections are cut by a clock",
          NETWORK,
          ERROR,
          LIKELY,
          "Polls were cut again and again at the same age, earlier than their wait. No program does that:"
              + " a firewall, NAT gateway, load balancer or proxy gives connections no more time than this.",
          "Its configuration shows the same number as its idle or session timer.",
          "Find the device whose timer it is, and set it for port 7443 to more than the wait of a poll (at"
              + " least 120 s).");

  /** A connection was reset. */
  public static final Rule RESET =
      new Rule(
          "network.reset",
          "a connection was reset on its way",
          UNKNOWN,
          WARNING,
          POSSIBLE,
          "The connection to the server ended without the words that end TLS (close_notify). Whoever sits"
              + " on the way can end it like that, and so can a server that crashed.",
          "Captures of several agents: if others at the same server went on, it was the way, and if all"
              + " were cut at once, the server.",
          "If it happens to single agents at different times, look at the network first: firewall, NAT,"
              + " VPN, WLAN.");

  /** The server's answer did not arrive, though it had given one. */
  public static final Rule ANSWER_LOST =
      new Rule(
          "network.answer-lost",
          "an answer got lost on its way",
          NETWORK,
          ERROR,
          LIKELY,
          "A poll had no answer, and its repeat was answered at once with nothing: the server had its"
              + " answer ready, had sent it before, and it did not arrive.",
          "A capture on the server's side shows the first answer leave.",
          "Check every device between computer and server for drops, and firewalls and NAT gateways for"
              + " timers that forget idle connections without a word.");

  /** Each of two captures blames the other's side. */
  public static final Rule BETWEEN =
      new Rule(
          "network.between",
          "a connection was cut between two captures",
          NETWORK,
          WARNING,
          LIKELY,
          "Two captures show the same outage, and each shows the other's side at fault: from one the"
              + " client ended it or asked no more, from the other the server's side did. What stands"
              + " between the two places cut it.",
          "The capture that blames the client was made nearer to the server.",
          "Check every device between the two places where the captures were made: firewall, NAT, VPN,"
              + " load balancer.");

  /** The system gave a connection up. */
  public static final Rule CONNECTION_LOST =
      new Rule(
          "network.connection-lost",
          "a connection died without a word",
          NETWORK,
          ERROR,
          CERTAIN,
          "The system gave the connection up because nothing that it sent was acknowledged any more.",
          "",
          "Check the way: WLAN, VPN, drops on interfaces.");

  /** A web page or a redirect where BOSH was expected. */
  public static final Rule STRANGER =
      new Rule(
          "network.page-instead",
          "a web page came where BOSH was expected",
          NETWORK,
          ERROR,
          LIKELY,
          "Finesse does not answer polls with web pages, redirects or logins. A device on the way did: a"
              + " captive portal, a proxy that wants a login, a product that inspects TLS.",
          "The issuer of the certificate that the browser sees without boshtap.",
          "Except the Finesse servers (8445, 7443, and 443 for UCCE) from TLS inspection and from web"
              + " logins.");

  /** A gateway answers in the server's place. */
  public static final Rule GATEWAY =
      new Rule(
          "network.gateway-error",
          "a gateway answers in the server's place",
          UNKNOWN,
          ERROR,
          LIKELY,
          "The notification service never answers 502, 503 or 504. A reverse proxy or load balancer does"
              + " when it cannot reach the service, or not in time.",
          "Its log says why; if the service was down then, other findings or the server's log show it.",
          "Look at the log of the reverse proxy or load balancer, and whether its timeout is longer than"
              + " the wait of a poll.");

  /** Something shortens polls. */
  public static final Rule SHORTENED =
      new Rule(
          "network.polls-shortened",
          "polls are answered too early, with nothing",
          NETWORK,
          WARNING,
          LIKELY,
          "The server holds a poll until its wait is over or there is an event. These were answered with"
              + " nothing long before: something between cuts them short, or the server grants less than it"
              + " says.",
          "A capture next to the server.",
          "Look for a reverse proxy or load balancer with a short timer of its own.");

  /** Answers come only when the wait is over. */
  public static final Rule BUFFERED =
      new Rule(
          "network.buffered",
          "answers are held back until the wait is over",
          NETWORK,
          WARNING,
          LIKELY,
          "Events came only when the wait of the poll was over, and late. The server answers a poll as soon"
              + " as it has an event: something on the way collects answers before it passes them on.",
          "A capture next to the server shows the answers leave at once.",
          "Switch off response buffering for /http-bind in the reverse proxy (nginx: proxy_buffering off).");

  /** The way is slow. */
  public static final Rule SLOW =
      new Rule(
          "network.slow",
          "the way to the server is slow",
          NETWORK,
          WARNING,
          LIKELY,
          "A small question (SystemInfo) took more than 400 ms there and back.",
          "ping or tracert at the same time: a server that is slow answers a ping at once.",
          "Check every device between computer and server for delay; tracert to the server shows where it"
              + " begins.");

  /** A WebSocket is not agreed to. */
  public static final Rule SOCKET_REFUSED =
      new Rule(
          "network.websocket-refused",
          "a WebSocket was refused",
          UNKNOWN,
          ERROR,
          LIKELY,
          "A desktop of 12.0 or later asked for a WebSocket and got something else than agreement: an older"
              + " Finesse, a reverse proxy without upgrade, TLS inspection.",
          "The status and the headers of the answer say who gave it.",
          "Let the reverse proxy pass Upgrade and Connection on; except Finesse from TLS inspection.");

  /** The leg to the client died. */
  public static final Rule CLIENT_LEG =
      new Rule(
          "network.client-leg",
          "the way between browser and boshtap was lost",
          NETWORK,
          ERROR,
          CERTAIN,
          "The system gave up the connection to the browser because nothing that it sent was acknowledged.",
          "",
          "Check the agent's network: WLAN, VPN, a cable that was pulled.");

  /** An upstream proxy says no. */
  public static final Rule UPSTREAM_PROXY =
      new Rule(
          "network.upstream-proxy",
          "the upstream proxy does not let it through",
          NETWORK,
          ERROR,
          CERTAIN,
          "The proxy that boshtap goes through refused the connection to the server.",
          "",
          "Allow CONNECT to 8445 and 7443 of the Finesse servers on that proxy, or go around it.");

  /** Big answers. */
  public static final Rule BIG_ANSWERS =
      new Rule(
          "network.big-answers",
          "answers to polls are very big",
          UNKNOWN,
          WARNING,
          CERTAIN,
          "An answer of this size takes long on a slow line, and the poll with it.",
          "",
          "Look at what is in it: many queues or a large team on one supervisor's desktop.");

  /** Several desktops at once, while others went on; or all of them fell silent. */
  public static final Rule SITE_CUT =
      new Rule(
          "network.site-cut",
          "several desktops were cut off at once",
          NETWORK,
          ERROR,
          LIKELY,
          "Several desktops dropped out at the same moment, and the server was not what they had in common:"
              + " it served others, or it was they who fell silent. What they share is the way.",
          "A capture from another site at the same time.",
          "Find what these desktops share: an access switch, a WLAN controller, a VPN gateway, a site's"
              + " line, the machine that boshtap runs on.");

  /** The source does not say who ended it. */
  public static final Rule NOT_SAID =
      new Rule(
          "network.not-said",
          "the capture does not say who ended polls that had no answer",
          UNKNOWN,
          WARNING,
          POSSIBLE,
          "The capture was made in the browser or by a tool that sees one side only. It cannot tell whether"
              + " the browser, the network or the server ended the poll.",
          "A capture by boshtap, which sees both sides; or the server's logs (--logs).",
          "Capture again with boshtap on the agent's computer.");

  /** Recording has gaps. */
  public static final Rule NOT_RECORDED =
      new Rule(
          "network.not-recorded",
          "not everything was recorded",
          UNKNOWN,
          NOTICE,
          CERTAIN,
          "Something was forwarded and not recorded, or recorded and not understood, or the file is cut"
              + " short. What is missing may look as if it never was.",
          "",
          "Keep in mind for findings of the same time.");

  /** All of them, in the order of the reference. */
  public static final List<Rule> ALL =
      List.of(
          PORT_BLOCKED,
          UNREACHABLE,
          NAME,
          IDLE_CUT,
          RESET,
          ANSWER_LOST,
          BETWEEN,
          CONNECTION_LOST,
          CLIENT_LEG,
          STRANGER,
          GATEWAY,
          SHORTENED,
          BUFFERED,
          SLOW,
          SOCKET_REFUSED,
          UPSTREAM_PROXY,
          SITE_CUT,
          BIG_ANSWERS,
          NOT_SAID,
          NOT_RECORDED);

  private NetworkRules() {}
}
