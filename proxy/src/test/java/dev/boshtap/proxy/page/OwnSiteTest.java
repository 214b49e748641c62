package dev.boshtap.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.config.Intercept;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OwnSiteTest {

  private static final RootCa CA = RootCa.create("<b>anna</b>@\"desk\"", InstantSource.system());
  private static final Instant SINCE = Instant.parse("2026-03-04T05:06:07Z");
  private static final Intercept INTERCEPT =
      new Intercept(
          List.of(Intercept.Target.parse("fin1.example.com")), Set.of(7443, 8445), Set.of(443));

  private static OwnSite site(byte... address) throws Exception {
    return new OwnSite(
        new SiteFacts(
            new InetSocketAddress(InetAddress.getByAddress(address), 8888), INTERCEPT, CA, "1.2.3"),
        () -> new SiteState(SINCE, 12, 3, 4, 567, 89, Set.of("<script>alert(1)</script>")));
  }

  private static OwnSite loopback() throws Exception {
    return site((byte) 127, (byte) 0, (byte) 0, (byte) 1);
  }

  private static String text(Page page) {
    return new String(page.body(), StandardCharsets.UTF_8);
  }

  @Test
  void tellsAPersonWhatItIsHowItIsDoingAndWhatToDo() throws Exception {
    Page page = loopback().get("/", "127.0.0.1:8888");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(text(page))
        .contains("<td>1.2.3</td>", "<td>567</td>", "<td>89</td>")
        .containsPattern("<td>2026-03-0\\d \\d\\d:\\d\\d:07 [+-]\\d\\d:\\d\\d</td>")
        .contains("<td>any host</td>")
        .contains("fin1.example.com", "7443, 8445; 443")
        .contains("href=\"/ca.pem\"", "href=\"/ca.crt\"", CA.sha256Fingerprint())
        .contains("Windows", "macOS", "Linux", "Firefox", "http://127.0.0.1:8888/proxy.pac")
        .doesNotContain("{{");
  }

  @Test
  void escapesWhatIsNotItsOwnAndLoadsNothing() throws Exception {
    String html = text(loopback().get("/", "boshtap"));

    assertThat(html)
        .doesNotContain("<script", "<b>", " src=", "@import", "url(")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\&lt;b\\&gt;anna");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/ca.pem", "/proxy.pac", "/state.json", "/none"})
  void everyAnswerIsHarmless(String path) throws Exception {
    assertThat(loopback().get(path, "boshtap").headers())
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Cache-Control", "no-store")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  @ParameterizedTest
  @CsvSource({
    "/ca.pem, application/x-pem-file",
    "/ca.pem?x=1, application/x-pem-file",
    "/ca.der, application/x-x509-ca-cert",
    "/ca.crt, application/x-x509-ca-cert"
  })
  void givesTheCertificate(String path, String type) throws Exception {
    Page page = loopback().get(path, "localhost:8888");

    assertThat(page.contentType()).isEqualTo(type);
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(page.body())))
        .isEqualTo(CA.certificate());
  }

  @Test
  void givesTheStateAsData() throws Exception {
    var state = JsonMapper.shared().readTree(loopback().get("/state.json", "[::1]:8888").body());

    assertThat(state.path("version").asString()).isEqualTo("1.2.3");
    assertThat(state.path("listening").asString()).isEqualTo("127.0.0.1:8888");
    assertThat(state.path("connections").asInt()).isEqualTo(3);
    assertThat(state.path("unansweredPolls").asInt()).isEqualTo(4);
    assertThat(state.path("lost").asInt()).isEqualTo(89);
  }

  @Test
  void knowsNoOtherPath() throws Exception {
    assertThat(loopback().get("/../ca.key", "boshtap").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "boshtap, 200",
    "BOSHTAP:80, 200",
    "localhost, 200",
    "127.0.0.1:8888, 200",
    "[::1]:8888, 200",
    "192.0.2.5:8888, 403",
    "evil.example:8888, 403",
    "boshtap.evil.example, 403",
    "127.0.0.1.evil.example, 403",
    "'', 403",
    "[, 403"
  })
  void answersToItsOwnNamesOnly(String host, int status) throws Exception {
    assertThat(loopback().get("/state.json", host).status()).isEqualTo(status);
  }

  @Test
  void answersToTheAddressItListensOn() throws Exception {
    OwnSite one = site((byte) 192, (byte) 0, (byte) 2, (byte) 5);
    OwnSite all = site((byte) 0, (byte) 0, (byte) 0, (byte) 0);

    assertThat(one.get("/", "192.0.2.5:8888").status()).isEqualTo(200);
    assertThat(one.get("/", "192.0.2.6:8888").status()).isEqualTo(403);
    assertThat(all.get("/", "192.0.2.6:8888").status()).isEqualTo(200);
    assertThat(all.get("/", "evil.example:8888").status()).isEqualTo(403);
    assertThat(text(all.get("/proxy.pac", "192.0.2.6:8888"))).contains("PROXY 127.0.0.1:8888");
  }
}
