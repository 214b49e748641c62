package dev.boshtap.decoders.finesse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.xmpp.PubsubItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationReaderTest {

  private final NotificationReader reader = new NotificationReader(Limits.DEFAULTS);

  @ParameterizedTest
  @CsvSource({
    "/finesse/api/User/1, USER",
    "/finesse/api/User/1/, USER",
    "/finesse/api/User/1/Dialogs, DIALOG",
    "/finesse/api/User/1/Dialogs/Media, DIALOG",
    "/finesse/api/User/1/Media, MEDIA",
    "/finesse/api/User/1/Media/5001, MEDIA",
    "/finesse/api/User/1/Queues, QUEUE",
    "/finesse/api/User/1/Queue/7, QUEUE",
    "/finesse/api/User/1/ClientLog, CLIENTLOG",
    "/finesse/api/User/1/Novelty, OTHER",
    "/finesse/api/Queue/7, QUEUE",
    "/finesse/api/Team/5/Users, TEAM",
    "/finesse/api/Dialog/16804377, DIALOG",
    "/finesse/api/SystemInfo, SYSTEMINFO",
    "finesse/api/systeminfo, SYSTEMINFO",
    "/finesse/api/TeamMessage, TEAMMESSAGE",
    "/finesse/api/Team/5/TeamMessages, TEAMMESSAGE",
    "/finesse/api/User/1/TeamMessage, TEAMMESSAGE",
    "/finesse/api, OTHER",
    "'', OTHER"
  })
  void tellsTheSubjectByTheNodeWhereThereIsNoPayload(String node, Event.Subject subject) {
    assertThat(reader.read(item(node, "<Update><event>DELETE</event></Update>")).subject())
        .isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({
    "user, USER",
    "USER, USER",
    "dialog, DIALOG",
    "Dialogs, DIALOG",
    "media, MEDIA",
    "Queue, QUEUE",
    "queues, QUEUE",
    "Team, TEAM",
    "systemInfo, SYSTEMINFO",
    "apiErrors, ERROR",
    "ApiErrors, ERROR",
    "apiError, ERROR",
    "ClientLog, CLIENTLOG",
    "TeamMessage, TEAMMESSAGE",
    "users, OTHER",
    "wholeNew, OTHER"
  })
  void tellsTheSubjectByTheRootWhereThereIsAPayload(String root, Event.Subject subject) {
    String text = "<Update><data><%1$s><a>1</a></%1$s></data></Update>".formatted(root);

    assertThat(reader.read(item("/finesse/api/SystemInfo", text)).subject()).isEqualTo(subject);
  }

  @Test
  void keepsTheEnvelopeOfAPayloadThatCannotBeRead() {
    Notification notification =
        reader.read(
            item(
                "/finesse/api/User/1",
                "<Update><data><user><state>READY</user></data><event>put</event>"
                    + "<requestId>r</requestId><source>/s</source></Update>"));

    assertThat(notification.item())
        .isEqualTo(new Event.Item("/finesse/api/User/1", null, "PUT", "r", "/s"));
    assertThat(notification.payload()).isNull();
    assertThat(notification.subject()).isEqualTo(Event.Subject.USER);
    assertThat(notification.unreadable()).isNotNull();
  }

  @Test
  void refusesDeepNestingInBothForms() {
    assertThat(reader.read(item("n", "[".repeat(100_000))).unreadable().reason())
        .startsWith("JSON: ");
    assertThat(reader.read(item("n", "<a>".repeat(100_000))).unreadable().reason())
        .contains("deeper than 64 levels");
    assertThat(reader.read(item("n", "{" + "&amp;".repeat(50_000) + "&quot;")).unreadable())
        .isNotNull();
  }

  @Test
  void readsReasonCodesInEachOfTheirForms() {
    assertThat(reasonCode("<reasonCode><code>255</code></reasonCode>")).isEqualTo("255");
    assertThat(reasonCode("<ReasonCode><Code>255</Code></ReasonCode>")).isEqualTo("255");
    assertThat(reasonCode("<reasonCode>17</reasonCode><reasonCodeId>4</reasonCodeId>"))
        .isEqualTo("17");
    assertThat(reasonCode("<reasonCode/><reasonCodeId>4</reasonCodeId>")).isEqualTo("4");
    assertThat(reasonCode("<reasonCode><code/></reasonCode>")).isNull();
  }

  private String reasonCode(String xml) {
    return reader
        .read(item("n", "<Update><data><user>" + xml + "</user></data></Update>"))
        .fields()
        .reasonCode();
  }

  private static PubsubItem item(String node, String text) {
    return new PubsubItem(node, null, false, text, null, null);
  }
}
