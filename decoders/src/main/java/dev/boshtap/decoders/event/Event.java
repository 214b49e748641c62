package dev.boshtap.decoders.event;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One thing that happened, decoded. The contract of its JSON form is events.schema.json. */
public sealed interface Event {

  /** When, where and whose. */
  Context context();

  /** The event's name in the contract, for example {@code finesse.user}. */
  String type();

  /** What a pubsub item of Finesse is about, told by the root of its payload. */
  enum Subject {
    USER,
    DIALOG,
    MEDIA,
    QUEUE,
    TEAM,
    SYSTEMINFO,
    ERROR,
    CLIENTLOG,
    TEAMMESSAGE,
    OTHER
  }

  /**
   * One pubsub item whose payload Finesse escaped into a notification.
   *
   * @param subject what it is about
   * @param item where it came from and what its envelope says
   * @param payload the whole {@code Update/data} tree, elements that repeat or are lists always
   *     arrays; null when there is none (DELETE) or it could not be read
   * @param fields what a person looks for first, lifted from the payload
   * @param unreadable why the payload could not be read, or null when it could
   * @param life what it means after all that was told before
   */
  record Finesse(
      Context context,
      Subject subject,
      Item item,
      @Nullable JsonNode payload,
      Fields fields,
      @Nullable Unreadable unreadable,
      Life life)
      implements Event {
    @Override
    public String type() {
      return "finesse." + subject.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The envelope of a Finesse event (XEP-0060 item and {@code Update}).
   *
   * @param node the pubsub node, for example {@code /finesse/api/User/1001003}
   * @param itemId the item's id, or null
   * @param event PUT, POST or DELETE, in upper case whatever came; null when absent
   * @param requestId the REST request that caused it, or null when absent or empty
   * @param source the resource that changed, or null
   */
  record Item(
      String node,
      @Nullable String itemId,
      @Nullable String event,
      @Nullable String requestId,
      @Nullable String source) {}

  /**
   * What a person looks for first; null where the payload has no such thing.
   *
   * @param state the agent's or medium's state, or the system's status
   * @param previousState the state of the same agent or medium before, as far as seen
   * @param pendingState the state that follows the present call
   * @param reasonCode the reason's code as sent, for example {@code 255}
   * @param stateChangeTime as sent, ISO 8601
   * @param dialogId the call's or task's id
   * @param dialogState the call's or task's state
   * @param from the calling address
   * @param to the called address
   * @param errorType of an apiError
   * @param errorMessage of an apiError, for example a CTI constant
   */
  record Fields(
      @Nullable String state,
      @Nullable String previousState,
      @Nullable String pendingState,
      @Nullable String reasonCode,
      @Nullable String stateChangeTime,
      @Nullable String dialogId,
      @Nullable String dialogState,
      @Nullable String from,
      @Nullable String to,
      @Nullable String errorType,
      @Nullable String errorMessage) {

    /** Nothing lifted. */
    public static final Fields NONE =
        new Fields(null, null, null, null, null, null, null, null, null, null, null);

    /** The same after {@code previous}. */
    public Fields after(String previous) {
      return new Fields(
          state,
          previous,
          pendingState,
          reasonCode,
          stateChangeTime,
          dialogId,
          dialogState,
          from,
          to,
          errorType,
          errorMessage);
    }
  }

  /**
   * Something that could not be read.
   *
   * @param reason what was wrong and what was expected, one line
   * @param offset where, in characters from the start of the text, or -1 when it has no place
   * @param raw the text itself, cut to a bounded length
   */
  record Unreadable(String reason, long offset, String raw) {

    /** Stands in the reason where a character was about that XML does not allow. */
    public static final String FORBIDDEN_CHARACTER = "that XML forbids";
  }

  /** What carries an XMPP session between browser and Finesse. */
  enum Transport {
    /** Long polls (XEP-0124). */
    BOSH,
    /** One connection for both directions (RFC 7395). */
    WEBSOCKET;

    /** The word that types of events begin with. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of a session. */
  enum Change {
    CREATED,
    AUTHENTICATED,
    AUTH_FAILED,
    RESTARTED,
    BOUND,
    TERMINATED,
    LOST,
    RECREATED
  }

  /**
   * A session changed, over BOSH (XEP-0124, 7 to 13; XEP-0206) or over a WebSocket (RFC 7395).
   *
   * @param transport what carries it
   * @param change what happened
   * @param condition the terminal condition or SASL failure, or null
   * @param by who terminated it, or null where that is no question
   * @param terms what a created BOSH session was asked and granted, or null
   * @param mechanism the SASL mechanism, never what it carried; or null
   * @param outage for a re-created session, the time since the lost one's last good answer; or null
   */
  record Session(
      Context context,
      Transport transport,
      Change change,
      @Nullable String condition,
      @Nullable Side by,
      @Nullable Terms terms,
      @Nullable String mechanism,
      @Nullable Duration outage)
      implements Event {
    @Override
    public String type() {
      return transport.word() + ".session";
    }
  }

  /** What became of a request to the BOSH endpoint that did not simply end well. */
  enum Outcome {
    /** It ended, and no answer's status ever came. */
    UNANSWERED,
    /** It was answered, later than the granted wait and the margin. */
    LATE,
    /** It was answered, but not by a good BOSH answer; or the answer was cut. */
    ERROR,
    /** It is open longer than the granted wait and the margin. Said once; its end is said too. */
    OVERDUE,
    /** It was open, within its time, when recording stopped. No fault. */
    PENDING
  }

  /**
   * A request to the BOSH endpoint that did not end well, or ended late, or has not ended.
   *
   * @param outcome what became of it
   * @param status the status, or null when no answer came
   * @param bodyBytes the size of the answer's body on the wire, or -1 when no answer came
   * @param held how long it was, or is, open
   * @param grantedWait the granted wait it is measured against, or null while the session is
   *     unknown
   * @param ending who ended it, and how
   * @param reason what was wrong with the answer, or null
   */
  record Poll(
      Context context,
      Outcome outcome,
      @Nullable Integer status,
      long bodyBytes,
      Duration held,
      @Nullable Duration grantedWait,
      Ending ending,
      @Nullable String reason)
      implements Event {
    @Override
    public String type() {
      return "bosh.poll";
    }
  }

  /** The two kinds of ping on a WebSocket. */
  enum PingKind {
    /** An iq (XEP-0199): what Finesse's desktop sends. */
    XMPP,
    /** A control frame (RFC 6455, 5.5.2): what servers send. */
    WEBSOCKET
  }

  /**
   * A ping on a WebSocket that was not answered in time; one that was gives no event.
   *
   * @param kind which
   * @param by who asked, so that the other side did not answer
   * @param outcome never {@link Outcome#ERROR}: whatever answers a ping answers it
   * @param held how long it was, or is, without an answer
   * @param ending who ended the WebSocket, and how; {@link Ending#OPEN} while it is open
   */
  record Ping(
      Context context, PingKind kind, Side by, Outcome outcome, Duration held, Ending ending)
      implements Event {
    @Override
    public String type() {
      return "websocket.ping";
    }
  }

  /**
   * A WebSocket is over.
   *
   * @param code the code of the first Close (RFC 6455, 7.4), or null where it had none or none came
   * @param reason the reason in it, or null
   * @param closedBy who sent the first Close, or null when none did
   * @param ending who ended the connection, and how; after a Close that is a formality
   * @param lasted from the server's agreement to the end
   * @param traffic what went over it
   */
  record SocketClosed(
      Context context,
      @Nullable Integer code,
      @Nullable String reason,
      @Nullable Side closedBy,
      Ending ending,
      Duration lasted,
      SocketTraffic traffic)
      implements Event {
    @Override
    public String type() {
      return "websocket.closed";
    }
  }

  /** A kind of stanza; {@code ERROR} is a stream error, or a stanza that could not be read. */
  enum StanzaKind {
    PRESENCE,
    IQ,
    MESSAGE,
    ERROR
  }

  /**
   * An XMPP stanza that is no pubsub event (RFC 6120, 8).
   *
   * @param kind which
   * @param direction which way it went
   * @param from the sender's JID, or null
   * @param to the receiver's JID, or null
   * @param stanzaType the type attribute, for example {@code unavailable}, or null
   * @param stanza a summary for a person, for example {@code subscribe /finesse/api/Team/5/Users}
   * @param nodes what it does with pubsub nodes, or null when it is not about any
   */
  record Stanza(
      Context context,
      StanzaKind kind,
      Direction direction,
      @Nullable String from,
      @Nullable String to,
      @Nullable String stanzaType,
      String stanza,
      @Nullable Nodes nodes)
      implements Event {
    @Override
    public String type() {
      return "xmpp." + kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A REST call of the desktop worth reading.
   *
   * @param method for example {@code PUT}
   * @param path the path, without its query
   * @param status the status, or null when no answer came
   * @param took from the complete request to the end of the answer
   * @param summary what was asked, for example {@code state READY}; or null
   * @param requestId what an event that it causes will name; or null when the client gave none
   * @param error what Finesse says was wrong, or null
   */
  record Rest(
      Context context,
      String method,
      String path,
      @Nullable Integer status,
      Duration took,
      @Nullable String summary,
      @Nullable String requestId,
      @Nullable ApiError error)
      implements Event {
    @Override
    public String type() {
      return "rest";
    }
  }

  /**
   * An error as the Finesse API tells it.
   *
   * @param errorType for example {@code Invalid State}, or null
   * @param errorMessage for example a CTI constant, or null
   */
  record ApiError(@Nullable String errorType, @Nullable String errorMessage) {}

  /** Who compared the clocks. */
  enum ClockSource {
    /** A SystemInfo call, compared here. */
    SYSTEMINFO,
    /** A line of the desktop's own log. */
    CLIENTLOG
  }

  /**
   * Clocks were compared: how far they are apart, and how long the question took. A server's clock
   * that is ahead of another's counts as positive.
   *
   * @param source who compared them
   * @param client what the desktop's clock said, or null
   * @param server what the server's clock said, or null
   * @param drift the server's clock minus the desktop's, or null when the latter is not known
   * @param serverDrift the server's clock minus the one of this machine, or null
   * @param roundTrip from question to answer, or null
   */
  record Clock(
      Context context,
      ClockSource source,
      @Nullable Instant client,
      @Nullable Instant server,
      @Nullable Duration drift,
      @Nullable Duration serverDrift,
      @Nullable Duration roundTrip)
      implements Event {
    @Override
    public String type() {
      return "clock";
    }
  }

  /**
   * A sign that something is off, or worth knowing, told from what was seen rather than said by
   * Finesse: a rid sent twice, an illegal change of state, a REST call that nothing came of.
   *
   * @param sign what it is
   * @param text what was seen, for a person. It holds words of ours and numbers only: what came
   *     from the wire is in {@code details}, where redaction finds it by its name
   * @param evidence the numbers of the exchanges that show it, the context's own included
   * @param details what belongs to it, each under the name that the field has on the wire, for
   *     example {@code dialogId}; in the order given
   */
  record Notice(
      Context context, Sign sign, String text, List<Long> evidence, Map<String, String> details)
      implements Event {
    /** Keeps its own copies. */
    public Notice {
      evidence = List.copyOf(evidence);
      details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    @Override
    public String type() {
      return "notice";
    }
  }

  /**
   * A CONNECT that was passed on unread.
   *
   * @param target where to
   * @param cause why, one line, where it would be read but for that
   */
  record Tunnel(Context context, HostPort target, @Nullable String cause) implements Event {

    /** One that is never read. */
    public Tunnel(Context context, HostPort target) {
      this(context, target, null);
    }

    @Override
    public String type() {
      return "proxy.tunnel";
    }
  }

  /**
   * A leg that could not be made.
   *
   * @param target what the client asked for
   * @param failure the leg, what was being done, and the cause
   */
  record Failure(Context context, HostPort target, Ending.Network failure) implements Event {
    @Override
    public String type() {
      return "proxy.failure";
    }
  }

  /**
   * A diagnosis found something, or knows more of what it had found.
   *
   * @param finding all that is known of it by now
   */
  record Found(Context context, Finding finding) implements Event {
    @Override
    public String type() {
      return "finding";
    }
  }
}
