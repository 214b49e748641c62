package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPOutputStream;

/**
 * A desktop's morning with something planted in each place where Finesse carries what is nobody's
 * business, in each coding it comes in. Each value is planted once, so that a leak says where.
 */
final class PlantedTraffic implements AutoCloseable {

  static final String SITE = "https://" + FinesseHost.NAME + ":" + FinesseHost.BOSH_PORT;
  static final String API = SITE + "/finesse/api/";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final FinesseHost host;
  private final HttpsServer server;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Set<String> planted = new LinkedHashSet<>();
  private final Set<String> unrecorded = new LinkedHashSet<>();
  private final String agent = plant("Agent");
  private final String sid = plant("Sid");
  private long rid = 4_711;

  /** What the server says next; without a status it hangs up instead. */
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  PlantedTraffic(FinesseHost host) throws IOException, GeneralSecurityException {
    this.host = host;
    server = HttpsServer.create(new InetSocketAddress(host.address(), FinesseHost.BOSH_PORT), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(host.serverTls()));
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      Answer next = answers.remove();
      if (next.status() > 0) {
        next.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(
            next.status(), next.body().length == 0 ? -1 : next.body().length);
        exchange.getResponseBody().write(next.body());
      }
    }
  }

  /** All that was planted. */
  Set<String> planted() {
    return planted;
  }

  /** A value that is told to the proxy itself, which records nothing of it in any case. */
  String plantForProxy(String place) {
    String value = plant(place);
    unrecorded.add(value);
    return value;
  }

  /** All that was planted in what is recorded. */
  Set<String> recorded() {
    Set<String> recorded = new LinkedHashSet<>(planted);
    recorded.removeAll(unrecorded);
    return recorded;
  }

  /** A value that is nowhere else. */
  String plant(String place) {
    String value = "Pl4nt" + place;
    if (!planted.add(value)) {
      throw new IllegalStateException(place + " (expected: another place)");
    }
    return value;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  static String url(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  static String escaped(String xml) {
    return xml.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  /** Lets all of it pass through a proxy. */
  void play(String proxy, X509Certificate ca)
      throws IOException, InterruptedException, GeneralSecurityException {
    URI at = URI.create("http://" + proxy);
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(new InetSocketAddress(at.getHost(), at.getPort())))
            .sslContext(FinesseHost.clientTls(ca))
            .build();
    session(client);
    events(client);
    calls(client);
    desktop(client);
    new PlantedCodings(this, client).play();
    try (PlantedSocket socket = new PlantedSocket(host, this)) {
      socket.play(at, FinesseHost.clientTls(ca));
    }
    unreachable(client);
    lostPoll(client);
  }

  private void session(HttpClient client) throws IOException, InterruptedException {
    bosh(
        client,
        "wait='30' hold='1' ver='1.6' xml:lang='en' to='h' newkey='" + plant("NewKey") + "'",
        "",
        "sid='%s' authid='%s' wait='30' requests='2' inactivity='60'"
            .formatted(sid, plant("AuthId")),
        "<features xmlns='http://etherx.jabber.org/streams'/>");
    poll(
        client,
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
            .formatted(base64("\0" + agent + "\0" + plant("SaslPassword"))),
        "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>%s</success>"
            .formatted(base64(plant("SaslSuccess"))));
    poll(
        client,
        ("<iq type='set' id='a'><query xmlns='jabber:iq:auth'><username>%s</username>"
                + "<password>%s</password></query></iq>")
            .formatted(plant("IqUser"), plant("IqPassword")),
        ("<iq xmlns='jabber:client' type='result' id='b'><bind"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>%s@h/desktop</jid></bind></iq>")
            .formatted(agent));
  }

  private void events(HttpClient client) throws IOException, InterruptedException {
    String user = "/finesse/api/User/" + agent;
    poll(
        client,
        "",
        item(
            user,
            ("<Update><event>PUT</event><source>%s</source><data><user><loginId>%s</loginId>"
                    + "<loginName>%s</loginName><firstName>%s</firstName><lastName>%s &amp; S"
                    + "</lastName><extension>%s</extension><state>NOT_READY</state></user></data>"
                    + "</Update>")
                .formatted(
                    user,
                    agent,
                    plant("LoginName"),
                    plant("FirstName"),
                    plant("LastName"),
                    plant("Extension"))));
    poll(
        client,
        "",
        item(
            user + "/Dialogs",
            ("<Update><event>POST</event><data><dialog><id>16804377</id><fromAddress>%s"
                    + "</fromAddress><toAddress>%s</toAddress><mediaProperties><DNIS>%s</DNIS>"
                    + "<dialedNumber>%s</dialedNumber><wrapUpReason>%s</wrapUpReason>"
                    + "<callvariables><CallVariable><name>callVariable1</name><value>%s</value>"
                    + "</CallVariable><CallVariable><name>user.iban</name><value>%s</value>"
                    + "</CallVariable></callvariables></mediaProperties><participants>"
                    + "<Participant><mediaAddress>%s</mediaAddress></Participant></participants>"
                    + "<state>ALERTING</state></dialog></data></Update>")
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
        client,
        "",
        item(
            user + "/Dialogs",
            "{\"Update\":{\"event\":\"PUT\",\"data\":{\"dialog\":{\"fromAddress\":\"%s\",\"note\":\"%s\"}}}}"
                .formatted(
                    plant("JsonFrom"),
                    escaped("<User><firstName>" + plant("XmlInJson") + "</firstName></User>"))));
    poll(
        client,
        "",
        item(user, "<Update><data><user><lastName>" + plant("CutName") + "</lastName><state>RE"));
    poll(
        client,
        "",
        item(
            "/finesse/api/TeamMessages",
            "<Update><event>POST</event><data><TeamMessage><content>%s</content></TeamMessage></data></Update>"
                .formatted(plant("TeamMessage"))));
  }

  private void calls(HttpClient client) throws IOException, InterruptedException {
    exchange(
        client,
        "PUT",
        API + "User/" + agent,
        headers(
            "Authorization",
            "Basic " + base64(agent + ":" + plant("BasicPassword")),
            "Cookie",
            "JSESSIONID=%s; finesse_ag_extension=%s"
                .formatted(plant("SessionCookie"), plant("ExtensionCookie")),
            "X-Forwarded-For",
            plant("ForwardedFor"),
            "Sec-WebSocket-Protocol",
            "xmpp, " + plant("Protocol"),
            "Content-Type",
            "application/xml"),
        "<User><state>LOGIN</state><extension>%s</extension></User>".formatted(plant("LoginExt")),
        new Answer(
            302,
            headers(
                "Set-Cookie",
                "cc_token=" + plant("TokenCookie") + "; Secure",
                "Location",
                "/x?access_token=" + plant("LocationToken")),
            new byte[0]));
    exchange(
        client,
        "POST",
        SITE + "/ccx/token",
        headers(
            "Authorization", "Bearer " + plant("BearerToken"), "Content-Type", "application/json"),
        "{\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(plant("JsonUser"), plant("JsonPassword")),
        new Answer(
            200,
            headers("Content-Type", "application/json", "Content-Encoding", "gzip"),
            gzip(
                "{\"token\":\"%s\",\"refresh_token\":\"%s\"}"
                    .formatted(plant("GzipToken"), plant("GzipRefresh")))));
    exchange(
        client,
        "PUT",
        API + "Dialog/16804377",
        headers("Content-Type", "application/xml"),
        ("<Dialog><requestedAction>SEND_DTMF</requestedAction><actionParams><ActionParam>"
                + "<name>dtmfString</name><value>%s</value></ActionParam></actionParams></Dialog>")
            .formatted(plant("Dtmf")),
        new Answer(
            400,
            headers("Content-Type", "application/xml"),
            ("<ApiErrors><ApiError><ErrorData>%s</ErrorData><ErrorMessage>nobody is %s@h</ErrorMessage>"
                    + "<ErrorType>Call</ErrorType></ApiError></ApiErrors>")
                .formatted(plant("ErrorData"), plant("ErrorJid"))
                .getBytes(UTF_8)));
  }

  private void desktop(HttpClient client) throws IOException, InterruptedException {
    exchange(
        client,
        "POST",
        API + "User/" + agent + "/ClientLog",
        headers("Content-Type", "application/xml"),
        "<ClientLog><logData>2026-11-22T10:00:00.000 +00:00: : fin: --- : %s</logData></ClientLog>"
            .formatted(plant("LogLine")),
        new Answer(202, Map.of(), new byte[0]));
    exchange(
        client,
        "GET",
        SITE
            + "/desktop/container;jsessionid=%s?cc_username=%s&st=%s&next=%s"
                .formatted(
                    plant("UrlSession"),
                    plant("UrlUser"),
                    plant("GadgetToken"),
                    url(
                        "/finesse/api/User/%s?code=%s"
                            .formatted(plant("NestedUser"), plant("NestedCode")))),
        headers("Referer", "https://h/finesse/api/User/" + plant("RefererUser")),
        "",
        new Answer(
            200,
            headers("Content-Type", "text/html"),
            "<html><script>var x = {\"token\": \"%s\"}</script></html>"
                .formatted(plant("ScriptToken"))
                .getBytes(UTF_8)));
    exchange(
        client,
        "POST",
        SITE + "/gadgets/makeRequest",
        headers("Content-Type", "application/x-www-form-urlencoded"),
        "url=%s&headers=%s&postData=%s"
            .formatted(
                url("/finesse/api/User/" + plant("GadgetUser")),
                url("Authorization=" + url("Basic " + base64("x:" + plant("GadgetPassword")))),
                url(
                    "<Dialog><fromAddress>%s</fromAddress></Dialog>"
                        .formatted(plant("GadgetFrom")))),
        new Answer(
            200,
            headers("Content-Type", "application/json", "Content-Encoding", "gzip"),
            gzip(
                "throw 1; < don't be evil' >{\"x\":{\"body\":\"%s\"}}"
                    .formatted(
                        escaped(
                            "<User><loginName>" + plant("GadgetName") + "</loginName></User>")))));
  }

  /** Nobody listens there any more: the answer is a page of boshtap's own. */
  private void unreachable(HttpClient client) throws IOException, InterruptedException {
    URI gone =
        URI.create(
            "https://%s:%d/desktop/sso?access_token=%s"
                .formatted(FinesseHost.NAME, PlantedSocket.PORT, plant("UnreachableToken")));
    HttpRequest request = HttpRequest.newBuilder(gone).timeout(PATIENCE).build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 502) {
      throw new AssertionError("status " + status + " (expected: 502)");
    }
  }

  /** The server hangs up; what is said of it names whose it was. */
  private void lostPoll(HttpClient client) throws InterruptedException {
    try {
      exchange(
          client,
          "POST",
          SITE + "/http-bind/",
          headers("Content-Type", "text/xml; charset=utf-8"),
          body("sid='" + sid + "' key='" + plant("Key") + "'", ""),
          new Answer(0, Map.of(), new byte[0]));
    } catch (IOException e) {
      return;
    }
    throw new AssertionError("an answer came");
  }

  private void poll(HttpClient client, String asked, String said)
      throws IOException, InterruptedException {
    bosh(client, "sid='" + sid + "'", asked, "", said);
  }

  private void bosh(HttpClient client, String attributes, String asked, String granted, String said)
      throws IOException, InterruptedException {
    exchange(
        client,
        "POST",
        SITE + "/http-bind/",
        headers("Content-Type", "text/xml; charset=utf-8"),
        body(attributes, asked),
        new Answer(
            200,
            headers("Content-Type", "text/xml; charset=utf-8"),
            "<body xmlns='http://jabber.org/protocol/httpbind' %s>%s</body>"
                .formatted(granted, said)
                .getBytes(UTF_8)));
  }

  private String body(String attributes, String content) {
    return "<body xmlns='http://jabber.org/protocol/httpbind' rid='%d' %s>%s</body>"
        .formatted(rid++, attributes, content);
  }

  private String item(String node, String update) {
    return ("<message xmlns='jabber:client' from='pubsub.h' to='%s@h'><event"
            + " xmlns='http://jabber.org/protocol/pubsub#event'><items node='%s'><item id='i%d'>"
            + "<notification xmlns='http://jabber.org/protocol/pubsub'>%s</notification></item>"
            + "</items></event></message>")
        .formatted(agent, node, rid, escaped(update));
  }

  static Map<String, String> headers(String... namesAndValues) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      headers.put(namesAndValues[at], namesAndValues[at + 1]);
    }
    return headers;
  }

  private void exchange(
      HttpClient client,
      String method,
      String target,
      Map<String, String> headers,
      String body,
      Answer answer)
      throws IOException, InterruptedException {
    exchange(client, method, target, headers, body.getBytes(UTF_8), answer);
  }

  void exchange(
      HttpClient client,
      String method,
      String target,
      Map<String, String> headers,
      byte[] body,
      Answer answer)
      throws IOException, InterruptedException {
    answers.add(answer);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    client.send(request.build(), BodyHandlers.discarding());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
