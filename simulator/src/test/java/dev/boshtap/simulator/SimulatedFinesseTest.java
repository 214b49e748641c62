package dev.boshtap.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.simulator.RawClient.Answer;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule;
import dev.boshtap.simulator.fault.Requests;
import dev.boshtap.simulator.finesse.FinesseUser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server from outside: TLS, pages, REST. */
@ExtendWith(NoLeaks.class)
class SimulatedFinesseTest {

  private static final String BASIC = "Authorization: Basic MTAwMTpzZWNyZXQ=\r\n";

  private static SimulatedFinesse finesse;

  @BeforeAll
  static void start() throws IOException {
    finesse =
        SimulatedFinesse.builder()
            .gzip(true)
            .user(FinesseUser.agent("2001").asSupervisor())
            .start();
  }

  @AfterAll
  static void stop() {
    finesse.close();
  }

  @Test
  void itsCertificateIsForItsNameForLocalhostAndForItsAddress() throws Exception {
    for (String name : new String[] {"fin1.boshtap.test", "localhost", "127.0.0.1"}) {
      try (RawClient client = new RawClient(finesse.restAddress(), name, finesse.caCertificate())) {
        client.request("GET", "/desktop/container", "", "");
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
    assertThatThrownBy(
            () -> new RawClient(finesse.restAddress(), "fin2.test", finesse.caCertificate()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void pagesAreThereOnBothPorts() throws Exception {
    try (RawClient rest = RawClient.rest(finesse);
        RawClient bosh = RawClient.bosh(finesse)) {
      rest.request("GET", "/desktop/container/?locale=en_US", BASIC, "");
      assertThat(rest.answer().head())
          .contains("Set-Cookie: JSESSIONID=", "finesse_ag_extension=21001");
      bosh.request("GET", "/tunnel/", "", "");
      assertThat(bosh.answer().text()).contains("tunnel");
      bosh.request("GET", "/http-bind/", "", "");
      assertThat(bosh.answer().status()).isEqualTo(400);
      bosh.request("GET", "/nothing", "", "");
      assertThat(bosh.answer().status()).isEqualTo(404);
    }
  }

  @Test
  void systemInfoNeedsNoPasswordAndAllElseDoes() throws Exception {
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", "/finesse/api/SystemInfo?timestampOnly&nocache=1", "", "");
      assertThat(client.answer().text()).startsWith("<SystemInfo><currentTimestamp>20");
      client.request("GET", "/finesse/api/SystemInfo", "", "");
      assertThat(client.answer().text())
          .contains("<status>IN_SERVICE</status>", "<xmppDomain>fin1.boshtap.test</xmppDomain>");
      client.request("GET", "/finesse/api/User/1001", "", "");
      assertThat(client.answer().status()).isEqualTo(401);
      client.request("GET", "/finesse/api/User/2001", BASIC, "");
      assertThat(client.answer().text()).contains("<role>Supervisor</role>", "<teams><Team>");
      client.request("GET", "/finesse/api/Nothing", BASIC, "");
      assertThat(client.answer().status()).isEqualTo(404);
    }
  }

  @Test
  void statesAreChangedByTheRules() throws Exception {
    try (RawClient client = RawClient.rest(finesse)) {
      put(client, "READY");
      Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text())
          .contains("<ApiErrors><ApiError>", "<ErrorType>Invalid State</ErrorType>");
      put(client, "LOGIN");
      Answer accepted = client.answer();
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.head()).contains("requestId: r-1");
      put(client, "READY");
      assertThat(client.answer().status()).isEqualTo(202);
      finesse.centre().ring("1001", "5551234", Map.of("callVariable1", "x"));
      put(client, "NOT_READY");
      assertThat(client.answer().status()).isEqualTo(202);
      client.request("GET", "/finesse/api/User/1001", BASIC, "");
      assertThat(client.answer().text())
          .contains("<state>RESERVED</state>", "<pendingState>NOT_READY</pendingState>");
      client.request("GET", "/finesse/api/User/1001/Dialogs", BASIC, "");
      assertThat(client.answer().text()).contains("<Dialogs><Dialog>", "ALERTING");
    }
  }

  @Test
  void answersAreCompressedForWhoAcceptsIt() throws Exception {
    try (RawClient client = RawClient.rest(finesse)) {
      client.request("GET", "/finesse/api/SystemInfo", "Accept-Encoding: gzip\r\n", "");
      Answer answer = client.answer();
      assertThat(answer.head()).contains("Content-Encoding: gzip");
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
      assertThat(new String(plain, StandardCharsets.UTF_8)).startsWith("<SystemInfo>");
    }
  }

  @Test
  void continueIsSaidToWhoWaitsForIt() throws Exception {
    try (RawClient client = RawClient.rest(finesse)) {
      client.write(
          "PUT /finesse/api/User/1009 HTTP/1.1\r\nHost: f\r\n"
              + BASIC
              + "Expect: 100-continue\r\nContent-Length: 34\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100");
      client.write("<User><state>LOGIN</state> </User>");
      assertThat(client.answer().status()).isEqualTo(202);
    }
  }

  @Test
  void sessionFaultsStrikeTheSession() throws Exception {
    try (RawClient client = RawClient.bosh(finesse)) {
      finesse
          .faults()
          .add(FaultRule.next(Requests.rid(8), new Fault.TerminateWith("system-shutdown")));
      String ns = "xmlns='http://jabber.org/protocol/httpbind'";
      client.post("<body " + ns + " rid='7' wait='5' hold='1' ver='1.6'/>");
      String sid = client.answer().text().replaceAll("(?s).* sid=\"([^\"]+)\".*", "$1");
      client.post("<body " + ns + " rid='8' sid='" + sid + "'/>");
      assertThat(client.answer().text())
          .isEqualTo("<body " + ns + " type='terminate' condition='system-shutdown'></body>");
      client.post("<body " + ns + " rid='9' sid='" + sid + "'/>");
      assertThat(client.answer().status()).isEqualTo(404);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidInOneLine() {
    int taken = finesse.boshAddress().getPort();
    assertThatThrownBy(() -> SimulatedFinesse.builder().boshPort(taken).start())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + taken);
  }

  private static void put(RawClient client, String state) throws IOException {
    client.request(
        "PUT",
        "/finesse/api/User/1001",
        BASIC + "requestId: r-1\r\n",
        "<User><state>" + state + "</state></User>");
  }
}
