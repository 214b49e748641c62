package dev.boshtap.simulator.finesse;

import dev.boshtap.simulator.xml.Xml;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;

/** The documents of the Finesse API, as REST returns them and as notifications carry them. */
final class Payloads {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Payloads() {}

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A notification: the new representation, and what happened to which resource. */
  static String update(String data, String event, String requestId, String source) {
    return "<Update><data>"
        + data
        + "</data><event>"
        + event
        + "</event><requestId>"
        + Xml.escape(requestId)
        + "</requestId><source>"
        + Xml.escape(source)
        + "</source></Update>";
  }

  /** {@code element} is {@code user} in notifications and {@code User} in REST. */
  static String user(String element, Desk desk) {
    FinesseUser user = desk.user();
    StringBuilder xml = new StringBuilder(900).append('<').append(element).append('>');
    field(xml, "dialogs", "/finesse/api/User/" + user.id() + "/Dialogs");
    field(xml, "extension", user.extension());
    field(xml, "firstName", user.firstName());
    field(xml, "lastName", user.lastName());
    field(xml, "loginId", user.id());
    field(xml, "loginName", "login" + user.id());
    field(xml, "mediaType", "1");
    field(xml, "pendingState", pending(desk));
    reason(xml, desk);
    xml.append("<roles><role>Agent</role>");
    xml.append(user.supervisor() ? "<role>Supervisor</role></roles>" : "</roles>");
    xml.append("<settings><wrapUpOnIncoming>OPTIONAL</wrapUpOnIncoming></settings>");
    field(xml, "state", desk.state().name());
    field(xml, "stateChangeTime", time(desk.changed()));
    field(xml, "teamId", Integer.toString(user.team().id()));
    field(xml, "teamName", user.team().name());
    if (user.supervisor()) {
      xml.append("<teams><Team>");
      field(xml, "id", Integer.toString(user.team().id()));
      field(xml, "name", user.team().name());
      field(xml, "uri", "/finesse/api/Team/" + user.team().id());
      xml.append("</Team></teams>");
    }
    field(xml, "uri", "/finesse/api/User/" + user.id());
    field(xml, "wrapUpTimer", "30");
    return xml.append("</").append(element).append('>').toString();
  }

  /** What a supervisor is told of a member of the team. */
  static String teamMember(Desk desk) {
    FinesseUser user = desk.user();
    StringBuilder xml = new StringBuilder("<user>");
    field(xml, "dialogs", "/finesse/api/User/" + user.id() + "/Dialogs");
    field(xml, "extension", user.extension());
    field(xml, "firstName", user.firstName());
    field(xml, "lastName", user.lastName());
    field(xml, "loginId", user.id());
    field(xml, "pendingState", pending(desk));
    reason(xml, desk);
    field(xml, "state", desk.state().name());
    field(xml, "stateChangeTime", time(desk.changed()));
    field(xml, "uri", "/finesse/api/User/" + user.id());
    return xml.append("</user>").toString();
  }

  private static String pending(Desk desk) {
    AgentState pending = desk.pending();
    return pending == null ? "" : pending.name();
  }

  private static void reason(StringBuilder xml, Desk desk) {
    field(xml, "reasonCodeId", Integer.toString(desk.reasonCode()));
    if (desk.reasonCode() > 0) {
      xml.append("<ReasonCode>");
      field(xml, "category", desk.state().name());
      field(xml, "code", Integer.toString(desk.reasonCode()));
      field(xml, "label", "Reason " + desk.reasonCode());
      xml.append("</ReasonCode>");
    }
  }

  /** {@code element} is {@code dialog} for a change of one, {@code Dialog} within a list. */
  static String dialog(String element, Dialog dialog) {
    StringBuilder xml = new StringBuilder(1600).append('<').append(element).append('>');
    xml.append("<associatedDialogUri></associatedDialogUri>");
    field(xml, "fromAddress", dialog.from());
    field(xml, "id", dialog.id());
    xml.append("<mediaProperties><mediaId>1</mediaId>");
    field(xml, "DNIS", dialog.dialed());
    field(xml, "callType", "ACD_IN");
    field(xml, "dialedNumber", dialog.dialed());
    xml.append("<outboundClassification></outboundClassification>");
    field(xml, "queueName", "Bookings");
    field(xml, "queueNumber", "5022");
    xml.append("<wrapUpReason></wrapUpReason><callvariables>");
    dialog
        .variables()
        .forEach(
            (name, value) -> {
              xml.append("<CallVariable>");
              field(xml, "name", name);
              field(xml, "value", value);
              xml.append("</CallVariable>");
            });
    xml.append("</callvariables></mediaProperties><mediaType>Voice</mediaType><participants>");
    participant(xml, dialog, dialog.extension(), "AGENT_DEVICE");
    participant(xml, dialog, dialog.from(), "");
    xml.append("</participants>");
    field(xml, "state", dialog.state().name());
    field(xml, "toAddress", dialog.dialed());
    field(xml, "uri", "/finesse/api/Dialog/" + dialog.id());
    return xml.append("</").append(element).append('>').toString();
  }

  private static void participant(StringBuilder xml, Dialog dialog, String address, String type) {
    xml.append("<Participant><actions>");
    if (!type.isEmpty()) {
      switch (dialog.state()) {
        case ALERTING -> xml.append("<action>ANSWER</action>");
        case ACTIVE ->
            xml.append("<action>HOLD</action><action>CONSULT_CALL</action>")
                .append("<action>TRANSFER_SST</action><action>DROP</action>");
        case DROPPED -> xml.append("<action>UPDATE_CALL_DATA</action>");
      }
    }
    xml.append("</actions>");
    field(xml, "mediaAddress", address);
    field(xml, "mediaAddressType", type);
    field(xml, "startTime", time(dialog.started()));
    field(xml, "state", dialog.state().name());
    xml.append("<stateCause></stateCause>");
    field(xml, "stateChangeTime", time(dialog.started()));
    xml.append("</Participant>");
  }

  static String dialogs(String element, Collection<Dialog> dialogs) {
    StringBuilder xml = new StringBuilder().append('<').append(element).append('>');
    dialogs.forEach(dialog -> xml.append(dialog("Dialog", dialog)));
    return xml.append("</").append(element).append('>').toString();
  }

  static String queue(QueueStatistics queue) {
    StringBuilder xml = new StringBuilder("<Queue>");
    field(xml, "uri", "/finesse/api/Queue/" + queue.queue());
    field(xml, "name", queue.name());
    xml.append("<statistics>");
    field(xml, "callsInQueue", Integer.toString(queue.callsInQueue()));
    Instant since = queue.longestSince();
    field(xml, "startTimeOfLongestCallInQueue", since == null ? "" : time(since));
    field(xml, "agentsReady", Integer.toString(queue.ready()));
    field(xml, "agentsNotReady", Integer.toString(queue.notReady()));
    field(xml, "agentsTalkingInbound", Integer.toString(queue.talking()));
    field(xml, "agentsTalkingOutbound", "0");
    field(xml, "agentsTalkingInternal", "0");
    field(xml, "agentsWrapUpNotReady", "0");
    field(xml, "agentsWrapUpReady", "0");
    return xml.append("</statistics></Queue>").toString();
  }

  static String systemInfo(String element, String host, String status, Instant now) {
    StringBuilder xml = new StringBuilder().append('<').append(element).append('>');
    field(xml, "currentTimestamp", time(now));
    field(xml, "deploymentType", "UCCE");
    xml.append("<primaryNode>");
    field(xml, "host", host);
    xml.append("</primaryNode>");
    field(xml, "status", status);
    field(xml, "statusReason", "");
    field(xml, "timezoneOffset", "0");
    field(xml, "uri", "/finesse/api/SystemInfo");
    field(xml, "xmppDomain", host);
    field(xml, "xmppPubSubDomain", "pubsub." + host);
    return xml.append("</").append(element).append('>').toString();
  }

  /** The short form that desktops ask for once a minute to know the server's clock. */
  static String timestamp(Instant now) {
    return "<SystemInfo><currentTimestamp>" + time(now) + "</currentTimestamp></SystemInfo>";
  }

  /** An error as it comes in a notification, names beginning in lower case. */
  static String asyncError(String type, String message, String data) {
    StringBuilder xml = new StringBuilder("<apiErrors><apiError>");
    field(xml, "errorData", data);
    field(xml, "errorMessage", message);
    field(xml, "errorType", type);
    return xml.append("</apiError></apiErrors>").toString();
  }

  /** An error as REST returns it, names beginning in upper case. */
  static String restError(String type, String message, String data) {
    StringBuilder xml = new StringBuilder("<ApiErrors><ApiError>");
    field(xml, "ErrorType", type);
    field(xml, "ErrorMessage", message);
    field(xml, "ErrorData", data);
    return xml.append("</ApiError></ApiErrors>").toString();
  }

  private static void field(StringBuilder xml, String name, String value) {
    xml.append('<').append(name).append('>').append(Xml.escape(value));
    xml.append("</").append(name).append('>');
  }
}
