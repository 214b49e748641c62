package dev.boshtap.exporters.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RedactorTest {

  @TempDir private Path folder;

  private final Set<String> planted = new LinkedHashSet<>();

  /** A secret of its own for each place, so that a leak says where it came from. */
  private String plant(String place) {
    String secret = "Pl4nt" + place;
    assertThat(planted.add(secret)).as(place).isTrue();
    return secret;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private List<Observation> traffic() throws IOException {
    List<Observation> all = new ArrayList<>();
    all.addAll(
        Exchanges.starting(0, 1)
            .request(
                "POST",
                "/http-bind/;jsessionid="
                    + plant("PathParameter")
                    + "?access_token="
                    + plant("Query")
                    + "&next="
                    + encoded("https://h/?refresh_token=" + plant("NestedQuery")),
                "<body rid='1' sid='3445afbe' key='%s' newkey='%s'>"
                        .formatted(plant("Key"), plant("NewKey"))
                    + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
                        .formatted(base64("\0" + "1001003\0" + plant("Sasl")))
                    + "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>%s</response>"
                        .formatted(base64(plant("SaslResponse")))
                    + "<iq><query xmlns='jabber:iq:auth'><password>%s</password></query></iq></body>"
                        .formatted(plant("IqAuth")))
            .header("Authorization", "Basic " + base64("1001003:" + plant("Basic")))
            .header("Proxy-Authorization", "Bearer " + plant("ProxyAuthorization"))
            .header("Cookie", "JSESSIONID=%s; a=%s".formatted(plant("Cookie"), plant("Cookie2")))
            .header("Sec-WebSocket-Protocol", "xmpp, " + plant("WebSocketProtocol"))
            .header("X-Auth-Token", plant("XAuth"))
            .header("Api-Key", plant("ApiKey"))
            .header(
                "Referer", "https://h/x;jsessionid=%s?st=%s".formatted(plant("R1"), plant("R2")))
            .answered(
                20,
                200,
                List.of(
                    new Header("Content-Type", "application/json"),
                    new Header("Content-Encoding", "gzip"),
                    new Header("Set-Cookie", "SID=" + plant("SetCookie") + "; Path=/; HttpOnly"),
                    new Header("Location", "/sso?code=" + plant("Location") + "&a=b")),
                gzip(
                    "{\"access_token\":\"%s\",\"a\":{\"password\":\"%s\"},\"ok\":true}"
                        .formatted(plant("JsonGzip"), plant("JsonNested"))))
            .poll("answered", false)
            .with(
                new Event.Stanza(
                    Samples.context(20, 1),
                    Event.StanzaKind.MESSAGE,
                    Direction.TO_CLIENT,
                    null,
                    null,
                    null,
                    "token=" + plant("Stanza"),
                    null))
            .with(
                new Event.Rest(
                    Samples.context(20, 1),
                    "GET",
                    "/desktop;jsessionid=" + plant("RestPath"),
                    200,
                    Duration.ofMillis(3),
                    "password: " + plant("RestSummary"),
                    null,
                    new Event.ApiError("x", "password: " + plant("RestError"))))
            .with(
                new Event.Finesse(
                    Samples.context(20, 1),
                    Event.Subject.OTHER,
                    new Event.Item("/finesse/x", null, "PUT", null, "/x?token=" + plant("Source")),
                    JsonMapper.shared()
                        .readTree(
                            "{\"a\":{\"password\":[\"%s\"],\"log\":\"Authorization: Bearer %s\"},"
                                    .formatted(plant("Payload"), plant("PayloadText"))
                                + "\"b\":[{\"value\":\"%s\",\"name\":\"password\"}]}"
                                    .formatted(plant("PayloadPair"))),
                    Event.Fields.NONE,
                    new Event.Unreadable(
                        "broken",
                        3,
                        "<auth mechanism='PLAIN'>%s".formatted(base64(plant("Unreadable")))),
                    Life.NONE))
            .observations());
    all.addAll(
        Exchanges.starting(30, 2)
            .request(
                "POST",
                "/gadgets/makeRequest",
                "url=%s&headers=%s&postData=%s&authz=%s&st=%s"
                    .formatted(
                        encoded("https://crm/?password=" + plant("MakeUrl")),
                        encoded(
                            "Authorization=" + encoded("Basic " + base64("u:" + plant("Make")))),
                        encoded("<a><password>" + plant("MakePost") + "</password></a>"),
                        plant("Authz"),
                        plant("St")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .answered(
                60,
                200,
                "application/json",
                "throw 1; < don't be evil' >{\"https://crm/\":{\"headers\":{\"set-cookie\":[\"S=%s\"]},"
                        .formatted(plant("MakeCookie"))
                    + "\"body\":\"{\\\"refresh_token\\\":\\\"%s\\\"}\"}}"
                        .formatted(plant("MakeAnswer")))
            .ended(60, new Ending.Unknown("failed at https://h/?token=" + plant("Said")))
            .with(
                new Event.Failure(
                    Samples.context(60, 2),
                    Samples.BOSH,
                    new Ending.Network(
                        Side.SERVER, Ending.Stage.CONNECT, "proxy password=" + plant("Cause"))))
            .observations());
    all.addAll(
        Exchanges.starting(70, 3)
            .request("GET", "/desktop/", "")
            .answered(
                90,
                200,
                List.of(
                    new Header("Content-Type", "text/html"),
                    new Header("Content-Encoding", "gzip")),
                cut(
                    gzip(
                        "<html><input type=password value='%s'>".formatted(plant("Html"))
                            + "<p>x</p>".repeat(2_000))))
            .observations());
    return all;
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 8);
  }

  @Test
  void noPlantedSecretIsInAnyOutput() throws IOException {
    String outputs = Written.by(Redactor.secrets(), traffic(), folder);

    assertThat(planted).hasSizeGreaterThan(35).noneMatch(secret -> Written.holds(outputs, secret));
    assertThat(outputs)
        .contains(":secret-", "JSESSIONID=secret-", "xmpp, secret-", "SID=secret-")
        .contains("; Path=/; HttpOnly")
        .contains("mechanism='PLAIN'>secret-");
  }

  @Test
  void whoseRequestItIsStaysKnown() {
    String user = Base64.getEncoder().encodeToString("1001003:Pl4ntBasic".getBytes(UTF_8));
    Redactor personal = Redactor.personal();

    String once = authorization(personal, "Basic " + user);

    assertThat(once).matches("Basic p7-[a-z2-7]{6}:secret-[0-9a-f]{8}");
    assertThat(authorization(personal, once)).isEqualTo(once);
    assertThat(authorization(Redactor.secrets(), "Basic " + user))
        .startsWith("Basic 1001003:secret-");
    assertThat(authorization(personal, "Basic bm9jb2xvbg==")).matches("Basic secret-[0-9a-f]{8}");
    assertThat(authorization(personal, "Basic ???")).matches("Basic secret-[0-9a-f]{8}");
  }

  private static String authorization(Redactor redactor, String value) {
    Observation redacted =
        redactor.redact(
            Exchanges.starting(0, 1)
                .header("Authorization", value)
                .answered(1, 200, "text/plain", "")
                .finished());
    return ((Observation.Finished) redacted)
        .exchange()
        .request()
        .header("Authorization")
        .orElseThrow();
  }

  @Test
  void aLossMayQuoteWhatWasSent() {
    Observation loss =
        Redactor.secrets()
            .redact(new Observation.Loss(Samples.TEN, "unreadable: {\"password\":\"x12\"}", 3));

    assertThat(((Observation.Loss) loss).what()).startsWith("unreadable: {\"password\":\"secret-");
    assertThat(((Observation.Loss) loss).count()).isEqualTo(3);
  }

  @Test
  void withoutRedactionAllAreThere() throws IOException {
    String outputs = Written.by(Redactor.none(), traffic(), folder);

    assertThat(planted).allMatch(secret -> Written.holds(outputs, secret));
    assertThat(outputs).doesNotContainPattern("secret-[0-9a-f]{8}");
  }

  private static Exchange redacted(Exchanges exchange) {
    return ((Observation.Finished) Redactor.secrets().redact(exchange.finished())).exchange();
  }

  @Test
  void noEventTellsWhoseItIs() {
    Redactor personal = Redactor.personal();

    for (Event event : Samples.events()) {
      Observation.Happened redacted =
          (Observation.Happened) personal.redact(new Observation.Happened(event));
      Context was = event.context();
      Context is = redacted.event().context();
      assertThat(is.agent() == null ? "" : is.agent())
          .matches("|p\\d+-.*")
          .isNotEqualTo(was.agent());
      assertThat(is.sid() == null ? "" : is.sid()).matches("|p\\d+-.*").isNotEqualTo(was.sid());
    }
  }

  @Test
  void whatHoldsNoSecretStaysAsItWas() {
    Observation.Finished poll =
        Exchanges.starting(0, 1)
            .answered(30_000, 200, "text/xml", "<body xmlns='b'>Zoë</body>")
            .poll("answered", true)
            .finished();

    Observation.Finished copy = (Observation.Finished) Redactor.secrets().redact(poll);

    assertThat(copy).usingRecursiveComparison().isEqualTo(poll);
  }

  @Test
  void aBodyThatWasCodedIsKeptDecodedOnlyWhenItHeldASecret() throws IOException {
    List<Header> gzip =
        List.of(new Header("Content-Type", "text/xml"), new Header("Content-Encoding", "gzip"));
    byte[] harmless = gzip("<body>READY</body>");
    byte[] secret = gzip("<body><password>x12</password></body>");

    Exchange kept = redacted(Exchanges.starting(0, 1).answered(1, 200, gzip, harmless));
    Exchange decoded = redacted(Exchanges.starting(0, 1).answered(1, 200, gzip, secret));

    assertThat(kept.responseBody().bytes()).isEqualTo(harmless);
    assertThat(kept.response()).matches(head -> head.contentCoded());
    assertThat(new String(decoded.responseBody().bytes(), StandardCharsets.UTF_8))
        .startsWith("<body><password>secret-")
        .endsWith("</password></body>");
    assertThat(decoded.response()).matches(head -> !head.contentCoded());
    assertThat(decoded.responseBody().size()).isEqualTo(secret.length);
    assertThat(decoded.responseBody().lost()).isZero();
  }

  @Test
  void whatCannotBeReadIsLeftOutAndCounted() {
    Exchange brotli =
        redacted(
            Exchanges.starting(0, 1)
                .answered(
                    1, 200, List.of(new Header("Content-Encoding", "br")), new byte[] {9, 8, 7}));
    Exchange log =
        redacted(
            Exchanges.starting(0, 1)
                .request("POST", "/finesse/api/User/1001003/CompressedClientLog", "abcdef")
                .answered(1, 202, "text/plain", ""));

    assertThat(brotli.responseBody().bytes()).isEmpty();
    assertThat(brotli.responseBody().lost()).isEqualTo(3);
    assertThat(log.requestBody().bytes()).isEmpty();
    assertThat(log.requestBody().lost()).isEqualTo(6);
  }

  @Test
  void bytesThatAreNoTextStayBytes() {
    byte[] image = new byte[256];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) i;
    }
    for (String type : List.of("image/png", "application/octet-stream", "text/xml")) {
      Exchange copy =
          redacted(
              Exchanges.starting(0, 1)
                  .answered(1, 200, List.of(new Header("Content-Type", type)), image));
      assertThat(copy.responseBody().bytes()).as(type).isEqualTo(image);
    }
  }

  @Test
  void theSameSecretHasTheSameAliasEverywhere() {
    Exchange exchange =
        redacted(
            Exchanges.starting(0, 1)
                .request("GET", "/sso?access_token=abc%2B123", "")
                .header("Authorization", "Bearer abc+123")
                .answered(1, 200, "application/json", "{\"access_token\":\"abc+123\"}"));
    String alias = exchange.request().target().substring("/sso?access_token=".length());

    assertThat(alias).startsWith("secret-");
    assertThat(exchange.request().header("Authorization")).hasValue("Bearer " + alias);
    assertThat(exchange.responseBody().bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"access_token\":\"" + alias + "\"}");
  }

  @Test
  void withoutMessagesWhatBecameOfAnExchangeIsLeft() {
    Observation.Finished finished =
        Exchanges.starting(0, 1)
            .request("GET", "/sso?access_token=abc%2B123", "")
            .header("Authorization", "Bearer abc+123")
            .answered(1, 200, "application/json", "{\"access_token\":\"abc+123\"}")
            .finished();

    Exchange outline =
        ((Observation.Finished) Redactor.secrets().withoutMessages().redact(finished)).exchange();

    assertThat(outline.request().target()).startsWith("/sso?access_token=secret-");
    assertThat(outline.request().headers()).isEmpty();
    assertThat(outline.status()).isEqualTo(200);
    assertThat(outline.responseBody().bytes()).isEmpty();
    assertThat(outline.responseBody().size()).isEqualTo(finished.exchange().responseBody().size());
    assertThat(outline.ended()).isEqualTo(finished.exchange().ended());
  }
}
