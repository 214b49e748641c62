package dev.boshtap.decoders.finesse.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshReader;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.Notification;
import dev.boshtap.decoders.finesse.NotificationReader;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.xmpp.Stanza;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Reads the objects in the bodies of the fixtures, field by field. */
class ResourceTest {

  @Test
  void aUser() throws IOException {
    User user = (User) read("user-mobile-agent-and-settings");

    assertThat(user.loginId()).isEqualTo("1001003");
    assertThat(user.loginName()).isEqualTo("zoe");
    assertThat(user.firstName()).isEqualTo("Zoë");
    assertThat(user.lastName()).isEqualTo("Łukasz");
    assertThat(user.extension()).isEqualTo("1081003");
    assertThat(user.uri()).isEqualTo("/finesse/api/User/1001003");
    assertThat(user.dialogsUri()).isEqualTo("/finesse/api/User/1001003/Dialogs");
    assertThat(user.roles()).containsExactly("Agent");
    assertThat(user.wrapUpOnIncoming()).isEqualTo("REQUIRED_WITH_WRAP_UP_DATA");
    assertThat(user.wrapUpOnOutgoing()).isEqualTo("NOT_ALLOWED");
    assertThat(user.deviceSelection()).isEqualTo("DESKPHONE");
    assertThat(user.state()).isEqualTo("NOT_READY");
    assertThat(user.stateChangeTime()).isEqualTo(Instant.parse("2026-03-02T08:15:30.120Z"));
    assertThat(user.pendingState()).isNull();
    assertThat(user.reason())
        .isEqualTo(new Reason("50002", "16", "Connection Failure", "NOT_READY"));
    assertThat(user.teamId()).isEqualTo("5");
    assertThat(user.teamName()).isEqualTo("Billing");
    assertThat(user.teams()).isEmpty();
    assertThat(user.mediaType()).isEqualTo(1);
    assertThat(user.mediaState()).isEqualTo("BUSY");
    assertThat(user.mobileMode()).isEqualTo("NAILED_CONNECTION");
    assertThat(user.mobileDialNumber()).isEqualTo("5550199");
    assertThat(user.wrapUpTimer()).isEqualTo(30);
  }

  @Test
  void aSupervisorHasTeams() throws IOException {
    User user = (User) read("user-supervisor-two-roles-two-teams");

    assertThat(user.roles()).containsExactly("Agent", "Supervisor");
    assertThat(user.teams()).hasSize(2).extracting(Team::id).doesNotContainNull();
  }

  @Test
  void aCallThatIsWrappedUp() throws IOException {
    Dialog dialog = ((Dialogs) read("dialog-put-wrap-up-many-reasons")).all().get(0);

    assertThat(dialog.id()).isEqualTo("16804377");
    assertThat(dialog.uri()).isEqualTo("/finesse/api/Dialog/16804377");
    assertThat(dialog.state()).isEqualTo("DROPPED");
    assertThat(dialog.mediaType()).isEqualTo("Voice");
    assertThat(dialog.mediaId()).isEqualTo("1");
    assertThat(dialog.fromAddress()).isEqualTo("5550123");
    assertThat(dialog.toAddress()).isEqualTo("6000");
    assertThat(dialog.callbackNumber()).isNull();
    assertThat(dialog.callType()).isEqualTo("ACD_IN");
    assertThat(dialog.dialedNumber()).isEqualTo("6000");
    assertThat(dialog.dnis()).isEqualTo("6000");
    assertThat(dialog.queueName()).isEqualTo("Billing");
    assertThat(dialog.queueNumber()).isEqualTo("1022");
    assertThat(dialog.callKeyCallId()).isEqualTo("217");
    assertThat(dialog.callKeyPrefix()).isEqualTo("153214");
    assertThat(dialog.callKeySequenceNum()).isEqualTo("1");
    assertThat(dialog.outboundClassification()).isNull();
    assertThat(dialog.wrapUpReason()).isEqualTo("Solved");
    assertThat(dialog.wrapUpItems()).containsExactly("Solved", "Upgrade");
    assertThat(dialog.callVariables())
        .containsExactly(
            new Dialog.CallVariable("callVariable1", "one"),
            new Dialog.CallVariable("user.crm.case", "C-17"),
            new Dialog.CallVariable("BAStatus", ""));
    assertThat(dialog.participants()).hasSize(2);
    Participant agent = dialog.participants().get(0);
    assertThat(agent.isAgent()).isTrue();
    assertThat(agent.mediaAddress()).isEqualTo("1081003");
    assertThat(agent.state()).isEqualTo("WRAP_UP");
    assertThat(agent.stateCause()).isNull();
    assertThat(agent.actions()).containsExactly("UPDATE_CALL_DATA");
    assertThat(agent.startTime()).isEqualTo(Instant.parse("2026-03-02T08:16:00Z"));
    assertThat(agent.stateChangeTime()).isEqualTo(Instant.parse("2026-03-02T08:16:04.250Z"));
    assertThat(dialog.participants().get(1).isAgent()).isFalse();
  }

  @Test
  void aConsultationNamesTheCallItBelongsTo() throws IOException {
    Dialog dialog = ((Dialogs) read("dialog-consult-associated")).all().get(0);

    assertThat(dialog.associatedDialogUri()).isEqualTo("/finesse/api/Dialog/16804377");
    assertThat(dialog.associatedDialogType()).isEqualTo("CONSULT");
  }

  @Test
  void aTaskHasAChannel() throws IOException {
    Dialog task = ((Dialogs) read("dialogs-media-put-active")).all().get(0);

    assertThat(task.mediaChannelId()).isEqualTo("900712");
    assertThat(task.secondaryId()).isEqualTo("900712");
    assertThat(task.mediaId()).isEqualTo("5001");
  }

  @Test
  void aMedium() throws IOException {
    Media media = (Media) read("media-put-on-node-with-mrd");

    assertThat(media.id()).isEqualTo("5001");
    assertThat(media.mrdId()).isEqualTo("5001");
    assertThat(media.name()).isEqualTo("Chat_MRD");
    assertThat(media.interruptAction()).isEqualTo("ACCEPT");
    assertThat(media.interruptible()).isTrue();
    assertThat(media.maxDialogLimit()).isEqualTo(3);
    assertThat(media.routable()).isFalse();
    assertThat(media.mediaConnected()).isNull();
    assertThat(media.state()).isEqualTo("NOT_READY");
    assertThat(media.stateChangeTime()).isNull();
    assertThat(media.reason()).isEqualTo(new Reason("12", null, "Break", null));
    Media other = (Media) read("media-put");
    assertThat(other.dialogLogoutAction()).isEqualTo("CLOSE");
    assertThat(other.description()).isEqualTo("Chat &lt;b&gt;");
    assertThat(other.uri()).isEqualTo("/finesse/api/User/1001003/Media/5001");
  }

  @Test
  void aQueueHasANumberForEach() throws IOException {
    Queue queue = ((Queues) read("queue-put-every-number")).all().get(0);

    assertThat(
            List.of(
                queue.agentsBusyOther(),
                queue.agentsLoggedOn(),
                queue.agentsNotReady(),
                queue.agentsReady(),
                queue.agentsTalkingInbound(),
                queue.agentsTalkingInternal(),
                queue.agentsTalkingOutbound(),
                queue.agentsWrapUpNotReady(),
                queue.agentsWrapUpReady(),
                queue.callsInQueue()))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(queue.startTimeOfLongestCallInQueue())
        .isEqualTo(Instant.parse("2026-03-02T08:14:00Z"));
    assertThat(queue.name()).isEqualTo("Billing");
  }

  @Test
  void whatAQueueHasNotIsNothing() throws IOException {
    Queue queue = ((Queues) read("queue-put")).all().get(0);

    assertThat(queue.agentsTalkingInbound()).isNull();
    assertThat(queue.startTimeOfLongestCallInQueue()).isNull();
    Queue gone = ((Queues) read("queue-delete-uri-only")).all().get(0);
    assertThat(gone.uri()).isEqualTo("/finesse/api/Queue/1022");
    assertThat(gone.callsInQueue()).isNull();
  }

  @Test
  void aTeamInEachOfItsForms() throws IOException {
    Team team = (Team) read("team-users-lower-case-put-source-without-slash");

    assertThat(team.id()).isEqualTo("5");
    assertThat(team.name()).isEqualTo("Billing");
    assertThat(team.uri()).isEqualTo("/finesse/api/Team/5");
    assertThat(team.users())
        .singleElement()
        .satisfies(user -> assertThat(user.loginId()).isEqualTo("1001004"));
    for (String form : List.of("team-users-user-root", "team-users-users-root")) {
      assertThat(((Team) read(form)).users()).as(form).isNotEmpty();
    }
  }

  @Test
  void aSystem() throws IOException {
    SystemInfo info = (SystemInfo) read("systeminfo-in-service-all-fields");

    assertThat(info.status()).isEqualTo("IN_SERVICE");
    assertThat(info.statusReason()).isNull();
    assertThat(info.currentTimestamp()).isEqualTo(Instant.parse("2026-03-02T08:15:30.120Z"));
    assertThat(info.deploymentType()).isEqualTo("UCCX");
    assertThat(info.lastCtiHeartbeatStatus()).isEqualTo("success");
    assertThat(info.ctiVersion()).isEqualTo("24");
    assertThat(info.finesseMaintenance()).isFalse();
    assertThat(info.systemAuthMode()).isEqualTo("NON_SSO");
    assertThat(info.timezoneOffset()).isEqualTo(-60);
    assertThat(info.xmppDomain()).isEqualTo("finesse.example");
    assertThat(info.xmppPubSubDomain()).isEqualTo("pubsub.finesse.example");
    assertThat(info.primaryNode())
        .isEqualTo(new SystemInfo.Node("finesse.example", 8445, 5222, 5223));
    assertThat(info.secondaryNode())
        .isEqualTo(new SystemInfo.Node("finesse2.example", null, null, null));
    assertThat(info.ctiServers())
        .containsExactly(
            new SystemInfo.CtiServer("ctia.example", true),
            new SystemInfo.CtiServer("ctib.example", false));
  }

  @Test
  void aTeamMessage() throws IOException {
    TeamMessage message = (TeamMessage) read("team-message-delete-on-user-node");

    assertThat(message.id()).isEqualTo("0b7e");
    assertThat(message.uri()).isEqualTo("/finesse/api/TeamMessage/0b7e");
    assertThat(message.createdBy()).isEqualTo("1001001");
    assertThat(message.createdAt()).isEqualTo(Instant.ofEpochSecond(1_772_438_400L));
    assertThat(message.duration()).isEqualTo(Duration.ofMinutes(15));
    assertThat(message.content()).isNull();
    assertThat(message.teams()).containsExactly("5", "6");
  }

  @Test
  void errorsInBothCases() throws IOException {
    assertThat(((ApiErrors) read("dialogs-media-api-error")).all())
        .containsExactly(
            new ApiErrors.ApiError(
                "Generic Error", "E_ARM_STAT_AGENT_ALREADY_LOGGED_IN", "30", "5001"));
    assertThat(((ApiErrors) read("dialogs-api-errors-upper-case-two")).all())
        .containsExactly(
            new ApiErrors.ApiError("Invalid State", "CF_INVALID_AGENT_WORKMODE", "265", null),
            new ApiErrors.ApiError("Generic Error", "CF_GENERIC", "1", null));
  }

  @Test
  void whatHasNoNameHereIsKeptByItsLeaves() throws IOException {
    Unknown unknown = (Unknown) read("generic-node-and-root");

    assertThat(unknown.root()).isEqualTo("contacts");
    assertThat(unknown.leaves())
        .containsEntry("contacts/Contact[0]/firstName", "A")
        .containsEntry("contacts/Contact[0]/phoneNumber", "5550100");
  }

  @Test
  void whatIsNotAsItShouldBeIsNothing() {
    User user =
        (User)
            Resource.of(
                Event.Subject.USER,
                JsonMapper.shared()
                    .readTree(
                        "{\"user\":{\"stateChangeTime\":\"yesterday, about noon\",\"mediaType\":\"x\","
                            + "\"roles\":\"\",\"wrapUpTimer\":-1,\"state\":{\"a\":1}}}"));

    assertThat(user.stateChangeTime()).isNull();
    assertThat(user.mediaType()).isNull();
    assertThat(user.roles()).isEmpty();
    assertThat(user.wrapUpTimer()).isNull();
    assertThat(user.state()).isNull();
    assertThat(user.reason()).isNull();
  }

  private static Resource read(String fixture) throws IOException {
    Path file = Path.of("src/test/resources/bosh", fixture + ".xml");
    BoshReading reading =
        new BoshReader(Limits.DEFAULTS).read(BodyContent.utf8(Files.readAllBytes(file)));
    Stanza.PubsubEvent event =
        (Stanza.PubsubEvent) ((BoshReading.Read) reading).body().stanzas().get(0);
    Notification notification = new NotificationReader(Limits.DEFAULTS).read(event.items().get(0));
    return Resource.of(notification.subject(), notification.payload());
  }
}
