package dev.boshtap.proxy.real;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Finesse would publish in a few minutes of one agent's work; people and calls invented. */
final class Updates {

  static final String AGENT = "1001003";

  static final String USER = "/finesse/api/User/" + AGENT;
  static final String DIALOGS = USER + "/Dialogs";
  static final String TEAM = "/finesse/api/Team/5/Users";
  static final String QUEUE = "/finesse/api/Queue/31";
  static final String SYSTEM = "/finesse/api/SystemInfo";

  /** What the desktop subscribes to. */
  static final List<String> NODES = List.of(USER, DIALOGS, TEAM, QUEUE, SYSTEM);

  private static final int LARGE = 100 * 1024;

  private int items;

  /** One of each node, with everything that makes payloads hard. */
  List<PublishedItem> oneOfEach() {
    return List.of(
        user("NOT_READY", "<pendingState></pendingState><reasonCodeId/>"),
        user("READY", "<pendingState/>"),
        item(
            DIALOGS,
            "finesse.dialog",
            "POST",
            DIALOGS,
            "<dialogs>" + dialog("ALERTING", "") + "</dialogs>"),
        item(DIALOGS, "finesse.dialog", "put", "/finesse/api/Dialog/20481", dialog("ACTIVE", "")),
        item(
            DIALOGS,
            "finesse.error",
            "PUT",
            DIALOGS,
            """
            <apiErrors>
              <apiError>
                <errorData>46</errorData>
                <errorMessage>CF_INVALID_OBJECT_STATE</errorMessage>
                <errorType>Call Operation Failure</errorType>
              </apiError>
            </apiErrors>
            """),
        item(
            TEAM,
            "finesse.team",
            "PUT",
            "/finesse/api/Team/5",
            "<team><uri>/finesse/api/Team/5</uri><id>5</id><name>Réservations &amp; Échanges</name>"
                + "<users><User><loginId>1001004</loginId><firstName>Søren</firstName>"
                + "<state>TALKING</state><pendingState></pendingState></User></users></team>"),
        item(
            QUEUE,
            "finesse.queue",
            "PUT",
            QUEUE,
            "<Queue><uri>"
                + QUEUE
                + "</uri><name>預約</name><statistics><callsInQueue>3</callsInQueue>"
                + "<startTimeOfLongestCallInQueue></startTimeOfLongestCallInQueue>"
                + "<agentsReady>-1</agentsReady></statistics></Queue>"),
        item(
            SYSTEM,
            "finesse.systeminfo",
            "PUT",
            SYSTEM,
            "<systemInfo><status>IN_SERVICE</status><primaryNode><host>"
                + FinesseHost.NAME
                + "</host></primaryNode><secondaryNode/></systemInfo>"));
  }

  /** Several in a row, which wait for one poll. */
  List<PublishedItem> burst() {
    List<PublishedItem> burst = new ArrayList<>();
    burst.add(user("TALKING", "<pendingState>NOT_READY</pendingState>"));
    for (int i = 0; i < 6; i++) {
      burst.add(
          item(
              DIALOGS,
              "finesse.dialog",
              "PUT",
              "/finesse/api/Dialog/20481",
              dialog("ACTIVE", variable("callVariable" + i, "step " + i + " of 6"))));
    }
    burst.add(item(USER, "finesse.user", "DELETE", USER, null));
    return burst;
  }

  /** A call with so much data that its notification is larger than 100 kB. */
  PublishedItem large() {
    StringBuilder variables = new StringBuilder();
    for (int i = 0; variables.length() < LARGE; i++) {
      variables.append(
          variable("user.note." + i, "Grüße & Küsse <" + "ø".repeat(i % 50) + "> \"" + i + '"'));
    }
    return item(
        DIALOGS,
        "finesse.dialog",
        "PUT",
        "/finesse/api/Dialog/20481",
        dialog("ACTIVE", variables.toString()));
  }

  /** One change of the agent's state. */
  PublishedItem state(String state) {
    return user(state, "<pendingState/>");
  }

  private PublishedItem user(String state, String more) {
    return item(
        USER,
        "finesse.user",
        "PUT",
        USER,
        "<user><uri>%s</uri><loginId>%s</loginId><firstName>Zoë</firstName>".formatted(USER, AGENT)
            + "<lastName>O&apos;Brien-Łęcka 李 🎧</lastName><state>"
            + state
            + "</state>"
            + more
            + "<roles><role>Agent</role><role>Supervisor</role></roles>"
            + "<teamName>Billing &amp; &lt;Refunds&gt;</teamName></user>");
  }

  private static String dialog(String state, String variables) {
    return """
        <Dialog>
          <id>20481</id>
          <fromAddress>5550147</fromAddress>
          <toAddress>1001003</toAddress>
          <mediaProperties>
            <DNIS/>
            <callvariables>
              <CallVariable><name>callVariable1</name><value></value></CallVariable>
              %s</callvariables>
          </mediaProperties>
          <participants>
            <Participant>
              <actions><action>HOLD</action><action>DROP</action></actions>
              <mediaAddress>1001003</mediaAddress>
            </Participant>
          </participants>
          <state>%s</state>
        </Dialog>
        """
        .formatted(variables, state)
        .strip();
  }

  private static String variable(String name, String value) {
    return "<CallVariable><name>%s</name><value>%s</value></CallVariable>\n"
        .formatted(name, value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  private PublishedItem item(
      String node, String type, String event, String source, @Nullable String data) {
    items++;
    return new PublishedItem(
        node,
        "item-" + items,
        """
        <Update>
          <event>%s</event>
          <requestId>%s</requestId>
          <source>%s</source>
          %s
        </Update>
        """
            .formatted(
                event,
                items % 3 == 0 ? "" : "req-" + items,
                source,
                data == null ? "" : "<data>" + data.strip() + "</data>")
            .strip(),
        type);
  }
}
