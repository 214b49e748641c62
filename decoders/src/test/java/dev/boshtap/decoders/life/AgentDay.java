package dev.boshtap.decoders.life;

import static dev.boshtap.decoders.Bodies.answer;
import static dev.boshtap.decoders.Bodies.poll;
import static dev.boshtap.decoders.Bodies.terminate;
import static dev.boshtap.decoders.Bodies.terminated;
import static dev.boshtap.decoders.Transcript.DESKTOP;

import dev.boshtap.decoders.Transcript;
import org.jspecify.annotations.Nullable;

/** An agent signed in by BOSH, who is told of things; each by a poll that is answered at once. */
final class AgentDay {

  static final String AGENT = "1001003";

  private static final String EXTENSION = "1081003";
  private static final String USER = "/finesse/api/User/" + AGENT;

  private final Transcript wire = new Transcript();
  private long rid = 5;
  private long item;

  private final String sid;

  /** Signs in at eight. */
  AgentDay() {
    this("s1");
    wire.at("08:00:00").signedIn(sid, AGENT + "@fin.example/desktop").whatever();
  }

  /** Is signed in since long; the session of that sid was not seen to begin. */
  AgentDay(String sid) {
    this.sid = sid;
    // This day has far fewer polls than a real one.
    wire.without(" notice bosh.");
  }

  AgentDay at(String time) {
    wire.at(time);
    return this;
  }

  /** Moves the clock; what was said until now is not what the test is about. */
  AgentDay then(String time) {
    return whatever().at(time);
  }

  Transcript wire() {
    return wire;
  }

  AgentDay expect(String... lines) {
    wire.expect(lines);
    return this;
  }

  AgentDay whatever() {
    wire.whatever();
    return this;
  }

  /** The agent's state, without a time of its own. */
  AgentDay state(String state) {
    return state(state, "", null);
  }

  /** The agent's state, and other fields of the user. */
  AgentDay state(String state, String fields, @Nullable String requestId) {
    return told(
        USER,
        "PUT",
        "<user><extension>%s</extension><loginId>%s</loginId><state>%s</state>%s</user>"
            .formatted(EXTENSION, AGENT, state, fields),
        USER,
        requestId);
  }

  /** The status of the system, as an event. */
  AgentDay system(String status) {
    return told(
        "/finesse/api/SystemInfo",
        "PUT",
        "<systemInfo><status>%s</status></systemInfo>".formatted(status),
        "/finesse/api/SystemInfo",
        null);
  }

  /** A change of the agent's calls: POST or DELETE. */
  AgentDay calls(String verb, String id, String state, String own) {
    return told(
        USER + "/Dialogs",
        verb,
        "<dialogs>%s</dialogs>".formatted(dialog("Dialog", id, state, own(own))),
        USER + "/Dialogs",
        null);
  }

  /** A change of one call. */
  AgentDay call(String id, String state, String own, String others) {
    return told(
        USER + "/Dialogs",
        "PUT",
        dialog("dialog", id, state, own(own) + others),
        "/finesse/api/Dialog/" + id,
        null);
  }

  static String party(String address, String state) {
    return "<Participant><mediaAddress>%s</mediaAddress><state>%s</state></Participant>"
        .formatted(address, state);
  }

  private static String own(String state) {
    return party(EXTENSION, state)
        .replace("<state>", "<mediaAddressType>AGENT_DEVICE</mediaAddressType><state>");
  }

  private static String dialog(String element, String id, String state, String parties) {
    return "<%1$s><id>%2$s</id><state>%3$s</state><participants>%4$s</participants></%1$s>"
        .formatted(element, id, state, parties);
  }

  AgentDay told(String node, String verb, String data, String source, @Nullable String requestId) {
    return hears(message(node, verb, data, source, requestId, "i" + ++item));
  }

  /** A poll that is answered with these messages. */
  AgentDay hears(String messages) {
    wire.post(poll(sid, rid++)).answered(answer(messages));
    return this;
  }

  static String message(
      String node,
      String verb,
      String data,
      String source,
      @Nullable String requestId,
      String itemId) {
    String update =
        "<Update><data>%s</data><event>%s</event><requestId>%s</requestId><source>%s</source></Update>"
            .formatted(data, verb, requestId == null ? "" : requestId, source);
    return ("<message xmlns='jabber:client' to='%s@fin.example'>"
            + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='%s'>"
            + "<item id='%s'><notification xmlns='http://jabber.org/protocol/pubsub'>%s"
            + "</notification></item></items></event></message>")
        .formatted(AGENT, node, itemId, update.replace("&", "&amp;").replace("<", "&lt;"));
  }

  /** The desktop ends its session. */
  AgentDay hangsUp() {
    wire.post(terminate(sid, rid++, "")).answered(terminated());
    return this;
  }

  /** Recording stops. */
  AgentDay finish() {
    wire.finish();
    return this;
  }

  /** SystemInfo is asked for and answered. */
  AgentDay systemInfo(String fields) {
    wire.send(DESKTOP, "GET", "/finesse/api/SystemInfo", "")
        .answered("<SystemInfo>" + fields + "</SystemInfo>");
    return this;
  }

  /** A PUT to the agent's own resource, accepted at once. */
  AgentDay asks(String state) {
    wire.send(DESKTOP, "PUT", USER, "<User><state>%s</state></User>".formatted(state))
        .answered(202, "Accepted", "");
    return this;
  }
}
