package dev.boshtap.exporters.redact;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each thing that is to be taken out, in each way of writing it down that traffic has: a value in a
 * field, the field in a text, the text in a coding, the coding in a body or a message, whole or
 * cut.
 */
class CarriersTest {

  private static final String VALUE = "Pl4ntedV4lue";

  /** What Finesse, its gadgets and single sign-on call what is nobody's business. */
  private static final List<String> NAMES =
      List.of(
          "password",
          "newPassword",
          "access_token",
          "refresh_token",
          "client_secret",
          "authorization",
          "JSESSIONID",
          "loginId",
          "loginName",
          "firstName",
          "extension",
          "fromAddress",
          "toAddress",
          "mediaAddress",
          "dialedNumber",
          "DNIS",
          "callVariable3",
          "user.account",
          "wrapUpReason",
          "ErrorData",
          "activeDeviceId",
          "sid",
          "authid",
          "logData");

  private static final Map<String, UnaryOperator<String>> CODINGS = new LinkedHashMap<>();

  static {
    UnaryOperator<String> xml = CarriersTest::escaped;
    UnaryOperator<String> json = CarriersTest::quoted;
    UnaryOperator<String> url = text -> URLEncoder.encode(text, UTF_8);
    CODINGS.put("as it is", text -> text);
    CODINGS.put("XML", text -> "<a>" + xml.apply(text) + "</a>");
    CODINGS.put("XML twice", text -> "<a>" + xml.apply(xml.apply(text)) + "</a>");
    CODINGS.put("XML three times", text -> "<a>" + xml.apply(xml.apply(xml.apply(text))) + "</a>");
    CODINGS.put("an attribute", text -> "<a b=\"" + xml.apply(text) + "\"/>");
    CODINGS.put("CDATA", text -> "<a><![CDATA[" + text + "]]></a>");
    CODINGS.put("a comment", text -> "<a><!-- " + text + " --></a>");
    CODINGS.put("characters by number", text -> "<a>" + numbered(text) + "</a>");
    CODINGS.put("JSON", text -> "{\"note\":" + json.apply(text) + "}");
    CODINGS.put("JSON by number", text -> "{\"note\":\"" + unicode(text) + "\"}");
    CODINGS.put("JSON by number alone", text -> "\"" + unicode(text) + "\"");
    CODINGS.put(
        "JSON twice", text -> "{\"note\":" + json.apply("[" + json.apply(text) + "]") + "}");
    CODINGS.put("XML in JSON", text -> "[" + json.apply("<a>" + xml.apply(text) + "</a>") + "]");
    CODINGS.put(
        "JSON in XML", text -> "<a>" + xml.apply("{\"b\":" + json.apply(text) + "}") + "</a>");
    CODINGS.put(
        "JSON behind a prefix",
        text -> "throw 1; < don't be evil' >{\"x\":" + json.apply(text) + "}");
    CODINGS.put("JSON behind a mark", text -> "\uFEFF{\"x\":" + json.apply(text) + "}");
    CODINGS.put("JSON in a log", text -> "[10:00] said {\"x\":" + json.apply(text) + "} again");
    CODINGS.put("XML in a log", text -> "[10:00] said <a>" + xml.apply(text) + "</a>, again");
    CODINGS.put("a form", text -> "a=b&c=" + url.apply(text));
    CODINGS.put("a form in a form", text -> "a=" + url.apply("b=c&d=" + url.apply(text)));
    CODINGS.put("a URL in a URL", text -> "https://h/x?u=" + url.apply("/y?v=" + url.apply(text)));
    CODINGS.put("base64", text -> "{\"a\":\"" + base64(text) + "\"}");
    CODINGS.put("base64 in XML", text -> "<a>" + base64(text) + "</a>");
    CODINGS.put(
        "base64 for URLs",
        text ->
            "a=" + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8)));
    CODINGS.put(
        "a part of a form",
        text ->
            "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + text + "\r\n--b--\r\n");
  }

  /** A name and how the text with its value is coded. */
  record Case(String name, String coding) {
    String text(String field) {
      return CODINGS.get(coding).apply(field);
    }

    /** The value in an element, in an object's field, and beside its name. */
    List<String> texts() {
      return List.of(
          text("<User y='z'><%1$s>%2$s</%1$s></User>".formatted(name, VALUE)),
          text("{\"x\":1,\"%s\":\"%s\"}".formatted(name, VALUE)),
          text("<Param><name>%s</name><value>%s</value></Param>".formatted(name, VALUE)));
    }
  }

  static List<Case> cases() {
    return NAMES.stream()
        .flatMap(name -> CODINGS.keySet().stream().map(coding -> new Case(name, coding)))
        .toList();
  }

  private final Redactor redactor = Redactor.personal();
  private final BodyReader reader = new BodyReader(Limits.DEFAULTS);

  @ParameterizedTest
  @MethodSource("cases")
  void itIsTakenOutOfBodiesAndMessages(Case one) throws IOException {
    for (String text : one.texts()) {
      assertThat(all(text)).as(text).noneMatch(CarriersTest::holds);
      // Where it is cut, and nobody knows what would have followed.
      assertThat(all(text.substring(0, text.length() - 3))).noneMatch(CarriersTest::holds);
    }
  }

  /** What is left of a text that is sent in each way there is. */
  private List<String> all(String text) throws IOException {
    List<String> left = new ArrayList<>();
    byte[] bytes = text.getBytes(UTF_8);
    for (String type :
        List.of("text/xml", "application/json", "application/x-www-form-urlencoded", "image/x")) {
      left.add(asked(type, "", bytes, UTF_8));
    }
    left.add(asked("text/plain", "gzip", gzip(bytes), UTF_8));
    left.add(asked("text/plain", "deflate", deflated(bytes), UTF_8));
    left.add(asked("application/gzip", "", gzip(bytes), UTF_8));
    left.add(asked("text/plain;charset=utf-16le", "", text.getBytes(UTF_16LE), UTF_16LE));
    left.add(asked("text/plain", "", cut(text.getBytes(UTF_16BE)), UTF_16BE));
    left.add(told(bytes));
    return left;
  }

  private String asked(String type, String coding, byte[] body, Charset charset) {
    List<Header> headers =
        List.of(new Header("content-TYPE", type), new Header("Content-Encoding", coding));
    Observation.Finished finished =
        (Observation.Finished)
            redactor.redact(Exchanges.starting(0, 1).answered(9, 200, headers, body).finished());
    Exchange exchange = finished.exchange();
    byte[] plain = reader.read(exchange.responseBody(), exchange.response()).bytes();
    byte[] unpacked = Packed.isPacked(plain) ? Packed.unpacked(plain, 1 << 20) : plain;
    return new String(unpacked == null ? plain : unpacked, charset);
  }

  private String told(byte[] payload) {
    SocketMessage message =
        new SocketMessage(Side.SERVER, SocketMessage.TEXT, payload, 0, 99, 1, false, Set.of());
    return ((Observation.Message) redactor.redact(new Observation.Message(Samples.TEN, 1, message)))
        .message()
        .text();
  }

  /** Whether the value stands there, or in what is there in base64. */
  private static boolean holds(String text) {
    return Written.holds(text, VALUE)
        || Written.holds(text.replace('-', '+').replace('_', '/'), VALUE);
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String unicode(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    return escaped.toString();
  }

  private static String numbered(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("&#%d;".formatted(c)));
    return escaped.toString();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] deflated(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream deflate = new DeflaterOutputStream(packed)) {
      deflate.write(plain);
    }
    return packed.toByteArray();
  }
}
