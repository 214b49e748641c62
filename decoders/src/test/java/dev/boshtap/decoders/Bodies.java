package dev.boshtap.decoders;

import java.time.Instant;

/** BOSH bodies as clients and Openfire write them. */
public final class Bodies {

  private static final String BOSH = "xmlns='http://jabber.org/protocol/httpbind'";
  private static final String XBOSH = "xmlns:xmpp='urn:xmpp:xbosh'";

  private Bodies() {}

  /** What the JabberWerx of an 11.x desktop asks for. */
  public static String jabberWerxCreation(long rid, String from) {
    return "<body %s xml:lang='en-US' %s hold='1' ver='1.9' to='fin.example' wait='30' "
            .formatted(BOSH, XBOSH)
        + "xmpp:version='1.0' from='%s' rid='%d'/>".formatted(from, rid);
  }

  /** What Strophe asks for. */
  public static String stropheCreation(long rid) {
    return "<body rid='%d' %s to='fin.example' xml:lang='en' wait='60' hold='1' "
            .formatted(rid, BOSH)
        + "content='text/xml; charset=utf-8' ver='1.6' xmpp:version='1.0' "
        + XBOSH
        + "/>";
  }

  /** What Openfire grants. */
  public static String created(String sid, int wait) {
    return "<body %s xmlns:stream='http://etherx.jabber.org/streams' authid='%s' sid='%s' "
            .formatted(BOSH, sid, sid)
        + "secure='true' requests='2' inactivity='60' polling='5' wait='%d' hold='1' "
            .formatted(wait)
        + "maxpause='300' ver='1.9'><stream:features>"
        + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
        + "</mechanisms></stream:features></body>";
  }

  public static String poll(String sid, long rid) {
    return request(sid, rid, "");
  }

  public static String request(String sid, long rid, String stanzas) {
    return "<body %s sid='%s' rid='%d'>%s</body>".formatted(BOSH, sid, rid, stanzas);
  }

  public static String restart(String sid, long rid) {
    return "<body %s %s sid='%s' rid='%d' to='fin.example' xmpp:restart='true'/>"
        .formatted(BOSH, XBOSH, sid, rid);
  }

  public static String terminate(String sid, long rid, String stanzas) {
    return "<body %s sid='%s' rid='%d' type='terminate'>%s</body>"
        .formatted(BOSH, sid, rid, stanzas);
  }

  public static String idle() {
    return answer("");
  }

  public static String answer(String stanzas) {
    return "<body %s>%s</body>".formatted(BOSH, stanzas);
  }

  public static String terminated() {
    return "<body %s type='terminate'/>".formatted(BOSH);
  }

  public static String terminated(String condition, String stanzas) {
    return ("<body %s xmlns:stream='http://etherx.jabber.org/streams' type='terminate' "
            + "condition='%s'>%s</body>")
        .formatted(BOSH, condition, stanzas);
  }

  public static String recoverableError() {
    return "<body %s type='error'/>".formatted(BOSH);
  }

  public static String auth() {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>";
  }

  public static String success() {
    return "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
  }

  public static String failure(String condition) {
    return "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><%s/></failure>".formatted(condition);
  }

  public static String bind() {
    return "<iq xmlns='jabber:client' type='set' id='b'>"
        + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desktop</resource></bind></iq>";
  }

  public static String bound(String jid) {
    return ("<iq xmlns='jabber:client' type='result' id='b' to='fin.example/%s'>"
            + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>%s</jid></bind></iq>")
        .formatted("x", jid);
  }

  public static String subscribe(String node) {
    return ("<iq xmlns='jabber:client' type='set' id='q'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + "<subscribe node='%s' jid='1001@fin.example'/></pubsub></iq>")
        .formatted(node);
  }

  public static String agreed() {
    return "<iq xmlns='jabber:client' type='result' id='q'/>";
  }

  public static String presence() {
    return "<presence xmlns='jabber:client'/>";
  }

  public static String unavailable() {
    return "<presence xmlns='jabber:client' type='unavailable'/>";
  }

  public static String conflict() {
    return "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
  }

  /** A change of an agent's state, addressed to {@code to}, as Finesse escapes it. */
  public static String stateOf(String agent, String state, String to) {
    return notification(
        to,
        "/finesse/api/User/" + agent,
        "<user><loginId>%s</loginId><firstName>Zoë</firstName><state>%s</state></user>"
            .formatted(agent, state),
        "/finesse/api/User/" + agent);
  }

  /** A change of an agent's state as the supervisor of the team is told of it. */
  public static String stateInTeam(String agent, String state, String to) {
    return notification(
        to,
        "/finesse/api/Team/5/Users",
        "<user><loginId>%s</loginId><firstName>Zoë</firstName><state>%s</state></user>"
            .formatted(agent, state),
        "/finesse/api/Team/5");
  }

  /** The same, as an item with an id, and with the time of the change. */
  public static String changeOf(String agent, String state, String id, Instant since) {
    return notification(
            agent + "@fin.example",
            "/finesse/api/User/" + agent,
            "<user><loginId>%s</loginId><state>%s</state><stateChangeTime>%s</stateChangeTime></user>"
                .formatted(agent, state, since),
            "/finesse/api/User/" + agent)
        .replace("<item>", "<item id='" + id + "'>");
  }

  /** What becomes of a call: {@code PUT ACTIVE 77} and so on. */
  public static String dialogOf(String agent, String what) {
    String[] words = what.split(" ", 3);
    String uri = "/finesse/api/Dialog/" + words[2];
    return notification(
            agent + "@fin.example",
            "/finesse/api/User/" + agent + "/Dialogs",
            "<dialog><id>%s</id><state>%s</state><uri>%s</uri></dialog>"
                .formatted(words[2], words[1], uri),
            uri)
        .replace("PUT&lt;/event>", words[0] + "&lt;/event>");
  }

  /** An item with a reference to a character that XML does not allow. */
  public static String illegal(String agent) {
    return changeOf(agent, "READY", agent + "-bad", Instant.EPOCH)
        .replace("&lt;state>READY", "&lt;lastName>a&amp;#x1;b&lt;/lastName>&lt;state>READY");
  }

  /** An item with so many characters more than it needs. */
  public static String longItem(String agent, int more) {
    return changeOf(agent, "READY", agent + "-long", Instant.EPOCH)
        .replace(
            "&lt;state>READY",
            "&lt;lastName>" + "x".repeat(more) + "&lt;/lastName>&lt;state>READY");
  }

  /** Where the XMPP user of Finesse's web application is: {@code available} or not. */
  public static String backend(String type) {
    return "<presence xmlns='jabber:client' from='finesse@fin.example/d'%s/>"
        .formatted(type.equals("available") ? "" : " type='" + type + "'");
  }

  private static String notification(String to, String node, String data, String source) {
    String update =
        "<Update><data>%s</data><event>PUT</event><requestId></requestId><source>%s</source></Update>"
            .formatted(data, source);
    return ("<message xmlns='jabber:client' from='pubsub.fin.example' to='%s' id='m'>"
            + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='%s'>"
            + "<item><notification xmlns='http://jabber.org/protocol/pubsub'>%s"
            + "</notification></item></items></event></message>")
        .formatted(to, node, update.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
