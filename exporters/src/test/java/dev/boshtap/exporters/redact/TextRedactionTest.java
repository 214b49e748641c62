package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRedactionTest {

  static final SensitiveNames SECRETS_ONLY = new SensitiveNames(false, Set.of());

  private static final String SECRET = "s3cr3t-Val.ueOf~12";

  private final Aliases aliases = Aliases.random();
  private final TextRedaction text = new TextRedaction(new SensitiveValues(SECRETS_ONLY, aliases));

  /** Texts with the place of a secret marked; what is around it must stay. */
  static List<String> places() {
    return List.of(
        // SASL, XMPP and BOSH
        "<body rid='1'><auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>@</auth>"
            + "</body>",
        "<auth mechanism=\"PLAIN\">@</auth>",
        "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>@</response>",
        "<challenge xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">@</challenge>",
        "<sasl:success xmlns:sasl='urn:ietf:params:xml:ns:xmpp-sasl'>@</sasl:success>",
        "<auth mechanism='PLAIN'>@",
        "<body><auth mechanism='PLAIN'><![CDATA[@]]></auth><iq/></body>",
        "<iq type='set'><query xmlns='jabber:iq:auth'><username>1001003</username>"
            + "<password>@</password><resource>desktop</resource></query></iq>",
        "<query xmlns='jabber:iq:auth'><digest>@</digest></query>",
        "<body rid='1' key='@' newkey=\"@\" sid='3445afbe'/>",
        // XML in XML, as Finesse nests it
        "<notification>&lt;Update&gt;&lt;password&gt;@&lt;/password&gt;&lt;a&gt;b&lt;/a&gt;"
            + "&lt;/Update&gt;</notification>",
        "<a>&amp;lt;password&amp;gt;@&amp;lt;/password&amp;gt;</a>",
        "<a b=\"&amp;amp;lt;password&amp;amp;gt;@&amp;amp;lt;/password&amp;amp;gt;\"/>",
        "&amp;lt;token&amp;gt;@&amp;lt;/token&amp;gt;",
        "{\"a\":\"&lt;token&gt;@&lt;/token&gt;\"}",
        "<a>&lt;input name=&quot;st&quot; value=&quot;@&quot;/&gt;</a>",
        "{\"a\":\"<input name=\\\"st\\\" value=\\\"@\\\"/>\"}",
        // a name in one place and its value in another
        "{\"name\":\"password\",\"value\":\"@\"}",
        "[{\"value\":\"@\",\"name\":\"access_token\"},{\"name\":\"a\",\"value\":\"b\"}]",
        "{\"Key\":\"token\",\"a\":{\"value\":1},\"Value\":{\"b\":[\"@\"]},\"c\":\"d\"}",
        "{\"headers\":[{\"name\":\"Cookie\",\"value\":\"a=@; b=@\"}]}",
        "{\"name\":\"password\",\"value\":\"@",
        "<p><name>password</name><value>@</value></p><p><name>a</name><value>b</value></p>",
        "<p><value>@</value> <x:name>password</x:name></p><value>b</value>",
        "<p><name> token </name><type>text</type><value><![CDATA[@]]></value></p>",
        "<param name=\"password\" value=\"@\"/><add value='@' key='api_key'/>",
        // what only begins like JSON or like a tag
        "[10:00] login password=@ failed",
        "{password:'@', a:1}",
        "<b and password: @ \n",
        // a form in parts
        "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n"
            + "--b1\r\nContent-Disposition: form-data; name=\"password\"\r\n"
            + "Content-Type: text/plain\r\n\r\n@\r\n--b1\r\n"
            + "content-disposition: form-data; name=st\r\n\r\n@\r\n--b1\r\n"
            + "Content-Disposition: form-data; name=\"f\"; filename=\"x.xml\"\r\n\r\n"
            + "<a><token>@</token></a>\r\n--b1--\r\n",
        "--b1\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n@",
        // a part that is cut in its head, which holds what looks like markup
        "--b1\r\nContent-Disposition: form-data; name=\"</\npassword=@",
        // REST and single sign-on
        "<User><loginId>1001003</loginId><password>@</password></User>",
        "<token>@</token>",
        "<Access_Token>  @ </Access_Token>",
        "{\"access_token\":\"@\",\"expires_in\":3600,\"refresh_token\" : \"@\"}",
        "{\"user\":{\"password\":\"@\",\"name\":\"Zoë\"},\"roles\":[\"Agent\"]}",
        "{\"tokens\":1,\"token\":[\"@\",{\"a\":\"@\"}],\"b\":\"c\"}",
        "{\"headers\":{\"Authorization\":\"Bearer @\",\"Accept\":\"*/*\"}}",
        "{\"set-cookie\":[\"JSESSIONID=@; Path=/\"]}",
        "{\"body\":\"{\\\"token\\\":\\\"@\\\",\\\"a\\\":1}\",\"rc\":200}",
        "throw 1; < don't be evil' >{\"https://h/x?access_token=@&a=1\":{\"body\":\"<p>x</p>\"}}",
        "{\"password\":\"@",
        // HTML
        "<html><input type='password' name='p' value='@'><input name=st value='@'/></html>",
        "<meta name=\"csrf-token\" content=\"@\">",
        "<a href='/desktop/container;jsessionid=@?a=b'>x</a>",
        "<script>var a = token(); var o = {\"access_token\": \"@\"};</script>",
        // prose, logs, URLs
        "GET /x Authorization: Bearer @",
        "authorization=Basic @",
        "login failed, password=@ for 1001003",
        "https://finesse1.example.com:8445/desktop/sso/token?cc_username=7&code=@&state=ok",
        "/desktop/container;jsessionid=@?locale=en_US",
        "#access_token=@&token_type=bearer",
        // URLs in URLs in URLs
        "u=https%253A%252F%252Fh%252F%253Faccess_token%253D@",
        "/sso?u=https%25253A%25252F%25252Fh%25253Faccess_token%25253D@",
        "https%3A%2F%2Fh%3Faccess_token%3D@",
        "{\"u\":\"https%3A%2F%2Fh%3Fst%3D@\"}",
        "/x?access%255Ftoken=@");
  }

  @ParameterizedTest
  @MethodSource("places")
  void aSecretBecomesItsAliasAndAllElseStays(String place) {
    assertThat(text.redact(place.replace("@", SECRET)))
        .isEqualTo(place.replace("@", aliases.secret(SECRET)));
  }

  @Test
  void slashesThatJsonEscapesHideNothing() {
    String json = "{\"u\":\"https:\\/\\/bob:" + SECRET + "@h\\/x\"}";
    assertThat(text.redact(json)).contains(aliases.secret(SECRET)).doesNotContain(SECRET);
  }

  @Test
  void aStrayPercentSignHidesNothing() {
    assertThat(text.redact("/x?a=100%+https%3A%2F%2Fh%3Ftoken%3D" + SECRET))
        .isEqualTo("/x?a=100%25+https%3A%2F%2Fh%3Ftoken%3D" + aliases.secret(SECRET));
  }

  @Test
  void aPasswordInAUrlBecomesItsAlias() {
    assertThat(text.redact("https://1001003:s3cr3t@crm.example.com/path"))
        .isEqualTo("https://1001003:" + aliases.secret("s3cr3t") + "@crm.example.com/path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "READY",
        "<body rid='1' sid='3445afbe' xmlns='http://jabber.org/protocol/httpbind'/>",
        "<body><response>not SASL</response><success/></body>",
        "<notification>&lt;Update&gt;&lt;name&gt;Tom &amp;amp; Zo&#235;&lt;/name&gt;</notification>",
        "{\"state\":\"READY\",\"key\":\"v\",\"code\":\"13\",\"tokenless\":null}",
        "{\"token\":null,\"password\":true}",
        "{ \"a\" : [ 1, -2.5e3 ], \"b\" : \"\\u00e9\\n\" }",
        "a=1&b=2&state=READY",
        "/finesse/api/User/1001003?category=NOT_READY",
        "Basic authentication is required",
        "5 < 6 and 7 > 6; a=b",
        "<",
        "<a",
        "<a b",
        "<a b=",
        "<a b='",
        "<!--",
        "<![CDATA[",
        "{\"",
        "{\"a\\",
        "&&==&",
        "%zz=%",
      })
  void whatHoldsNoSecretStaysItself(String harmless) {
    assertThat(text.redact(harmless)).isEqualTo(harmless);
    assertThat(text.form(harmless)).isEqualTo(harmless);
    assertThat(text.script(harmless)).isEqualTo(harmless);
  }

  @Test
  void aGadgetsRequestIsRedactedInAllItsLayers() {
    String form =
        "url=https%3A%2F%2Fcrm.example.com%2Fa%3Faccess_token%3Ds3cr3tone%26x%3D1"
            + "&httpMethod=POST&headers=Authorization%3DBasic%2520czNjcjN0dHdv%26Accept%3Dx"
            + "&postData=%7B%22password%22%3A%22s3cr3tthree%22%7D&authz=s3cr3tfour&st=s3cr3tfive"
            + "&contentType=JSON";

    String redacted = text.form(form);

    assertThat(redacted)
        .doesNotContain("s3cr3t", "czNjcjN0dHdv")
        .contains("httpMethod=POST", "contentType=JSON", "crm.example.com")
        .contains(
            aliases.secret("s3cr3tone"),
            aliases.secret("czNjcjN0dHdv"),
            aliases.secret("s3cr3tthree"),
            aliases.secret("s3cr3tfour"),
            aliases.secret("s3cr3tfive"));
  }

  /** The limit stands for "ends at all": work that grows with the square would take hours. */
  @ParameterizedTest
  @Timeout(30)
  @ValueSource(
      strings = {
        "<a>",
        "<a b='",
        "<a b=c ",
        "<",
        "&",
        "&amp;",
        "{\"a\":",
        "[",
        "\"",
        "a=",
        "a=b&",
        "ab ",
        "://",
        "://a:",
        "?a=%",
        "<!--",
        "<![CDATA[",
        "token ",
        "Bearer ",
        "authorization ",
        "<auth mechanism=''>",
        "&lt;a&gt;",
        "&amp;lt;a&amp;gt;",
        "&amp;amp;",
        "%25",
        "%253D",
        "x%3Da%26",
        "{\"name\":\"token\",\"value\":",
        "{\"value\":{\"name\":\"token\",\"b\":",
        "<value>a</a><name>token</",
        "<name>token</name><value>",
        "\n--b\r\nContent-Disposition: form-data; name=x\r\n\r\n",
        "\n--",
        "a",
        " "
      })
  void aGreatDealOfAnythingIsReadInItsTime(String piece) {
    String much = piece.repeat(300_000 / piece.length());

    for (String all : List.of(much, "<x>" + much, "{\"x\":\"" + much)) {
      String redacted = text.redact(all);
      // A secret that never ends is one, however long.
      assertThat(redacted.length() > much.length() / 2 || redacted.contains("secret-")).isTrue();
    }
  }

  @Test
  void numbersThatAreSecretsBecomeTextInJson() {
    assertThat(text.redact("{\"pin_token\":1234,\"n\":1234}"))
        .isEqualTo("{\"pin_token\":\"" + aliases.secret("1234") + "\",\"n\":1234}");
  }

  @Test
  void aScriptsCodeIsNotTakenForSecrets() {
    String script = "function f(password){ var token = this.getToken(); o.password = p; }";

    assertThat(text.script(script)).isEqualTo(script);
    assertThat(text.script("x={password:'s3cr3t'}"))
        .isEqualTo("x={password:'" + aliases.secret("s3cr3t") + "'}");
  }
}
