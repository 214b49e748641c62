package dev.boshtap.simulator.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.simulator.http.HttpAnswer;
import dev.boshtap.simulator.http.HttpMessage;
import dev.boshtap.simulator.journal.Journal;
import dev.boshtap.simulator.journal.JournalEntry.Delivered;
import dev.boshtap.simulator.journal.JournalEntry.Published;
import dev.boshtap.simulator.journal.JournalEntry.Session;
import dev.boshtap.simulator.journal.JournalEntry.SessionChange;
import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** BOSH as Openfire 3.x speaks it, without sockets. */
class NotificationServiceTest {

  private static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final Journal journal = new Journal(InstantSource.system(), 10_000);

  @AfterEach
  void stop() {
    timers.shutdownNow();
  }

  @Test
  void aSessionIsCreatedWithOpenfiresAttributesInTheirOrder() throws Exception {
    String created = text(post(service(LONG), creation("1.9", 30, 1000)));
    String sid = Xml.parse(created).orElseThrow().attribute("sid").orElseThrow();
    assertThat(sid).matches("[0-9a-f]{8}");
    assertThat(created)
        .isEqualTo(
            "<body xmlns=\"http://jabber.org/protocol/httpbind\""
                + " xmlns:stream=\"http://etherx.jabber.org/streams\""
                + " authid=\"%1$s\" sid=\"%1$s\" secure=\"true\" requests=\"2\""
                + " inactivity=\"60\" polling=\"5\" wait=\"30\" hold=\"1\" ack=\"1000\""
                + " maxpause=\"300\" ver=\"1.9\"><stream:features>"
                + "<mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">"
                + "<mechanism>PLAIN</mechanism></mechanisms></stream:features></body>",
            sid);
  }

  @Test
  void theWaitIsTheLesserOfAskedAndConfigured() throws Exception {
    assertThat(text(post(service(LONG), creation("1.9", 12, 1)))).contains(" wait=\"12\"");
    assertThat(text(post(service(Duration.ofMillis(300)), creation("1.9", 12, 1))))
        .contains(" wait=\"1\"");
    assertThat(text(post(service(LONG), creation("1.5", 12, 1)))).doesNotContain("hold=", "ack=");
  }

  @Test
  void anIdlePollIsAnsweredWith57BytesAfterTheWait() throws Exception {
    Conversation agent = signedIn(service(Duration.ofMillis(50)), "1001");
    long before = System.nanoTime();
    HttpAnswer answer = get(agent.send(""));
    assertThat(answer.body()).hasSize(57);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(49));
  }

  @Test
  void aSecondRequestReleasesTheFirstEmpty() throws Exception {
    Conversation agent = signedIn(service(LONG), "1001");
    CompletableFuture<HttpAnswer> held = agent.send("");
    assertThat(held).isNotDone();
    String second = text(agent.send("<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>"));
    assertThat(text(held)).isEqualTo(Bodies.EMPTY);
    assertThat(second).contains("type=\"result\" id=\"p1\"");
  }

  @Test
  void itemsQueueWhileNothingIsHeldAndComeInOneBody() throws Exception {
    NotificationService service = service(LONG);
    Conversation agent = signedIn(service, "1001");
    service.publish(
        List.of(
            new Publication("/finesse/api/User/1001", "<Update><a>é & x</a></Update>"),
            new Publication("/finesse/api/User/1001/Dialogs", "<Update/>"),
            new Publication("/finesse/api/User/1002", "<Update>not mine</Update>")));
    XmlElement body = Xml.parse(text(agent.send(""))).orElseThrow();
    assertThat(body.children()).extracting(XmlElement::name).containsExactly("message", "message");
    XmlElement first = body.children().get(0);
    assertThat(first.attribute("from")).contains("pubsub.fin1.boshtap.test");
    assertThat(first.attribute("to")).contains("1001@fin1.boshtap.test");
    assertThat(first.attribute("id").orElseThrow())
        .matches("/finesse/api/User/1001__1001@fin1\\.boshtap\\.test__[A-Za-z0-9]{5}");
    XmlElement items = first.children().get(0).children().get(0);
    assertThat(items.attribute("node")).contains("/finesse/api/User/1001");
    assertThat(items.children().get(0).children().get(0).text())
        .isEqualTo("<Update><a>é & x</a></Update>");
    assertThat(journal.entries(Delivered.class)).hasSize(1);
    assertThat(journal.entries(Delivered.class).get(0).itemIds())
        .isEqualTo(
            journal.entries(Published.class).stream().limit(2).map(Published::itemId).toList());
  }

  @Test
  void nodesThatAreNotOnesOwnMustBeSubscribed() throws Exception {
    NotificationService service = service(LONG);
    Conversation agent = signedIn(service, "2001");
    Publication news = new Publication("/finesse/api/Team/1/Users", "<Update>team</Update>");
    service.publish(List.of(news));
    String subscription =
        text(
            agent.send(
                "<iq type='set' id='s1'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                    + "<subscribe node='/finesse/api/Team/1/Users' jid='2001@fin1'/></pubsub></iq>"));
    assertThat(subscription).contains("subscription=\"subscribed\"").doesNotContain("<message");
    service.publish(List.of(news));
    assertThat(text(agent.send(""))).contains("&lt;Update&gt;team&lt;/Update&gt;");
  }

  @Test
  void aRepeatedRidTakesOverWhileOpenAndIsReplayedOnceAnswered() throws Exception {
    NotificationService service = service(LONG);
    Conversation agent = signedIn(service, "1001");
    CompletableFuture<HttpAnswer> first = agent.send("");
    CompletableFuture<HttpAnswer> again = agent.repeat("");
    assertThat(text(first)).isEqualTo(Bodies.EMPTY);
    service.publish(List.of(new Publication("/finesse/api/User/1001", "<Update/>")));
    assertThat(text(again)).contains("&lt;Update/&gt;");
    assertThat(text(agent.repeat(""))).isEqualTo(text(again));
  }

  @Test
  void requestsAreTreatedInTheOrderOfTheirRids() throws Exception {
    Conversation agent = signedIn(service(LONG), "1001");
    CompletableFuture<HttpAnswer> later =
        agent.sendAs(agent.rid + 2, "<iq type='get' id='b'><ping/></iq>");
    assertThat(later).isNotDone();
    String earlier = text(agent.send("<iq type='get' id='a'><ping/></iq>"));
    assertThat(earlier).contains("id=\"a\"");
    assertThat(text(later)).contains("id=\"b\"");
  }

  @Test
  void aRidOutsideTheWindowEndsTheSession() throws Exception {
    NotificationService service = service(LONG);
    Conversation agent = signedIn(service, "1001");
    assertThat(text(agent.sendAs(agent.rid + 3, "")))
        .contains("type='terminate'", "condition='item-not-found'");
    assertThat(service.sessionCount()).isZero();
    HttpAnswer gone = get(agent.send(""));
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.contentType()).startsWith("text/html");
    assertThat(new String(gone.body(), StandardCharsets.UTF_8)).contains("Invalid SID.");
  }

  @Test
  void aSecondEmptyPollTooSoonIsOveractive() throws Exception {
    Conversation agent = signedIn(service(LONG), "1001");
    CompletableFuture<HttpAnswer> held = agent.send("");
    assertThat(text(agent.send(""))).contains("condition='policy-violation'");
    assertThat(text(held)).isEqualTo(Bodies.EMPTY);
  }

  @Test
  void theClientEndsItsSession() throws Exception {
    NotificationService service = service(LONG);
    Conversation agent = signedIn(service, "1001");
    CompletableFuture<HttpAnswer> held = agent.send("");
    agent.rid++;
    String answer =
        text(
            post(
                service,
                "<body %s rid='%d' sid='%s' type='terminate'/>"
                    .formatted(NS, agent.rid, agent.sid)));
    assertThat(answer).isEqualTo("<body " + NS + " type='terminate'></body>");
    assertThat(text(held)).isEqualTo(Bodies.EMPTY);
    assertThat(service.sessionCount()).isZero();
  }

  @Test
  void anIdleSessionIsForgottenWithoutAWord() throws Exception {
    NotificationService service =
        service(
            BoshSettings.of("fin1.boshtap.test")
                .withInactivity(Duration.ofMillis(20), Duration.ofMillis(10)));
    Conversation agent = signedIn(service, "1001");
    assertThat(
            journal.await(
                Session.class,
                session -> session.change() == SessionChange.FORGOTTEN,
                Duration.ofSeconds(5)))
        .hasValueSatisfying(session -> assertThat(session.detail()).isEqualTo("inactivity"));
    assertThat(get(agent.send("")).status()).isEqualTo(404);
  }

  @Test
  void theSameResourceBoundElsewhereKicksTheOlderSession() throws Exception {
    NotificationService service = service(LONG);
    Conversation old = signedIn(service, "1001");
    CompletableFuture<HttpAnswer> held = old.send("");
    Conversation young = signedIn(service, "1001");
    assertThat(text(held)).contains("condition='remote-stream-error'", "<conflict");
    assertThat(service.sessionsOf("1001")).containsExactly(young.sid);
  }

  @Test
  void wrongCredentialsAndUnreadableBodiesAreRefused() throws Exception {
    NotificationService service = service(LONG);
    Conversation agent = new Conversation(service, text(post(service, creation("1.9", 30, 7))), 7);
    assertThat(text(agent.send(auth("1001", "wrong")))).contains("<not-authorized/>");
    assertThat(text(agent.send("<auth mechanism='DIGEST-MD5'/>"))).contains("invalid-mechanism");
    assertThat(get(post(service, "<body")).status()).isEqualTo(400);
    assertThat(get(post(service, "<body " + NS + " wait='3'/>")).status()).isEqualTo(400);
    assertThat(get(post(service, "<body " + NS + " sid='00000000' rid='5'/>")).status())
        .isEqualTo(404);
  }

  @Test
  void finesseItselfComesAndGoes() throws Exception {
    NotificationService service = service(LONG);
    Conversation agent = signedIn(service, "1001");
    service.backendPresent(false);
    assertThat(text(agent.send("")))
        .contains("from=\"finesse@fin1.boshtap.test/finesse\"", "type=\"unavailable\"");
  }

  private NotificationService service(Duration longestWait) {
    return service(BoshSettings.of("fin1.boshtap.test").withLongestWait(longestWait));
  }

  private NotificationService service(BoshSettings settings) {
    return new NotificationService(
        settings, journal, timers, (user, password) -> !password.equals("wrong"), 1);
  }

  private static Conversation signedIn(NotificationService service, String user) throws Exception {
    Conversation agent =
        new Conversation(service, text(post(service, creation("1.9", 30, 1000))), 1000);
    assertThat(text(agent.send(auth(user, "good")))).contains("<success");
    agent.rid++;
    assertThat(
            text(
                post(
                    service,
                    "<body %s xmlns:xmpp='urn:xmpp:xbosh' xmpp:restart='true' rid='%d' sid='%s'/>"
                        .formatted(NS, agent.rid, agent.sid))))
        .contains("<bind", "<session");
    assertThat(
            text(
                agent.send("<iq type='set' id='b'><bind><resource>desktop</resource></bind></iq>")))
        .contains("<jid>" + user + "@fin1.boshtap.test/desktop</jid>");
    assertThat(text(agent.send("<presence/>"))).contains("from=\"finesse@fin1.boshtap.test");
    return agent;
  }

  private static String creation(String ver, int wait, long rid) {
    return "<body %s ver='%s' hold='1' wait='%d' to='fin1' rid='%d'/>"
        .formatted(NS, ver, wait, rid);
  }

  private static String auth(String user, String password) {
    byte[] plain = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
    return "<auth mechanism='PLAIN'>" + Base64.getEncoder().encodeToString(plain) + "</auth>";
  }

  private static CompletableFuture<HttpAnswer> post(NotificationService service, String body) {
    CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    service
        .visit(
            new HttpMessage(
                "POST",
                "/http-bind/",
                new DefaultHttpHeaders(),
                body.getBytes(StandardCharsets.UTF_8)))
        .serve(answer::complete);
    return answer;
  }

  private static HttpAnswer get(CompletableFuture<HttpAnswer> answer) throws Exception {
    return answer.get(5, TimeUnit.SECONDS);
  }

  private static String text(CompletableFuture<HttpAnswer> answer) throws Exception {
    return new String(get(answer).body(), StandardCharsets.UTF_8);
  }

  /** A session from the client's side. */
  private static final class Conversation {
    private final NotificationService service;
    private final String sid;
    private long rid;

    private Conversation(NotificationService service, String created, long rid) {
      this.service = service;
      this.sid = Xml.parse(created).orElseThrow().attribute("sid").orElseThrow();
      this.rid = rid;
    }

    private CompletableFuture<HttpAnswer> send(String stanzas) {
      rid++;
      return repeat(stanzas);
    }

    private CompletableFuture<HttpAnswer> repeat(String stanzas) {
      return sendAs(rid, stanzas);
    }

    private CompletableFuture<HttpAnswer> sendAs(long as, String stanzas) {
      return post(service, "<body %s rid='%d' sid='%s'>%s</body>".formatted(NS, as, sid, stanzas));
    }
  }
}
