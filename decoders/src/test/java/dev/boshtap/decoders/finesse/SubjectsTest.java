package dev.boshtap.decoders.finesse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boshtap.decoders.event.Event.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectsTest {

  @ParameterizedTest
  @CsvSource({
    "/finesse/api/User/1001003, USER",
    "/finesse/api/User/1001003/, USER",
    "/finesse/api/User, USER",
    "/finesse/api/User/1001003/Dialogs, DIALOG",
    "/finesse/api/User/1001003/Dialogs/Media, DIALOG",
    "/finesse/api/User/1001003/Media/1, MEDIA",
    "/finesse/api/User/1001003/Queues, QUEUE",
    "/finesse/api/User/1001003/ClientLog, CLIENTLOG",
    "/finesse/api/User/1001003/TeamMessages, TEAMMESSAGE",
    "/finesse/api/User/1001003/Others, OTHER",
    "/finesse/api/Team/5/Users, TEAM",
    "/finesse/api/Team/5, TEAM",
    "/finesse/api/Team/5/TeamMessage, TEAMMESSAGE",
    "/FINESSE/API/USER/1001003, USER",
    "api/Queue/12, QUEUE",
    "/other/api/SystemInfo, SYSTEMINFO",
    "/finesse/api/api/User, OTHER",
    "/finesse/myapi/User/1001003, OTHER",
    "/finesse/api, OTHER",
    "/finesse/api/, OTHER",
    "'', OTHER",
    "/, OTHER",
  })
  void nodeSaysWhatItsItemsAreAbout(String node, Subject subject) {
    assertEquals(subject, Subjects.ofNode(node));
  }
}
