package dev.boshtap.decoders.logs;

import dev.boshtap.decoders.logs.LogLine.Kind;
import dev.boshtap.decoders.rest.ClientLogLine;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of Finesse's logs, whichever they are of. Openfire's have no time zone: theirs is
 * that of the webservices log, where one was read, else the one that is given.
 */
public final class LogReader {

  private static final DateTimeFormatter OPENFIRE =
      DateTimeFormatter.ofPattern("uuuu.MM.dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter WEBSERVICES =
      DateTimeFormatter.ofPattern("MMM d uuuu HH:mm:ss.SSS xx", Locale.ENGLISH);

  // A line may be a megabyte long: no pattern tries its rest from more than a bounded number of
  // places, and what stands anywhere in it is looked for by one pattern at a time.
  private static final Pattern OPENFIRE_LINE =
      Pattern.compile("(\\d{4}\\.\\d\\d\\.\\d\\d \\d\\d:\\d\\d:\\d\\d)[ ,.\\d]{0,16} (.*)");
  private static final Pattern WEBSERVICES_LINE =
      Pattern.compile(
          "\\d{6,}: [^:]{1,255}: :? ?([A-Z][a-z]{2} \\d{1,2} \\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [+-]\\d{4}): "
              + "%CCBU_(.*)");

  private static final Pattern LAST_ACTIVE =
      Pattern.compile(
          "Session (?:\\(id=(\\w{1,64})\\) |(\\w{4,64}) )?was last active (\\d{1,12}) ms ago: ([^@\\s]{1,255})@");
  private static final Pattern CLOSING =
      Pattern.compile(
          "Closing idle session(?: \\(id=(\\w{1,64})\\)| (\\w{4,64}))?: ([^@\\s]{1,255})@");
  private static final Pattern RECEIVED =
      Pattern.compile(
          "HTTPBindLog: HTTP RECV\\((\\w{1,64})\\): <body[^>]{0,2000}? rid=[\"'](\\d{1,16})[\"']");
  private static final Pattern CLOSED =
      Pattern.compile("A session is closed for ([^@\\s]{1,255})@");
  private static final String NOT_ROUTED = "Unable to route packet. No session is available";
  private static final Pattern ADDRESSEE = Pattern.compile("to=[\"']([^@\"']{1,255})@");
  private static final String PUBLISHED = "-XMPP_PUBLISH_ASYNCHRONOUS: ";
  private static final Pattern USER_NODE =
      Pattern.compile("NodeId=/finesse/api/User/([^/\\]]{1,64})[/\\]]");
  private static final Pattern REQUEST_ID =
      Pattern.compile("<requestId>([\\w-]{1,64})</requestId>");
  private static final String TO_CTI = "-MESSAGE_TO_CTI_SERVER";
  private static final Pattern REASON_255 =
      Pattern.compile("reason ?code ?[:=] ?255\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern AGENT =
      Pattern.compile(
          "(?:agentid|agentId|AgentId|userid|loginId)[=: ]++\"?(\\w{1,64})|(?<![\\w.-])([\\w.-]{1,64}+)@");

  private ZoneId zone;

  /**
   * @param zone the zone of lines that have none, until a line tells it
   */
  public LogReader(ZoneId zone) {
    this.zone = zone;
  }

  /** What a line says; nothing where it says nothing of use, or is of no log known here. */
  public Optional<LogLine> read(String line) {
    if (line.length() < 24 || line.length() > 1 << 20) {
      return Optional.empty();
    }
    if (Character.isDigit(line.charAt(0)) && line.charAt(4) == '.') {
      return openfire(line);
    }
    if (Character.isDigit(line.charAt(0)) && line.contains("%CCBU_")) {
      return webservices(line);
    }
    return line.contains("Drift: ") ? desktop(line) : Optional.empty();
  }

  private Optional<LogLine> openfire(String line) {
    Matcher parts = OPENFIRE_LINE.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Instant at;
    try {
      at = LocalDateTime.parse(parts.group(1), OPENFIRE).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    String said = parts.group(2);
    Matcher active = LAST_ACTIVE.matcher(said);
    if (active.lookingAt()) {
      return Optional.of(
          new LogLine(
              at,
              Kind.LAST_ACTIVE,
              either(active.group(1), active.group(2)),
              active.group(4),
              Duration.ofMillis(Long.parseLong(active.group(3)))));
    }
    Matcher received = RECEIVED.matcher(said);
    if (received.lookingAt()) {
      return Optional.of(
          new LogLine(at, Kind.RECEIVED, received.group(1), null, null, received.group(2)));
    }
    Matcher closing = CLOSING.matcher(said);
    if (closing.lookingAt()) {
      return Optional.of(
          new LogLine(
              at,
              Kind.CLOSED_IDLE,
              either(closing.group(1), closing.group(2)),
              closing.group(3),
              null));
    }
    Matcher closed = CLOSED.matcher(said);
    if (closed.lookingAt()) {
      return Optional.of(new LogLine(at, Kind.CLOSED, null, closed.group(1), null));
    }
    if (said.startsWith(NOT_ROUTED)) {
      Matcher addressee = ADDRESSEE.matcher(said);
      String agent = addressee.find() ? addressee.group(1) : null;
      return Optional.of(new LogLine(at, Kind.NOT_ROUTED, null, agent, null));
    }
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("openfire stopped")) {
      return Optional.of(new LogLine(at, Kind.STOPPED, null, null, null));
    }
    return lower.contains("http bind service started")
        ? Optional.of(new LogLine(at, Kind.STARTED, null, null, null))
        : Optional.empty();
  }

  private Optional<LogLine> webservices(String line) {
    Matcher parts = WEBSERVICES_LINE.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    OffsetDateTime at;
    try {
      at = OffsetDateTime.parse(parts.group(1), WEBSERVICES);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    zone = ZoneOffset.from(at);
    String said = parts.group(2);
    Optional<LogLine> published = published(at.toInstant(), said);
    if (published.isPresent()) {
      return published;
    }
    Kind kind = null;
    if (said.contains("-PRESENCE DRIVEN LOGOUT") || said.contains("-PRESENCE_DRIVEN_LOGOUT")) {
      kind = Kind.FORCED_LOGOUT;
    } else if (said.contains("-PRESENCE") && said.contains("unavailable")) {
      kind = Kind.UNAVAILABLE;
    } else if (isSignOutAsked(said)) {
      kind = Kind.SIGN_OUT_ASKED;
    } else if (said.contains("agentState=1") && said.contains("eventReasonCode=255")) {
      kind = Kind.SIGNED_OUT;
    }
    return kind == null
        ? Optional.empty()
        : Optional.of(new LogLine(at.toInstant(), kind, null, agent(said), null));
  }

  private static boolean isSignOutAsked(String said) {
    int begin = said.indexOf(TO_CTI);
    return begin >= 0 && REASON_255.matcher(said).find(begin);
  }

  private static Optional<LogLine> published(Instant at, String said) {
    int begin = said.indexOf(PUBLISHED);
    Matcher node = USER_NODE.matcher(said);
    Matcher request = REQUEST_ID.matcher(said);
    return begin >= 0 && node.find(begin) && request.find(node.end())
        ? Optional.of(new LogLine(at, Kind.PUBLISHED, null, node.group(1), null, request.group(1)))
        : Optional.empty();
  }

  private static Optional<LogLine> desktop(String line) {
    ClientLogLine read = ClientLogLine.of(line);
    return read == null || read.drift() == null
        ? Optional.empty()
        : Optional.of(new LogLine(read.client(), Kind.DRIFT, null, null, read.drift()));
  }

  private static @Nullable String agent(String said) {
    Matcher agent = AGENT.matcher(said);
    return agent.find() ? either(agent.group(1), agent.group(2)) : null;
  }

  private static @Nullable String either(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
