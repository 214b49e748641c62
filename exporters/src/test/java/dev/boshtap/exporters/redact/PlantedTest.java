package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.har.HarReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A desktop's morning, read and decoded as any traffic, with something planted in each place where
 * Finesse carries what is nobody's business; then looked for in every byte that any sink writes.
 */
class PlantedTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder;

  private final Set<String> planted = new LinkedHashSet<>();
  private final ArrayNode entries = JSON.createArrayNode();
  private int minute;

  /** A value of its own for each place, so that a leak says where it came from. */
  private String plant(String place) {
    String value = "Pl4nt" + place;
    assertThat(planted.add(value)).as(place).isTrue();
    return value;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String xml) {
    return xml.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void exchange(
      String method,
      String url,
      Map<String, String> headers,
      String type,
      String asked,
      int status,
      String answerType,
      String answer) {
    ObjectNode entry = entries.addObject();
    entry.put("startedDateTime", "2026-11-22T10:%02d:00.000Z".formatted(minute++));
    entry.put("time", 40);
    ObjectNode request = entry.putObject("request");
    request.put("method", method).put("url", url).put("httpVersion", "HTTP/1.1");
    ArrayNode fields = request.putArray("headers");
    headers.forEach((name, value) -> fields.addObject().put("name", name).put("value", value));
    if (!asked.isEmpty()) {
      fields.addObject().put("name", "Content-Type").put("value", type);
      request.putObject("postData").put("mimeType", type).put("text", asked);
    }
    ObjectNode response = entry.putObject("response");
    response.put("status", status).put("statusText", "").put("httpVersion", "HTTP/1.1");
    response.putArray("headers").addObject().put("name", "Content-Type").put("value", answerType);
    response
        .putObject("content")
        .put("size", answer.length())
        .put("mimeType", answerType)
        .put("text", answer);
    entry.putObject("timings").put("send", 0).put("wait", 40).put("receive", 0);
  }

  private void poll(String asked, String answer) {
    exchange(
        "POST",
        "https://finesse1.example.com:7443/http-bind/",
        Map.of(),
        "text/xml; charset=utf-8",
        "<body xmlns='http://jabber.org/protocol/httpbind' rid='%d' sid='%s'>%s</body>"
            .formatted(100 + minute, sid, asked),
        200,
        "text/xml; charset=utf-8",
        "<body xmlns='http://jabber.org/protocol/httpbind'>%s</body>".formatted(answer));
  }

  private String item(String node, String update) {
    return "<message xmlns='jabber:client' from='pubsub.finesse1.example.com' to='"
        + agent
        + "@finesse1.example.com'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
        + "<items node='"
        + node
        + "'><item id='i"
        + minute
        + "'><notification xmlns='http://jabber.org/protocol/pubsub'>"
        + escaped(update)
        + "</notification></item></items></event></message>";
  }

  private String agent = "";
  private String sid = "";

  private void morning() {
    agent = plant("agent");
    sid = plant("sid");
    String node = "/finesse/api/User/" + agent;
    exchange(
        "POST",
        "https://finesse1.example.com:7443/http-bind/",
        Map.of(),
        "text/xml",
        "<body xmlns='http://jabber.org/protocol/httpbind' rid='99' wait='30' hold='1'"
            + " to='finesse1.example.com' xmlns:xmpp='urn:xmpp:xbosh' xmpp:version='1.0'/>",
        200,
        "text/xml",
        ("<body xmlns='http://jabber.org/protocol/httpbind' sid='%s' authid='%s' wait='30'"
                + " requests='2' inactivity='60'/>")
            .formatted(sid, plant("authid")));
    poll(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
            .formatted(base64("\0" + agent + "\0" + plant("Password"))),
        "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    poll(
        "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
        ("<iq xmlns='jabber:client' type='result' id='b'><bind"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>%s@finesse1.example.com/desktop"
                + "</jid></bind></iq>")
            .formatted(agent));
    poll(
        ("<iq type='set' id='s' to='pubsub.finesse1.example.com'><pubsub"
                + " xmlns='http://jabber.org/protocol/pubsub'><subscribe node='%s' jid='%s@"
                + "finesse1.example.com'/></pubsub></iq>")
            .formatted(node, agent),
        "");
    exchange(
        "PUT",
        "https://finesse1.example.com:8445" + node,
        Map.of(
            "Authorization",
            "Basic " + base64(agent + ":" + plant("Basic")),
            "X-Forwarded-For",
            plant("ForwardedFor"),
            "Cookie",
            "finesse_ag_extension=" + plant("CookieExtension")),
        "application/xml",
        "<User><state>LOGIN</state><extension>%s</extension></User>".formatted(plant("Login")),
        202,
        "text/plain",
        "");
    poll(
        "",
        item(
            node,
            ("<Update><event>PUT</event><source>%s</source><requestId>r1</requestId><data><user>"
                    + "<loginId>%s</loginId><loginName>%s</loginName><firstName>%s</firstName>"
                    + "<lastName>%s &amp; Söhne</lastName><extension>%s</extension>"
                    + "<mobileAgent><dialNumber>%s</dialNumber></mobileAgent><state>READY</state>"
                    + "</user></data></Update>")
                .formatted(
                    node,
                    agent,
                    plant("LoginName"),
                    plant("FirstName"),
                    plant("LastName"),
                    plant("Extension"),
                    plant("DialNumber"))));
    poll(
        "",
        item(
            node + "/Dialogs",
            ("<Update><event>PUT</event><data><dialog><id>16804377</id><fromAddress>%s"
                    + "</fromAddress><toAddress>%s</toAddress><mediaProperties><DNIS>%s</DNIS>"
                    + "<dialedNumber>%s</dialedNumber><wrapUpReason>%s</wrapUpReason>"
                    + "<callvariables><CallVariable><name>callVariable1</name><value>%s</value>"
                    + "</CallVariable><CallVariable><name>user.account</name><value>%s</value>"
                    + "</CallVariable></callvariables></mediaProperties><participants>"
                    + "<Participant><mediaAddress>%s</mediaAddress><state>ALERTING</state>"
                    + "</Participant></participants><state>ALERTING</state></dialog></data>"
                    + "</Update>")
                .formatted(
                    plant("From"),
                    plant("To"),
                    plant("Dnis"),
                    plant("Dialed"),
                    plant("WrapUp"),
                    plant("CallVariable"),
                    plant("Ecc"),
                    plant("MediaAddress"))));
    poll(
        "",
        item(
            node + "/Dialogs",
            "{\"Update\":{\"event\":\"PUT\",\"data\":{\"dialog\":{\"id\":\"7\",\"fromAddress\":\"%s\","
                    .formatted(plant("JsonFrom"))
                + "\"callVariables\":{\"CallVariable\":[{\"name\":\"x\",\"value\":\"%s\"}]}}}}}"
                    .formatted(plant("JsonVariable"))));
    poll(
        "",
        item(
            node,
            "<Update><event>PUT</event><data><user><firstName>%s</firstName><lastName>%s"
                .formatted(plant("CutFirst"), plant("CutLast"))));
    poll(
        "",
        item(
            node + "/Dialogs",
            ("<Update><event>PUT</event><data><apiErrors><apiError><errorData>%s</errorData>"
                    + "<errorMessage>no call for %s@finesse1.example.com</errorMessage><errorType>"
                    + "Call</errorType></apiError></apiErrors></data></Update>")
                .formatted(plant("ErrorData"), plant("ErrorJid"))));
    poll(
        "",
        item(
            "/finesse/api/TeamMessages",
            ("<Update><event>POST</event><data><TeamMessage><createdBy><firstName>%s</firstName>"
                    + "</createdBy><content>%s</content></TeamMessage></data></Update>")
                .formatted(plant("TeamFirst"), plant("TeamMessage"))));
    exchange(
        "POST",
        "https://finesse1.example.com:8445" + node + "/ClientLog",
        Map.of(),
        "application/xml",
        "<ClientLog><logData>2026-11-22T10:00:00.000 +00:00: : fin: --- : Header : Client: %s"
                .formatted(plant("LogLine"))
            + "</logData></ClientLog>",
        202,
        "text/plain",
        "");
    exchange(
        "GET",
        "https://finesse1.example.com:8445/desktop/container;jsessionid=%s?cc_username=%s&next=%s"
            .formatted(
                plant("Jsession"),
                plant("UrlUser"),
                URLEncoder.encode(
                    "/finesse/api/User/%s?access_token=%s"
                        .formatted(plant("NestedUser"), plant("NestedToken")),
                    StandardCharsets.UTF_8)),
        Map.of("Referer", "https://h/finesse/api/User/" + plant("Referer")),
        "",
        "",
        200,
        "text/html",
        "<html><body>Hello, <a href='mailto:%s@example.com'>you</a></body></html>"
            .formatted(plant("Mail")));
    exchange(
        "POST",
        "https://finesse1.example.com:8445/gadgets/makeRequest",
        Map.of(),
        "application/x-www-form-urlencoded",
        "url=%s&postData=%s"
            .formatted(
                URLEncoder.encode(
                    "/finesse/api/User/" + plant("GadgetUser"), StandardCharsets.UTF_8),
                URLEncoder.encode(
                    "<Dialog><fromAddress>%s</fromAddress></Dialog>".formatted(plant("GadgetFrom")),
                    StandardCharsets.UTF_8)),
        200,
        "application/json",
        "throw 1; < don't be evil' >{\"x\":{\"body\":\"<User><loginName>%s</loginName></User>\"}}"
            .formatted(plant("GadgetName")));
  }

  private List<Observation> observed() throws IOException {
    ObjectNode har = JSON.createObjectNode();
    ObjectNode log = har.putObject("log");
    log.put("version", "1.2").putObject("creator").put("name", "test").put("version", "1");
    log.set("entries", entries);
    Path file = Files.writeString(folder.resolve("in.har"), har.toString());
    Observer observer = new Observer(Limits.DEFAULTS);
    List<Observation> all = new ArrayList<>();
    Moment last = Moment.of(Instant.EPOCH);
    try (HarReader reader = HarReader.open(file)) {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        all.addAll(observer.on(event));
        last = event.at();
      }
    }
    all.addAll(observer.finish(last));
    return all;
  }

  @Test
  void byDefaultNothingPlantedIsInAnyOutput() throws IOException {
    morning();
    String outputs = Written.by(Redactor.personal(), observed(), folder);

    assertThat(planted).hasSizeGreaterThan(35);
    assertThat(planted).filteredOn(value -> Written.holds(outputs, value)).isEmpty();
    assertThat(outputs).contains("finesse.user", "finesse.dialog", "READY", "ALERTING", "p10-");
  }

  @Test
  void unredactedAllOfItIsThere() throws IOException {
    morning();
    String outputs = Written.by(Redactor.none(), observed(), folder);

    assertThat(planted).filteredOn(value -> !Written.holds(outputs, value)).isEmpty();
  }
}
