package dev.boshtap.decoders.diagnosis.rule.client;

import static dev.boshtap.decoders.event.FaultSide.CLIENT;
import static dev.boshtap.decoders.event.FaultSide.UNKNOWN;
import static dev.boshtap.decoders.event.Finding.Certainty.CERTAIN;
import static dev.boshtap.decoders.event.Finding.Certainty.LIKELY;
import static dev.boshtap.decoders.event.Finding.Certainty.POSSIBLE;
import static dev.boshtap.decoders.event.Finding.Severity.ERROR;
import static dev.boshtap.decoders.event.Finding.Severity.NOTICE;
import static dev.boshtap.decoders.event.Finding.Severity.WARNING;

import dev.boshtap.decoders.diagnosis.rule.Rule;
import java.util.List;

/** Causes at the agent's desk: the computer, the browser, its gadgets, the client's own code. */
public final class ClientRules {

  /** Requests come at the interval to which browsers slow a hidden page's timers. */
  public static final Rule BACKGROUND_TAB =
      new Rule(
          "client.background-tab",
          "the browser slows down a page in the background",
          CLIENT,
          WARNING,
          LIKELY,
          "After each answer the next request waited for a mark that comes every 60 s: so browsers"
              + " wake the timers of a page that has been hidden for five minutes. A page that asks"
              + " once a minute is close to the server's inactivity limit, and loses its session"
              + " sooner or later.",
          "Bring the Finesse tab to the front: the requests follow each other at once again.",
          "Keep Finesse in a window of its own, and switch off sleeping tabs, memory saver and"
              + " energy saver for it (Chrome and Edge: \"always keep these sites active\").");

  /** A clock shows that the machine slept. */
  public static final Rule SLEPT =
      new Rule(
          "client.slept",
          "the computer slept",
          CLIENT,
          ERROR,
          CERTAIN,
          "The wall clock ran on while the machine's own clock stood still: the machine was"
              + " suspended. A desktop that sleeps sends no polls, and Finesse signs its agent"
              + " out.",
          "",
          "Ask whether agents put their computers to sleep, or close the lid, without signing out"
              + " of Finesse first, and whether the timer of the power plan is very short.");

  /** No request came, of nothing at all, and then they did again. */
  public static final Rule SILENT =
      new Rule(
          "client.silent",
          "the desktop stopped asking",
          CLIENT,
          ERROR,
          LIKELY,
          "The last poll had been answered well, and no other followed: the server was asked"
              + " nothing. What keeps a desktop from asking is on its own computer: sleep, a frozen"
              + " browser, too little processor time or memory.",
          "If boshtap does not run on the agent's computer, the way from there to boshtap may have"
              + " been cut: run it there. The computer's own event log says whether it slept.",
          "Ask whether the computer slept. Look at its processor and memory (Windows: Task Manager"
              + " or Get-Counter; Mac: top), above all on shared hosts (Citrix, Remote Desktop)."
              + " Try without gadgets of third parties and with fewer tabs.");

  /** Polls stopped while the same desktop went on with REST. */
  public static final Rule POLLING_STOPPED =
      new Rule(
          "client.polling-stopped",
          "the page went on, its polling did not",
          CLIENT,
          ERROR,
          LIKELY,
          "The desktop kept calling the REST API while it sent no poll: neither the computer nor"
              + " the network was down. The part of the page that polls stood still.",
          "The browser's console at that time shows an error of the page's script, or none where"
              + " its timers were slowed down.",
          "Collect the client log (Send Error Report, or https://HOST/desktop/locallog). Try"
              + " without gadgets of third parties, and with the tab in front.");

  /** The client closed its poll and never came back. */
  public static final Rule LEFT =
      new Rule(
          "client.left",
          "the page was closed, or crashed, without signing out",
          CLIENT,
          WARNING,
          LIKELY,
          "The browser closed the connection of an open poll, said no good-bye (terminate) and did"
              + " not come back. Finesse notices after up to 120 s, and signs the agent out 60 s"
              + " later.",
          "The agent says whether the page was closed; a crash is in the browser's crash list.",
          "Ask agents to sign out before they close the browser. After a crash look at the"
              + " browser's version against the compatibility matrix, and at the computer's"
              + " memory.");

  /** The client closed its poll and came back with another session. */
  public static final Rule RELOADED =
      new Rule(
          "client.reloaded",
          "the page was loaded anew",
          CLIENT,
          NOTICE,
          LIKELY,
          "The browser closed the connection of an open poll, and shortly after the same agent"
              + " signed in again.",
          "The requests of the page itself (/desktop/container) stand between the two sessions.",
          "Nothing, unless it happens often: then ask why the agent reloads.");

  /** The client gave up polls that could still have been answered. */
  public static final Rule GAVE_UP =
      new Rule(
          "client.gave-up",
          "the browser hung up while it waited",
          CLIENT,
          WARNING,
          LIKELY,
          "The browser closed the connection of a poll before the wait was over, or of its WebSocket"
              + " without a word, and then went on: a network change on the computer (VPN, WLAN), a"
              + " timer of the client's code, a security product.",
          "The browser's console names the reason (for example net::ERR_NETWORK_CHANGED).",
          "Look whether the computer changes networks at that time (WLAN, docking, VPN), and try"
              + " without security add-ons.");

  /** Another session took the resource. */
  public static final Rule DUPLICATE_LOGIN =
      new Rule(
          "client.duplicate-login",
          "the same agent is signed in twice",
          CLIENT,
          ERROR,
          CERTAIN,
          "The server ended the session because the same user and resource were bound elsewhere"
              + " (conflict). JabberWerx does not connect again after that.",
          "",
          "Find the second desktop: another tab or computer, a CRM connector or a listener with the"
              + " same user and resource. Give third-party clients a resource of their own.");

  /** Two sessions of one agent beside each other. */
  public static final Rule SECOND_SESSION =
      new Rule(
          "client.second-session",
          "an agent has two sessions",
          CLIENT,
          NOTICE,
          CERTAIN,
          "Two sessions of one user with different resources can live beside each other: a"
              + " connector or a listener. Each is sent the user's events.",
          "",
          "Nothing, if it is known. A listener of your own should subscribe with its full JID and"
              + " have the presence priority 0.");

  /** The server ended a session for policy-violation. */
  public static final Rule OVERACTIVE =
      new Rule(
          "client.overactive",
          "the client asks too often",
          CLIENT,
          ERROR,
          CERTAIN,
          "The server ended the session for policy-violation: more requests were open, or came"
              + " faster, than it had granted. Cisco's own desktop does not do that.",
          "",
          "Correct the client (a CRM connector or other code of your own): no more than `requests`"
              + " at a time, and no empty poll within `polling` seconds of the one before.");

  /** A client misuses rids. */
  public static final Rule RIDS =
      new Rule(
          "client.rids",
          "the client misuses request ids",
          CLIENT,
          ERROR,
          CERTAIN,
          "A rid must be one more than the one before, and a repeat must be the same request. What"
              + " the client sent is neither, and the server ends such a session.",
          "",
          "Correct the client; where two tabs or processes share one session, give each its own.");

  /** Rids are missing or odd, and nothing broke by it. */
  public static final Rule ODD_RIDS =
      new Rule(
          "client.odd-rids",
          "request ids are missing or out of order",
          UNKNOWN,
          NOTICE,
          POSSIBLE,
          "A request may have gone another way, or was never sent.",
          "A capture on the agent's computer shows all that the client sends.",
          "Nothing by itself. Look whether the desktop has a second way around boshtap.");

  /** More requests are open than granted. */
  public static final Rule TOO_MANY_REQUESTS =
      new Rule(
          "client.too-many-requests",
          "the client has too many requests open",
          CLIENT,
          WARNING,
          CERTAIN,
          "The server grants a number of requests at a time, and may end a session that has more"
              + " (policy-violation).",
          "",
          "Correct the client: wait for an answer before the next request.");

  /** The next request comes late, again and again. */
  public static final Rule SLOW_BROWSER =
      new Rule(
          "client.slow-browser",
          "the browser is slow to ask again",
          CLIENT,
          WARNING,
          LIKELY,
          "A browser that is well sends the next poll within 0.2 s of an answer. This one again and"
              + " again took more than a second: it is busy with something else.",
          "The computer's processor and memory at that time.",
          "Look at the processor and memory of the computer, at other tabs (video, streaming, CRM)"
              + " and at gadgets of third parties; on shared hosts at the number of users.");

  /** Polls wait for a connection that another tab holds. */
  public static final Rule STARVED =
      new Rule(
          "client.connections-used-up",
          "the browser has no connection left for a poll",
          CLIENT,
          WARNING,
          LIKELY,
          "A browser opens six connections to a server at most, and each held poll takes one. Polls"
              + " began at the very moment when one of another session ended, on its connection:"
              + " they had waited for it.",
          "With fewer tabs of the same server the polls follow at once.",
          "One tab of Finesse for each agent and browser; close tabs of CUIC and gadgets that poll"
              + " the same server.");

  /** Items are delivered twice, or subscriptions are left behind. */
  public static final Rule LEAKED_SUBSCRIPTIONS =
      new Rule(
          "client.leaked-subscriptions",
          "the same events are delivered twice",
          CLIENT,
          WARNING,
          LIKELY,
          "The same item came more than once in one session: it is subscribed to more than once."
              + " Subscriptions that a client does not take back stay on the server.",
          "The headers of the message (SHIM) name different subscription ids.",
          "Let the client unsubscribe before it ends, and subscribe with its full JID; remove old"
              + " subscriptions once.");

  /** Subscriptions were not taken back. */
  public static final Rule SUBSCRIPTIONS_LEFT =
      new Rule(
          "client.subscriptions-left",
          "subscriptions are left behind",
          CLIENT,
          NOTICE,
          CERTAIN,
          "The session ended with subscriptions that it had made and not taken back. They stay on"
              + " the server, and add up.",
          "",
          "Let the client unsubscribe before it ends.");

  /** Questions by REST in the place of events. */
  public static final Rule POLLS_REST =
      new Rule(
          "client.polls-rest",
          "a client asks by REST what events would tell it",
          CLIENT,
          WARNING,
          CERTAIN,
          "The same resource was asked for again and again. That costs the server more than all"
              + " events together.",
          "",
          "Let the client listen to the events of the resource, and ask once after each connect.");

  /** The desktop looks for another server. */
  public static final Rule FAILOVER =
      new Rule(
          "client.failover",
          "a desktop looks for another server",
          UNKNOWN,
          NOTICE,
          CERTAIN,
          "The desktop asks for SystemInfo every 20 s rather than every minute, or its cookies say"
              + " that it failed over: it has lost its server. Why is another finding's to say.",
          "",
          "Look at the findings of the same time.");

  /** The desktop's clock is wrong or was set. */
  public static final Rule CLOCK =
      new Rule(
          "client.clock",
          "a clock is wrong or was set",
          UNKNOWN,
          WARNING,
          CERTAIN,
          "The desktop's clock and the server's are far apart, or their difference changed at once."
              + " Times in logs and events then do not fit together; a jump by minutes is also what"
              + " a computer shows that slept. If other desktops agree with the server it is this"
              + " one's clock, if none does the server's.",
          "",
          "On the publisher: utils ntp status (stratum 4 or lower). On the computer: w32tm /query"
              + " /status. Look at drift and latency in the client log.");

  /** A client that pings went silent on its WebSocket. */
  public static final Rule SOCKET_SILENT =
      new Rule(
          "client.socket-silent",
          "the desktop stopped pinging",
          CLIENT,
          WARNING,
          LIKELY,
          "A desktop on a WebSocket pings every 10 s, and Finesse expects something every 20 s. It"
              + " sent nothing for longer: the page stood still, or its timers were slowed down.",
          "If boshtap does not run on the agent's computer, the way from there may have been cut.",
          "As for a desktop that stopped asking: sleep, processor and memory, hidden tabs.");

  /** All of them, in the order of the reference. */
  public static final List<Rule> ALL =
      List.of(
          BACKGROUND_TAB,
          SLEPT,
          SILENT,
          POLLING_STOPPED,
          LEFT,
          RELOADED,
          GAVE_UP,
          SOCKET_SILENT,
          SLOW_BROWSER,
          STARVED,
          DUPLICATE_LOGIN,
          SECOND_SESSION,
          OVERACTIVE,
          TOO_MANY_REQUESTS,
          RIDS,
          ODD_RIDS,
          LEAKED_SUBSCRIPTIONS,
          SUBSCRIPTIONS_LEFT,
          POLLS_REST,
          CLOCK,
          FAILOVER);

  private ClientRules() {}
}
