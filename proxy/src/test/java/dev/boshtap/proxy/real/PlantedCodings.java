package dev.boshtap.proxy.real;

import static dev.boshtap.proxy.real.PlantedTraffic.base64;
import static dev.boshtap.proxy.real.PlantedTraffic.escaped;
import static dev.boshtap.proxy.real.PlantedTraffic.gzip;
import static dev.boshtap.proxy.real.PlantedTraffic.headers;
import static dev.boshtap.proxy.real.PlantedTraffic.url;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.proxy.real.PlantedTraffic.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/** The part of the {@link PlantedTraffic} that is written down in unusual ways. */
final class PlantedCodings {

  private static final String XML = "application/xml";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final PlantedTraffic traffic;
  private final HttpClient client;

  PlantedCodings(PlantedTraffic traffic, HttpClient client) {
    this.traffic = traffic;
    this.client = client;
  }

  void play() throws IOException, InterruptedException {
    packed();
    queries();
    cookies();
    texts();
    errors();
  }

  private String plant(String place) {
    return traffic.plant(place);
  }

  private void post(String path, String type, String coding, byte[] body, Answer answer)
      throws IOException, InterruptedException {
    Map<String, String> headers = headers("content-type", type);
    if (!coding.isEmpty()) {
      headers.put("content-ENCODING", coding);
    }
    traffic.exchange(client, "POST", PlantedTraffic.SITE + path, headers, body, answer);
  }

  private static Answer answer(int status, String type, String body) {
    return new Answer(status, headers("Content-Type", type), body.getBytes(UTF_8));
  }

  private static Answer nothing() {
    return new Answer(202, Map.of(), new byte[0]);
  }

  private void packed() throws IOException, InterruptedException {
    String log = "<ClientLog><logData>%s</logData></ClientLog>";
    post(
        "/finesse/api/User/1/CompressedClientLog?a=b",
        "application/octet-stream",
        "",
        gzip(log.formatted(plant("CompressedLog"))),
        nothing());
    post(
        "/finesse/api/User/1/compressedClientLog/",
        XML,
        "gzip",
        gzip(log.formatted(plant("CompressedTwice"))),
        nothing());
    post(
        "/finesse/api/User/1/ClientLog",
        "text/plain",
        "",
        ("2026-11-22T10:00:00 fin: said " + plant("PlainLog")).getBytes(UTF_8),
        nothing());
    post(
        "/finesse/api/User",
        XML,
        "gzip",
        gzip("<User><password>%s</password></User>".formatted(plant("GzipAsked"))),
        new Answer(
            200,
            headers("Content-Type", XML, "Content-Encoding", "deflate"),
            deflated("<User><lastName>%s</lastName></User>".formatted(plant("DeflateSaid")))));
    post(
        "/finesse/api/User",
        XML,
        "deflate",
        deflated("<User><firstName>%s</firstName></User>".formatted(plant("DeflateAsked"))),
        new Answer(
            200,
            headers("Content-Type", "application/gzip"),
            gzip("<User><loginName>%s</loginName></User>".formatted(plant("GzipFile")))));
    byte[] whole = gzip("<User><lastName>%s</lastName></User>".formatted(plant("GzipCut")));
    post("/finesse/api/User", XML, "gzip", Arrays.copyOf(whole, whole.length - 6), nothing());
  }

  private static byte[] deflated(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
      deflate.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private void queries() throws IOException, InterruptedException {
    String nested =
        url(
            "https://h/y?"
                + url("refresh_token=" + plant("QueryTwice") + "&sid=" + plant("QuerySid")));
    traffic.exchange(
        client,
        "GET",
        PlantedTraffic.SITE
            + "/gadgets/ifr?up_loginId=%s&ST=%s&Access%%5FToken=%s&u=%s&json=%s"
                .formatted(
                    plant("QueryPreference"),
                    plant("QueryShort"),
                    plant("QueryCased"),
                    nested,
                    url("{\"toAddress\":\"%s\"}".formatted(plant("QueryJson")))),
        headers("rEfErEr", "https://h/x?code=" + plant("RefererCode")),
        new byte[0],
        answer(200, "text/html", "<a href='/x?cc_username=%s'>x</a>".formatted(plant("Link"))));
  }

  private void cookies() throws IOException, InterruptedException {
    traffic.exchange(
        client,
        "GET",
        PlantedTraffic.SITE + "/desktop/",
        headers(
            "cOOKIE",
            "a=b; activeDeviceId%s=%s; Finesse_ag_extension=%s"
                .formatted(plant("DeviceAgent"), plant("DeviceMac"), plant("OldExtension")),
            "X-Remote-User",
            plant("RemoteUser"),
            "AUTHORIZATION",
            "Digest username=\"%s\", response=\"%s\""
                .formatted(plant("DigestUser"), plant("DigestResponse"))),
        new byte[0],
        new Answer(
            200,
            headers(
                "Set-Cookie",
                "JSESSIONIDSSO=%s; Path=/finesse/api/User/%s; HttpOnly, other=%s; Secure"
                    .formatted(plant("SsoCookie"), plant("CookiePath"), plant("SecondCookie")),
                "X-Csrf-Token",
                plant("Csrf"),
                "Sec-WebSocket-Protocol",
                plant("ProtocolSaid")),
            new byte[0]));
  }

  private void texts() throws IOException, InterruptedException {
    String name = "<User><firstName>%s</firstName></User>";
    String jwt =
        unpadded("{\"alg\":\"none\"}")
            + "."
            + unpadded("{\"sub\":\"" + plant("JwtSubject") + "\"}")
            + ".";
    post(
        "/x",
        FORM, // As libraries say of any text.
        "",
        "{\"loginName\":\"%s\",\"a\":\"it is %s\"}"
            .formatted(plant("JsonAsForm"), jwt)
            .getBytes(UTF_8),
        answer(
            200,
            "application/json",
            "{\"body\":\"\\u003cUser\\u003e\\u003clastName\\u003e%s\\u003c/lastName>\",\"b64\":\"%s\"}"
                .formatted(plant("JsonUnicode"), base64(name.formatted(plant("Base64Xml"))))));
    post(
        "/x",
        "text/xml",
        "",
        ("<a>" + escaped(escaped(escaped(name.formatted(plant("XmlThrice"))))) + "</a>")
            .getBytes(UTF_8),
        new Answer(
            200,
            headers("Content-Type", "text/xml"),
            ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + name.formatted(plant("Utf16")))
                .getBytes(UTF_16LE)));
    post(
        "/x",
        "multipart/form-data; boundary=b",
        "",
        "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(plant("Part"))
            .getBytes(UTF_8),
        answer(
            200,
            "text/plain",
            "[10:00] GET /finesse/api/User/%s Cookie: a=%s; b=%s\n[10:01] {\"password\":\"it's %s\"}"
                .formatted(
                    plant("LogPath"),
                    plant("LogCookie"),
                    plant("LogCookie2"),
                    plant("Apostrophe"))));
  }

  private static String unpadded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private void errors() throws IOException, InterruptedException {
    post(
        "/desktop/j_security_check",
        FORM,
        "",
        "j_username=a&j_password=%s".formatted(plant("FormPassword")).getBytes(UTF_8),
        answer(
            500,
            "text/html",
            ("<html><h1>Status 500</h1><pre>Exception: login password=%s failed for"
                    + " /finesse/api/User/%s with {\"token\":\"%s\"}</pre></html>")
                .formatted(plant("ErrorPassword"), plant("ErrorUser"), plant("ErrorToken"))));
    post(
        "/finesse/api/User",
        XML,
        "",
        new byte[0],
        new Answer(
            401,
            headers(
                "WWW-Authenticate", "Negotiate " + base64(plant("Negotiate")), "Content-Type", XML),
            "<ApiErrors><ApiError><ErrorData>%s</ErrorData></ApiError></ApiErrors>"
                .formatted(plant("ErrorData401"))
                .getBytes(UTF_8)));
  }
}
